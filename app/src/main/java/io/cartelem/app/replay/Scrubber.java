package io.cartelem.app.replay;

import io.cartelem.app.chart.Columns;
import io.cartelem.app.chart.Palette;
import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.fx.Theme;
import io.cartelem.core.model.Marker;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;

import java.util.Optional;

/// The whole session at a glance: speed, markers, the selected range, what the charts show, and the
/// position. Click or drag seeks; drag with Shift selects a range.
final class Scrubber extends Pane {
    private static final double HEIGHT = 64;

    private final ReplayModel model;
    private final Canvas canvas = new Canvas();
    private final Columns columns = new Columns();
    private long drawnKey = Long.MIN_VALUE;
    private long pressedNs;

    Scrubber(ReplayModel model) {
        this.model = model;
        setId("scrubber");
        setAccessibleText(model.presentation().text("replay.scrubber"));
        getStyleClass().add("scrubber");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setFocusTraversable(true);
        getChildren().add(canvas);
        addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                e -> {
                    requestFocus();
                    pressedNs = time(e.getX());
                    if (!e.isShiftDown()) {
                        model.player().seek(pressedNs);
                    }
                });
        addEventHandler(
                MouseEvent.MOUSE_DRAGGED,
                e -> {
                    if (e.isShiftDown()) {
                        model.player().range(pressedNs, time(e.getX()));
                    } else {
                        model.player().seek(time(e.getX()));
                    }
                });
    }

    /// Draws if anything changed.
    void refresh(Theme theme) {
        double width = Math.floor(getWidth());
        Player player = model.player();
        TimelineModel timeline = model.charts().timeline();
        Optional<Pyramid> speed = model.overview().map(SeriesData::pyramid);
        if (width < 10) {
            return;
        }
        long key = Double.hashCode(width);
        key = 31 * key + player.positionProperty().get();
        key = 31 * key + player.rangeFromProperty().get();
        key = 31 * key + player.rangeToProperty().get();
        key = 31 * key + player.lengthNs();
        key = 31 * key + timeline.from();
        key = 31 * key + timeline.to();
        key = 31 * key + theme.hashCode();
        key = 31 * key + model.marks().markers().hashCode();
        key = 31 * key + speed.map(p -> (long) System.identityHashCode(p)).orElse(0L);
        if (key != drawnKey) {
            drawnKey = key;
            paint(width, theme, speed);
        }
    }

    private void paint(double width, Theme theme, Optional<Pyramid> speed) {
        canvas.setWidth(width);
        canvas.setHeight(HEIGHT);
        Palette palette = Palette.of(theme);
        Player player = model.player();
        TimelineModel timeline = model.charts().timeline();
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(palette.background());
        g.fillRect(0, 0, width, HEIGHT);
        paintSpan(g, timeline.from(), timeline.to(), palette.grid());
        speed.ifPresent(p -> paintSpeed(g, p, (int) width, palette));
        if (player.hasRange()) {
            long from = player.rangeFromProperty().get();
            long to = player.rangeToProperty().get();
            paintSpan(g, from, to, palette.series(1).deriveColor(0, 1, 1, 0.3));
            g.setFill(palette.series(1));
            g.fillRect(x(from), 0, 2, HEIGHT);
            g.fillRect(x(to) - 2, 0, 2, HEIGHT);
        }
        for (Marker marker : model.marks().markers()) {
            double x = Math.floor(x(marker.timeNs()));
            g.setFill(palette.series(4));
            g.fillRect(x - 1, 0, 2, HEIGHT);
            g.fillPolygon(new double[] {x - 6, x + 6, x}, new double[] {0, 0, 9}, 3);
        }
        g.setFill(palette.cursor());
        double at = Math.floor(x(player.positionProperty().get()));
        g.fillRect(at - 1, 0, 3, HEIGHT);
        g.fillOval(at - 7, HEIGHT - 16, 15, 15);
    }

    private void paintSpeed(GraphicsContext g, Pyramid speed, int width, Palette palette) {
        columns.resize(width);
        speed.columns(0, Math.max(1, model.player().lengthNs()), columns);
        double high = columns.highest();
        double low = Math.min(0, columns.lowest());
        if (!(high > low)) {
            return;
        }
        g.setFill(palette.series(0).deriveColor(0, 1, 1, 0.65));
        for (int i = 0; i < width; i++) {
            double value = columns.max(i);
            if (!Double.isNaN(value)) {
                double tall = Math.max(1, (value - low) / (high - low) * (HEIGHT - 12));
                g.fillRect(i, HEIGHT - tall, 1, tall);
            }
        }
    }

    private void paintSpan(GraphicsContext g, long from, long to, Color color) {
        g.setFill(color);
        g.fillRect(x(from), 0, Math.max(1, x(to) - x(from)), HEIGHT);
    }

    private double x(long timeNs) {
        return (double) timeNs / Math.max(1, model.player().lengthNs()) * canvas.getWidth();
    }

    private long time(double x) {
        double part = Math.clamp(x / Math.max(1, getWidth()), 0, 1);
        return Math.round(part * model.player().lengthNs());
    }
}
