package io.cartelem.app.map;

import com.gluonhq.maps.MapView;

import io.cartelem.app.chart.Palette;
import io.cartelem.app.chart.Ticks;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.map.Sketch.Gate;
import io.cartelem.app.map.Sketch.Ink;
import io.cartelem.app.map.Sketch.Spot;
import io.cartelem.app.map.Sketch.Way;
import io.cartelem.core.lap.GeoPoint;

import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// Draws a [Sketch] over the tiles, or over a grid where there are none. FX thread.
final class SketchLayer extends ProjectedLayer {
    private static final double ARROW = 22;

    /// A line on the ground is drawn at least so long to either side.
    private static final double LEAST_HALF = 11;

    /// About the width of a letter of a name.
    private static final double LETTER = 8;

    private static final Font NAME = Font.font("Inter", FontWeight.BOLD, 13);

    private final SketchModel model;
    private final Canvas ground = new Canvas();
    private final Canvas over = new Canvas();
    private Theme theme = Theme.DARK;

    SketchLayer(MapView map, SketchModel model) {
        super(map);
        this.model = model;
        getChildren().addAll(ground, over);
    }

    void theme(Theme now) {
        theme = now;
    }

    @Override
    protected void layoutLayer() {
        paint();
    }

    /// Draws everything anew.
    void paint() {
        if (map.getWidth() < 1 || map.getHeight() < 1 || !locate()) {
            return;
        }
        ground.setWidth(map.getWidth());
        ground.setHeight(map.getHeight());
        GraphicsContext g = ground.getGraphicsContext2D();
        g.clearRect(0, 0, ground.getWidth(), ground.getHeight());
        if (!MapTiles.any()) {
            grid(g);
        }
        Sketch sketch = model.sketchProperty().get();
        sketch.ways().forEach(way -> way(g, way));
        sketch.gates().forEach(gate -> gate(g, gate));
        paintSpots();
    }

    /// Draws what moves.
    void paintSpots() {
        over.setWidth(map.getWidth());
        over.setHeight(map.getHeight());
        GraphicsContext g = over.getGraphicsContext2D();
        g.clearRect(0, 0, over.getWidth(), over.getHeight());
        if (scale <= 0) {
            return;
        }
        for (Spot spot : model.spotsProperty().get()) {
            double x = x(spot.place());
            double y = y(spot.place());
            // a ring around a dot: both are seen where they meet
            boolean ring = spot.ink() == Ink.REFERENCE;
            double radius = ring ? 11 : 7;
            g.setStroke(palette().background());
            g.setLineWidth(ring ? 7 : 3);
            g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
            if (ring) {
                g.setStroke(color(spot.ink()));
                g.setLineWidth(4);
                g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
            } else {
                g.setFill(color(spot.ink()));
                g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
            }
        }
    }

    /// The place at a pixel of the map.
    GeoPoint place(double x, double y) {
        locate();
        return new GeoPoint(
                Mercator.latitude((y - originY) / scale),
                Math.clamp(Mercator.longitude((x - originX) / scale), -180, 180));
    }

    /// The pixel of a place.
    Point2D pixel(GeoPoint place) {
        locate();
        return new Point2D(x(place), y(place));
    }

    private void grid(GraphicsContext g) {
        g.setFill(palette().background());
        g.fillRect(0, 0, ground.getWidth(), ground.getHeight());
        double step = Ticks.valueStep(metresPerPixel() * map.getWidth(), 8) / metresPerPixel();
        if (!(step > 8)) {
            return;
        }
        g.setStroke(palette().grid());
        g.setLineWidth(1);
        for (double x = (originX % step + step) % step; x < ground.getWidth(); x += step) {
            g.strokeLine(Math.floor(x) + 0.5, 0, Math.floor(x) + 0.5, ground.getHeight());
        }
        for (double y = (originY % step + step) % step; y < ground.getHeight(); y += step) {
            g.strokeLine(0, Math.floor(y) + 0.5, ground.getWidth(), Math.floor(y) + 0.5);
        }
    }

    private void way(GraphicsContext g, Way way) {
        double[] xs = new double[way.points().size()];
        double[] ys = new double[xs.length];
        int size = 0;
        for (GeoPoint point : way.points()) {
            double x = x(point);
            double y = y(point);
            boolean moved = size == 0 || Math.hypot(x - xs[size - 1], y - ys[size - 1]) >= 1;
            if (moved) {
                xs[size] = x;
                ys[size++] = y;
            }
        }
        g.setStroke(color(way.ink()));
        g.setLineWidth(way.ink() == Ink.GROUND ? 5 : 3);
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.setLineCap(StrokeLineCap.ROUND);
        g.strokePolyline(xs, ys, size);
    }

    private void gate(GraphicsContext g, Gate gate) {
        GeoPoint middle = gate.line().centre();
        double x = x(middle);
        double y = y(middle);
        double heading = Math.toRadians(gate.line().heading());
        double ahead = Math.sin(heading);
        double up = -Math.cos(heading);
        double half =
                Math.max(
                        LEAST_HALF,
                        Math.hypot(
                                        x(gate.line().right()) - x(gate.line().left()),
                                        y(gate.line().right()) - y(gate.line().left()))
                                / 2);
        Color color = color(gate.ink());
        g.setLineCap(StrokeLineCap.BUTT);
        for (boolean halo : new boolean[] {true, false}) {
            g.setStroke(halo ? palette().background() : color);
            g.setLineWidth(halo ? 7 : 4);
            g.strokeLine(x + up * half, y - ahead * half, x - up * half, y + ahead * half);
            g.setLineWidth(halo ? 6 : 3);
            g.strokeLine(x, y, x + ahead * ARROW, y + up * ARROW);
        }
        double tipX = x + ahead * (ARROW + 8);
        double tipY = y + up * (ARROW + 8);
        double baseX = x + ahead * ARROW * 0.75;
        double baseY = y + up * ARROW * 0.75;
        g.setFill(color);
        g.fillPolygon(
                new double[] {tipX, baseX + up * 7, baseX - up * 7},
                new double[] {tipY, baseY - ahead * 7, baseY + ahead * 7},
                3);
        g.setFont(NAME);
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.CENTER);
        double room = gate.name().length() * LETTER / 2;
        double beside = half + 8 + room * Math.abs(up);
        double textX = Math.clamp(x - up * beside, room, Math.max(room, map.getWidth() - room));
        double textY = y + ahead * (half + 12);
        g.setStroke(palette().background());
        g.setLineWidth(4);
        g.strokeText(gate.name(), textX, textY);
        g.setFill(palette().text());
        g.fillText(gate.name(), textX, textY);
    }

    private double x(GeoPoint point) {
        return originX + Mercator.x(point.longitude()) * scale;
    }

    private double y(GeoPoint point) {
        return originY + Mercator.y(point.latitude()) * scale;
    }

    private Palette palette() {
        return Palette.of(theme);
    }

    private Color color(Ink ink) {
        Palette palette = palette();
        return switch (ink) {
            case GROUND -> palette.dim();
            case REFERENCE -> palette.series(0);
            case LAP -> palette.series(1);
            case START -> palette.series(2);
            case SPLIT -> palette.series(4);
            case FINISH -> palette.series(3);
            case CHOSEN -> palette.cursor();
        };
    }
}
