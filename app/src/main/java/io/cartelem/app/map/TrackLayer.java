package io.cartelem.app.map;

import com.gluonhq.maps.MapView;

import io.cartelem.app.chart.Palette;
import io.cartelem.app.chart.Raster;
import io.cartelem.app.chart.Ticks;
import io.cartelem.app.fx.Theme;

import javafx.scene.image.ImageView;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Shape;
import javafx.stage.Window;

/// Draws the track into pixels over the tiles, the grid under them or in their place, and the car
/// as a shape above them, which moves without drawing. Points are projected once when they come; a
/// frame is one multiplication and addition each, and what falls on the same pixel is skipped.
final class TrackLayer extends ProjectedLayer {
    private static final double THICK = 4;
    private static final int CLEAR = 0;

    /// An arrow to the north around the place that it stands for.
    private static final Double[] ARROW = {0.0, -15.0, 10.0, 11.0, 0.0, 5.0, -10.0, 11.0};

    private final MapModel model;
    private final Sheet ground = new Sheet();
    private final Sheet track = new Sheet();
    private final Polygon arrow = new Polygon();
    private final Circle dot = new Circle(8);
    private final Circle pointed = new Circle(7, Color.TRANSPARENT);
    private Pen pen = new Pen(THICK);
    private Theme theme = Theme.DARK;
    private int[] heat = heat(Theme.DARK);
    private double pixelScale = 1;
    private double turnedTo = Double.NaN;

    TrackLayer(MapView map, MapModel model) {
        super(map);
        this.model = model;
        for (Shape shape : new Shape[] {arrow, dot, pointed}) {
            shape.setManaged(false);
            shape.setStrokeWidth(2);
        }
        ground.view().setManaged(false);
        ground.view().setMouseTransparent(true);
        getChildren().addAll(track.view(), dot, arrow, pointed);
    }

    /// What lies under the tiles.
    ImageView ground() {
        return ground.view();
    }

    void theme(Theme newTheme) {
        if (theme != newTheme) {
            theme = newTheme;
            heat = heat(newTheme);
        }
    }

    @Override
    protected void layoutLayer() {
        paint();
    }

    /// Draws everything anew.
    void paint() {
        double width = map.getWidth();
        double height = map.getHeight();
        if (width < 1 || height < 1 || !locate()) {
            return;
        }
        fitPixels();
        Raster raster = begin(track, width, height);
        if (MapTiles.any()) {
            raster.fill(CLEAR);
            paintGround(width, height);
        } else {
            ground.view().setVisible(false);
            paintGrid(raster);
        }
        paintTrack(raster);
        track.show(width, height);
        place();
    }

    /// Where a tile is missing, the grid is seen instead of nothing.
    private void paintGround(double width, double height) {
        boolean gaps = MapTiles.gaps();
        ground.view().setVisible(gaps);
        if (gaps) {
            paintGrid(begin(ground, width, height));
            ground.show(width, height);
        }
    }

    /// Moves the car and what the crosshair points at.
    void place() {
        Palette palette = Palette.of(theme);
        int position = model.position();
        double heading = position < 0 ? Double.NaN : model.track().heading(position);
        arrow.setVisible(!Double.isNaN(heading));
        dot.setVisible(position >= 0 && Double.isNaN(heading));
        Shape car = arrow.isVisible() ? arrow : dot;
        put(car, position);
        // points that are set anew are drawn anew, whether or not they differ
        if (arrow.isVisible() && heading != turnedTo) {
            turnedTo = heading;
            turn(heading);
        }
        car.setFill(palette.cursor());
        car.setStroke(palette.background());
        int at = model.pointed();
        pointed.setVisible(at >= 0);
        pointed.setStroke(palette.crosshair());
        put(pointed, at);
    }

    private void put(Shape shape, int index) {
        if (index >= 0) {
            shape.setTranslateX(originX + model.track().x(index) * scale);
            shape.setTranslateY(originY + model.track().y(index) * scale);
        }
    }

    /// Turns the arrow about the place it stands for, which is not the middle of its outline.
    private void turn(double heading) {
        double sine = Math.sin(heading);
        double cosine = Math.cos(heading);
        Double[] turned = new Double[ARROW.length];
        for (int i = 0; i < ARROW.length; i += 2) {
            turned[i] = ARROW[i] * cosine - ARROW[i + 1] * sine;
            turned[i + 1] = ARROW[i] * sine + ARROW[i + 1] * cosine;
        }
        arrow.getPoints().setAll(turned);
    }

    private void fitPixels() {
        Window window = getScene() == null ? null : getScene().getWindow();
        double wanted = window == null ? 1 : Math.clamp(window.getRenderScaleX(), 1, 4);
        if (wanted != pixelScale) {
            pixelScale = wanted;
            pen = new Pen(THICK * pixelScale);
        }
    }

    private Raster begin(Sheet sheet, double width, double height) {
        return sheet.begin(
                (int) Math.max(1, Math.round(width * pixelScale)),
                (int) Math.max(1, Math.round(height * pixelScale)));
    }

    private void paintGrid(Raster raster) {
        Palette palette = Palette.of(theme);
        raster.fill(Raster.argb(palette.background()));
        double metres = Ticks.valueStep(metresPerPixel() * map.getWidth(), 8);
        double step = metres / metresPerPixel();
        if (!(step > 8)) {
            return;
        }
        int grid = Raster.argb(palette.grid());
        int thick = (int) Math.round(pixelScale);
        double startX = originX % step;
        for (double x = startX < 0 ? startX + step : startX; x < map.getWidth(); x += step) {
            raster.vertical((int) (x * pixelScale), thick, 0, raster.height(), grid);
        }
        double startY = originY % step;
        for (double y = startY < 0 ? startY + step : startY; y < map.getHeight(); y += step) {
            raster.horizontal((int) (y * pixelScale), thick, grid);
        }
    }

    private void paintTrack(Raster raster) {
        Track points = model.track();
        int size = points.size();
        if (size < 2) {
            return;
        }
        double low = model.low();
        double high = model.high();
        long gap = points.longestGapNs();
        double stretch = scale * pixelScale;
        double shiftX = originX * pixelScale;
        double shiftY = originY * pixelScale;
        double right = raster.width() + THICK * pixelScale;
        double bottom = raster.height() + THICK * pixelScale;
        double near = -THICK * pixelScale;
        double lastX = shiftX + points.x(0) * stretch;
        double lastY = shiftY + points.y(0) * stretch;
        long lastNs = points.time(0);
        for (int i = 1; i < size; i++) {
            double x = shiftX + points.x(i) * stretch;
            double y = shiftY + points.y(i) * stretch;
            long timeNs = points.time(i);
            boolean joined = timeNs - lastNs <= gap;
            lastNs = timeNs;
            if (joined && Math.abs(x - lastX) < 1 && Math.abs(y - lastY) < 1) {
                continue;
            }
            boolean seen =
                    Math.max(x, lastX) > near
                            && Math.min(x, lastX) < right
                            && Math.max(y, lastY) > near
                            && Math.min(y, lastY) < bottom;
            if (joined && seen) {
                int argb = heat[Heat.step(points.value(i), low, high)];
                pen.line(raster, lastX, lastY, x, y, argb);
            }
            lastX = x;
            lastY = y;
        }
    }

    private static int[] heat(Theme theme) {
        Color[] colors = Heat.scale(theme);
        int[] argb = new int[colors.length];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = Raster.argb(colors[i]);
        }
        return argb;
    }
}
