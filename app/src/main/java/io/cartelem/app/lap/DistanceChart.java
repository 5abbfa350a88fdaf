package io.cartelem.app.lap;

import io.cartelem.app.chart.Palette;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.lap.Comparison.Panel;
import io.cartelem.app.text.Format;

import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/// One channel of two laps over the metres of the reference. It draws when [#refresh] finds that
/// what it shows has changed; the crosshair moves over it without drawing.
final class DistanceChart extends Pane {
    private static final double WHEEL = 1.0025;

    private final ComparisonModel model;
    private final Panel panel;
    private final boolean axis;
    private final Canvas plot = new Canvas();
    private final Rectangle crosshair = new Rectangle(1, 0);
    private final Label title = new Label();
    private final Label reference = new Label();
    private final Label lap = new Label();
    private long drawn = Long.MIN_VALUE;
    private double dragX;

    /// @param axis whether the metres are written below
    DistanceChart(ComparisonModel model, Panel panel, boolean axis) {
        this.model = model;
        this.panel = panel;
        this.axis = axis;
        getStyleClass().add("strip-chart");
        setId("compare-" + panel.id().replace('.', '-'));
        setAccessibleText(panel.title());
        setMinHeight(60);
        setPrefHeight(panel.isGap() ? 150 : 120);
        setFocusTraversable(true);
        title.setText(
                panel.unit().isEmpty() ? panel.title() : panel.title() + " [" + panel.unit() + "]");
        title.getStyleClass().add("legend-name");
        reference.getStyleClass().add("legend-value");
        lap.getStyleClass().add("legend-value");
        for (Label label : new Label[] {title, reference, lap}) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox legend = new HBox(title, reference, lap);
        legend.getStyleClass().add("legend-entry");
        legend.setAlignment(Pos.CENTER_LEFT);
        legend.setSpacing(10);
        legend.setMouseTransparent(true);
        legend.relocate(DistancePainter.LEFT + 6, 4);
        crosshair.setMouseTransparent(true);
        crosshair.setVisible(false);
        getChildren().addAll(plot, crosshair, legend);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        listen();
    }

    /// Draws what changed; once a frame.
    void refresh(Comparison comparison, Theme theme) {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (width < 2 * DistancePainter.LEFT || height < 30) {
            return;
        }
        Palette palette = Palette.of(theme);
        DistancePainter.Frame frame =
                new DistancePainter.Frame(
                        comparison, panel, model.from(), model.to(), axis, palette);
        long key = 31L * Double.hashCode(width) + Double.hashCode(height);
        key = 31 * key + model.views();
        key = 31 * key + theme.hashCode();
        if (key != drawn) {
            drawn = key;
            plot.setWidth(width);
            plot.setHeight(height);
            DistancePainter.paint(plot.getGraphicsContext2D(), frame, width, height);
            color(reference, DistancePainter.reference(palette));
            color(lap, panel.isGap() ? palette.text() : DistancePainter.lap(palette));
        }
        point(frame, width, height);
    }

    private void point(DistancePainter.Frame frame, double width, double height) {
        double at = model.crosshairProperty().get();
        boolean inside = at >= frame.from() && at <= frame.to();
        crosshair.setVisible(inside);
        if (!inside) {
            reference.setText("");
            lap.setText("");
            return;
        }
        crosshair.setFill(frame.palette().crosshair());
        crosshair.setX(Math.floor(frame.x(at, width)));
        crosshair.setY(DistancePainter.TOP);
        crosshair.setHeight(Math.max(0, frame.bottom(height) - DistancePainter.TOP));
        int column = frame.comparison().column(at);
        double[] first = panel.reference();
        double value = panel.lap()[column];
        if (first != null) {
            reference.setText(Format.number(first[column], panel.decimals()));
            lap.setText(Format.number(value, panel.decimals()));
        } else {
            lap.setText(LapTimes.delta(value) + "  ·  " + Format.number(at, 0) + " m");
        }
    }

    private static void color(Label label, Color color) {
        label.setStyle("-fx-text-fill: " + color.toString().replace("0x", "#"));
    }

    private void listen() {
        addEventHandler(MouseEvent.MOUSE_MOVED, e -> model.crosshairProperty().set(at(e.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, e -> model.crosshairProperty().set(Double.NaN));
        addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                e -> {
                    requestFocus();
                    dragX = e.getX();
                    if (e.getClickCount() == 2) {
                        model.fit();
                    }
                });
        addEventHandler(
                MouseEvent.MOUSE_DRAGGED,
                e -> {
                    if (e.getButton() == MouseButton.PRIMARY) {
                        model.pan((dragX - e.getX()) * perPixel());
                        dragX = e.getX();
                        model.crosshairProperty().set(at(e.getX()));
                    }
                });
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        setOnZoom(
                e -> {
                    model.zoom(1 / Math.clamp(e.getZoomFactor(), 0.2, 5), at(e.getX()));
                    e.consume();
                });
        setOnKeyPressed(this::key);
    }

    private void scroll(ScrollEvent e) {
        boolean sideways = Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY());
        if (e.isShiftDown() || sideways) {
            model.pan(-(e.getDeltaX() == 0 ? e.getDeltaY() : e.getDeltaX()) * perPixel());
        } else if (e.getDeltaY() != 0) {
            model.zoom(Math.pow(WHEEL, -e.getDeltaY()), at(e.getX()));
        }
        e.consume();
    }

    private void key(KeyEvent event) {
        double span = model.to() - model.from();
        double middle = model.from() + span / 2;
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> sideways(event, -span);
            case RIGHT -> sideways(event, span);
            case PLUS, ADD, EQUALS -> model.zoom(0.8, middle);
            case MINUS, SUBTRACT -> model.zoom(1.25, middle);
            case HOME -> model.fit();
            case ESCAPE -> model.crosshairProperty().set(Double.NaN);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    /// Moves the charts by a tenth, or with Shift the crosshair by a hundredth.
    private void sideways(KeyEvent event, double span) {
        if (!event.isShiftDown()) {
            model.pan(span / 10);
            return;
        }
        double at = model.crosshairProperty().get();
        double from = Double.isNaN(at) ? (model.from() + model.to()) / 2 : at;
        model.crosshairProperty().set(Math.clamp(from + span / 100, model.from(), model.to()));
    }

    private double perPixel() {
        double width = getWidth() - DistancePainter.LEFT - DistancePainter.RIGHT;
        return (model.to() - model.from()) / Math.max(1, width);
    }

    private double at(double x) {
        return Math.clamp(
                model.from() + (x - DistancePainter.LEFT) * perPixel(), model.from(), model.to());
    }
}
