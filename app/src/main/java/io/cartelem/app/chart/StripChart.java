package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Format;

import javafx.scene.canvas.Canvas;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;

import java.util.List;

/// A strip chart with its legend over it. It draws when [#refresh] finds that anything it shows has
/// changed; the crosshair and the cursor move over it without drawing.
public final class StripChart extends Pane {

    private static final long LEGEND_EVERY_NS = 100_000_000L;

    private final StripChartModel model;
    private final TimelineModel timeline;
    private final ImageView plot = new ImageView();
    private final Canvas labels = new Canvas();
    private final Rectangle cursor = instant(2);
    private final Rectangle crosshair = instant(1);
    private final FlowPane legend = new FlowPane();

    /// The room that the menu in the corner takes.
    private static final double MENU = 44;

    private final ChartPainter painter = new ChartPainter();
    private final ChartGestures gestures;

    /// Two, because the one that is shown may still be read while the next is drawn.
    private Raster shown = new Raster(1, 1);

    private Raster next = new Raster(1, 1);
    private boolean timeLabels;
    private long drawnKey = Long.MIN_VALUE;
    private long labelsKey = Long.MIN_VALUE;
    private long legendNs = Long.MIN_VALUE;
    private long paints;

    public StripChart(StripChartModel model, TimelineModel timeline) {
        this.model = model;
        this.timeline = timeline;
        getStyleClass().add("strip-chart");
        legend.getStyleClass().add("legend");
        legend.setMouseTransparent(true);
        legend.setLayoutX(ChartPainter.LEFT + 6);
        legend.setLayoutY(4);
        plot.setLayoutX(ChartPainter.LEFT);
        labels.setMouseTransparent(true);
        getChildren().addAll(plot, labels, cursor, crosshair, legend);
        setMinHeight(56);
        setFocusTraversable(true);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        gestures = new ChartGestures(this, model, timeline);
    }

    /// Whether the time axis is labelled under this chart.
    public void setTimeLabels(boolean show) {
        timeLabels = show;
    }

    public StripChartModel model() {
        return model;
    }

    /// How often it was drawn; for measurements.
    public long paints() {
        return paints;
    }

    /// Draws if anything changed since it was drawn last.
    ///
    /// @param nowNs monotonic time of the frame
    public void refresh(Theme theme, long nowNs) {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (width < 2 * ChartPainter.LEFT || height < 20) {
            return;
        }
        gestures.keepCrosshair();
        legend.setPrefWrapLength(width - ChartPainter.LEFT - MENU);
        double scale = scale();
        double plotWidth = ChartPainter.plotWidth(width);
        long step = Math.max(1, Math.round(timeline.span() / (plotWidth * scale)));
        long to = Math.floorDiv(timeline.to(), step) * step;
        long from = to - timeline.span();
        List<StripChartModel.Line> lines = model.lines();
        Palette palette = Palette.of(theme);
        long key = key(palette, width, height, scale, from, to, lines);
        if (key != drawnKey) {
            drawnKey = key;
            paints++;
            ChartPainter.Frame frame =
                    new ChartPainter.Frame(model, lines, timeline, from, to, timeLabels, palette);
            paintPlot(frame, plotWidth, height, scale);
            paintLabels(frame, width, height);
        }
        place(cursor, timeline.cursorProperty().get(), palette.cursor(), plotWidth, height);
        place(
                crosshair,
                timeline.crosshairProperty().get(),
                palette.crosshair(),
                plotWidth,
                height);
        if (legendNs == Long.MIN_VALUE || nowNs - legendNs >= LEGEND_EVERY_NS) {
            legendNs = nowNs;
            showLegend(lines, theme);
        }
    }

    private void paintPlot(
            ChartPainter.Frame frame, double plotWidth, double height, double scale) {
        double plotHeight = ChartPainter.plotHeight(height, frame);
        int pixelsWide = (int) Math.max(1, Math.round(plotWidth * scale));
        int pixelsHigh = (int) Math.max(1, Math.ceil(plotHeight * scale));
        if (next.width() != pixelsWide || next.height() != pixelsHigh) {
            next = new Raster(pixelsWide, pixelsHigh);
        }
        painter.paint(next, frame, height, scale);
        next.publish();
        plot.setImage(next.image());
        plot.setFitWidth(plotWidth);
        plot.setFitHeight(pixelsHigh / scale);
        Raster before = shown;
        shown = next;
        next = before;
    }

    private void paintLabels(ChartPainter.Frame frame, double width, double height) {
        long key = AxisLabels.key(frame, width, height, textScale());
        if (key == labelsKey) {
            return;
        }
        labelsKey = key;
        labels.setWidth(width);
        labels.setHeight(height);
        labels.getGraphicsContext2D().clearRect(0, 0, width, height);
        AxisLabels.paint(labels.getGraphicsContext2D(), frame, width, height, textScale());
    }

    /// How much larger than usual the window's text is.
    private double textScale() {
        return legend.getChildren().isEmpty()
                ? 1
                : ((LegendEntry) legend.getChildren().getFirst()).textScale();
    }

    /// Pixels of the screen for each unit of length.
    private double scale() {
        Window window = getScene() == null ? null : getScene().getWindow();
        return window == null ? 1 : Math.clamp(window.getRenderScaleX(), 1, 4);
    }

    private void place(
            Rectangle line,
            long timeNs,
            javafx.scene.paint.Color color,
            double plotWidth,
            double height) {
        boolean inside = timeNs >= timeline.from() && timeNs <= timeline.to();
        line.setVisible(inside);
        if (inside) {
            double part = (double) (timeNs - timeline.from()) / timeline.span();
            line.setFill(color);
            line.setX(Math.floor(ChartPainter.LEFT + part * plotWidth - line.getWidth() / 2));
            double bottom =
                    height - (timeLabels ? ChartPainter.TIME_AXIS : ChartPainter.NO_TIME_AXIS);
            line.setHeight(Math.max(0, bottom - ChartPainter.TOP));
        }
    }

    private static Rectangle instant(double width) {
        Rectangle line = new Rectangle(0, ChartPainter.TOP, width, 0);
        line.setMouseTransparent(true);
        line.setVisible(false);
        return line;
    }

    private long key(
            Palette palette,
            double width,
            double height,
            double scale,
            long from,
            long to,
            List<StripChartModel.Line> lines) {
        long key = 31L * Double.hashCode(width) + Double.hashCode(height);
        key = 31 * key + Double.hashCode(scale);
        key = 31 * key + Double.hashCode(textScale());
        key = 31 * key + from;
        key = 31 * key + to;
        key = 31 * key + System.identityHashCode(palette);
        key = 31 * key + (timeLabels ? 1 : 0);
        key = 31 * key + model.scales();
        for (StripChartModel.Line line : lines) {
            Pyramid pyramid = line.data().pyramid();
            key = 31 * key + line.slot() + line.measure().symbol().hashCode();
            key = 31 * key + System.identityHashCode(pyramid);
            key = 31 * key + pyramid.version();
        }
        return key;
    }

    private void showLegend(List<StripChartModel.Line> lines, Theme theme) {
        List<String> ids = model.channels();
        while (legend.getChildren().size() > ids.size()) {
            legend.getChildren().removeLast();
        }
        long at = instant();
        for (int i = 0; i < ids.size(); i++) {
            if (i == legend.getChildren().size()) {
                legend.getChildren().add(new LegendEntry());
            }
            String id = ids.get(i);
            LegendEntry entry = (LegendEntry) legend.getChildren().get(i);
            String value = "";
            for (StripChartModel.Line line : lines) {
                if (line.slot() == i) {
                    double number = line.measure().shown(line.data().pyramid().at(at));
                    value =
                            (Format.number(number, line.decimals()) + " " + line.measure().symbol())
                                    .strip();
                }
            }
            entry.show(model.label(id), value, i, theme);
        }
    }

    /// The instant whose values the legend shows.
    private long instant() {
        long at = timeline.crosshairProperty().get();
        if (at != TimelineModel.NONE) {
            return at;
        }
        long position = timeline.cursorProperty().get();
        return position != TimelineModel.NONE ? position : timeline.to();
    }

    @Override
    protected double computePrefHeight(double width) {
        return 110;
    }
}
