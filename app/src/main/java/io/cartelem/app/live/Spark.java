package io.cartelem.app.live;

import io.cartelem.app.chart.Columns;
import io.cartelem.app.chart.Palette;
import io.cartelem.app.chart.Raster;
import io.cartelem.app.fx.Theme;

import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.stage.Window;

/// A small line without axes: how a value went in the last minute. Its scale is its own, so it says
/// "rising" or "steady" and no more.
final class Spark extends Pane {
    private static final double HEIGHT = 40;

    /// In less room it says nothing and would only look broken.
    private static final int NARROWEST = 36;

    private static final double HALF = 0.9;
    private static final double MARGIN = 2;

    private final Trend trend;
    private final ImageView image = new ImageView();
    private Raster shown = new Raster(1, 1);
    private Raster next = new Raster(1, 1);
    private long drawnKey = Long.MIN_VALUE;

    Spark(Trend trend) {
        this.trend = trend;
        getStyleClass().add("spark");
        setMouseTransparent(true);
        setMinSize(0, HEIGHT);
        setPrefSize(0, HEIGHT);
        setMaxHeight(HEIGHT);
        image.setManaged(false);
        getChildren().add(image);
    }

    /// Draws if anything changed; once a frame.
    void refresh(Theme theme) {
        int width = (int) getWidth();
        image.setVisible(width >= NARROWEST);
        if (width < NARROWEST) {
            return;
        }
        Window window = getScene() == null ? null : getScene().getWindow();
        double scale = window == null ? 1 : Math.clamp(window.getRenderScaleX(), 1, 4);
        int pixels = (int) Math.round(width * scale);
        long key = 31 * (31 * trend.key(pixels) + pixels) + theme.hashCode();
        if (key == drawnKey) {
            return;
        }
        drawnKey = key;
        int high = (int) Math.round(HEIGHT * scale);
        if (next.width() != pixels || next.height() != high) {
            next = new Raster(pixels, high);
        }
        paint(next, trend.columns(pixels), theme, scale);
        next.publish();
        image.setImage(next.image());
        image.setFitWidth(width);
        image.setFitHeight(HEIGHT);
        Raster before = shown;
        shown = next;
        next = before;
    }

    /// What was drawn for another width must not reach beyond this one until it is drawn anew.
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        image.setVisible((int) getWidth() >= NARROWEST);
        image.setFitWidth((int) getWidth());
    }

    private static void paint(Raster raster, Columns columns, Theme theme, double scale) {
        Palette palette = Palette.of(theme);
        raster.fill(Raster.argb(palette.background()));
        double low = columns.lowest();
        double high = columns.highest();
        if (!(low <= high)) {
            return;
        }
        double room = raster.height() - 2 * MARGIN * scale;
        // a value that hardly moves is a line in the middle, not noise blown up
        double spread = Math.max(high - low, Math.max(1e-9, Math.abs(high) * 0.01));
        double bottom = raster.height() - MARGIN * scale;
        double base = (low + high - spread) / 2;
        int argb = Raster.argb(palette.series(0));
        for (int x = 0; x < columns.width(); x++) {
            if (!Double.isNaN(columns.min(x))) {
                double top = bottom - (columns.max(x) - base) / spread * room;
                double end = bottom - (columns.min(x) - base) / spread * room;
                raster.column(x, top - HALF * scale, end + HALF * scale, argb);
            }
        }
    }
}
