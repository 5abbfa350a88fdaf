package io.cartelem.app.map;

import com.gluonhq.maps.MapLayer;
import com.gluonhq.maps.MapPoint;
import com.gluonhq.maps.MapView;

import io.cartelem.app.chart.Palette;
import io.cartelem.app.chart.Ticks;
import io.cartelem.app.fx.Theme;

import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// Draws grid, track and car on one canvas over the tiles. Points are projected once when they
/// come; a frame is one multiplication and addition each, and what falls on the same pixel is
/// skipped.
final class TrackLayer extends MapLayer {
    private static final double PROBE = 1.0 / 4096;

    private final MapView map;
    private final MapModel model;
    private final Canvas canvas = new Canvas();
    private Theme theme = Theme.DARK;
    private Color[] heat = Heat.scale(Theme.DARK);
    private double originX;
    private double originY;
    private double scale;

    TrackLayer(MapView map, MapModel model) {
        this.map = map;
        this.model = model;
        setManaged(false);
        setMouseTransparent(true);
        getChildren().add(canvas);
    }

    void theme(Theme newTheme) {
        if (theme != newTheme) {
            theme = newTheme;
            heat = Heat.scale(newTheme);
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
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        if (!MapTiles.any()) {
            paintGrid(g, width, height);
        }
        paintTrack(g, width, height);
        paintCar(g);
    }

    /// Metres that one pixel covers in the middle of the map.
    double metresPerPixel() {
        double middle = (map.getHeight() / 2 - originY) / scale;
        return Mercator.metresPerUnit(middle) / scale;
    }

    /// Finds out how the library maps the world onto pixels at this moment.
    private boolean locate() {
        MapPoint center = map.getCenter();
        double x = Mercator.x(center.getLongitude());
        double y = Mercator.y(center.getLatitude());
        Point2D here = getMapPoint(center.getLatitude(), center.getLongitude());
        Point2D there = getMapPoint(center.getLatitude(), Mercator.longitude(x + PROBE));
        if (here == null || there == null || !(there.getX() > here.getX())) {
            return false;
        }
        scale = (there.getX() - here.getX()) / PROBE;
        originX = here.getX() - x * scale;
        originY = here.getY() - y * scale;
        return true;
    }

    private void paintGrid(GraphicsContext g, double width, double height) {
        Palette palette = Palette.of(theme);
        g.setFill(palette.background());
        g.fillRect(0, 0, width, height);
        double metres = Ticks.valueStep(metresPerPixel() * width, 8);
        double step = metres / metresPerPixel();
        if (!(step > 8)) {
            return;
        }
        g.setFill(palette.grid());
        double startX = originX % step;
        for (double x = startX < 0 ? startX + step : startX; x < width; x += step) {
            g.fillRect(Math.floor(x), 0, 1, height);
        }
        double startY = originY % step;
        for (double y = startY < 0 ? startY + step : startY; y < height; y += step) {
            g.fillRect(0, Math.floor(y), width, 1);
        }
    }

    private void paintTrack(GraphicsContext g, double width, double height) {
        Track track = model.track();
        int size = track.size();
        if (size < 2) {
            return;
        }
        double low = model.low();
        double high = model.high();
        g.setLineWidth(4);
        g.setLineCap(StrokeLineCap.BUTT);
        g.setLineJoin(StrokeLineJoin.BEVEL);
        double[] xs = new double[Math.min(size, 4096)];
        double[] ys = new double[xs.length];
        int count = 0;
        int colour = -1;
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < size; i++) {
            double x = originX + track.x(i) * scale;
            double y = originY + track.y(i) * scale;
            if (Math.abs(x - lastX) < 1 && Math.abs(y - lastY) < 1 && i < size - 1) {
                continue;
            }
            boolean outside =
                    Math.max(x, lastX) < -4
                            || Math.min(x, lastX) > width + 4
                            || Math.max(y, lastY) < -4
                            || Math.min(y, lastY) > height + 4;
            int step = Heat.step(track.value(i), low, high);
            if (outside || step != colour || count == xs.length) {
                stroke(g, xs, ys, count, colour);
                count = 0;
                if (!outside && !Double.isNaN(lastX)) {
                    xs[0] = lastX;
                    ys[0] = lastY;
                    count = 1;
                }
                colour = step;
            }
            if (!outside) {
                xs[count] = x;
                ys[count] = y;
                count++;
            }
            lastX = x;
            lastY = y;
        }
        stroke(g, xs, ys, count, colour);
    }

    private void stroke(GraphicsContext g, double[] xs, double[] ys, int count, int colour) {
        if (count > 1 && colour >= 0) {
            g.setStroke(heat[colour]);
            g.strokePolyline(xs, ys, count);
        }
    }

    private void paintCar(GraphicsContext g) {
        Palette palette = Palette.of(theme);
        int position = model.position();
        if (position >= 0) {
            double x = originX + model.track().x(position) * scale;
            double y = originY + model.track().y(position) * scale;
            double heading = model.track().heading(position);
            g.save();
            g.translate(x, y);
            g.setFill(palette.cursor());
            g.setStroke(palette.background());
            g.setLineWidth(2);
            if (Double.isNaN(heading)) {
                g.fillOval(-8, -8, 16, 16);
                g.strokeOval(-8, -8, 16, 16);
            } else {
                g.rotate(Math.toDegrees(heading));
                double[] xs = {0, 10, 0, -10};
                double[] ys = {-15, 11, 5, 11};
                g.fillPolygon(xs, ys, 4);
                g.strokePolygon(xs, ys, 4);
            }
            g.restore();
        }
        int pointed = model.pointed();
        if (pointed >= 0) {
            double x = originX + model.track().x(pointed) * scale;
            double y = originY + model.track().y(pointed) * scale;
            g.setStroke(palette.crosshair());
            g.setLineWidth(2);
            g.strokeOval(x - 7, y - 7, 14, 14);
        }
    }
}
