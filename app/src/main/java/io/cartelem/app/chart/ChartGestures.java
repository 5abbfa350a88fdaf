package io.cartelem.app.chart;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TransferMode;

/// What mouse, fingers and keys do on a strip chart. Over the plot they move and zoom time, over
/// the value axis they zoom values.
final class ChartGestures {
    private final StripChart chart;
    private final StripChartModel model;
    private final TimelineModel timeline;
    private double pointerX = Double.NaN;
    private double dragX;

    ChartGestures(StripChart chart, StripChartModel model, TimelineModel timeline) {
        this.chart = chart;
        this.model = model;
        this.timeline = timeline;
        listenToPointer();
        listenToWheel();
        listenToDrops();
        chart.setOnKeyPressed(this::key);
    }

    /// Keeps the crosshair under a pointer that rests while time passes under it.
    void keepCrosshair() {
        if (!Double.isNaN(pointerX)) {
            timeline.crosshairProperty().set(time(pointerX));
        }
    }

    private void listenToPointer() {
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e.getX()));
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, e -> point(Double.NaN));
        chart.addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                e -> {
                    chart.requestFocus();
                    dragX = e.getX();
                    if (e.getClickCount() == 2 && overAxis(e.getX())) {
                        model.automaticScales();
                    }
                });
        chart.addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                e -> {
                    boolean twice = e.getClickCount() == 2 && e.isStillSincePress();
                    if (twice && e.getButton() == MouseButton.PRIMARY && !overAxis(e.getX())) {
                        timeline.home();
                    }
                });
        chart.addEventHandler(
                MouseEvent.MOUSE_DRAGGED,
                e -> {
                    if (e.getButton() == MouseButton.PRIMARY && !overAxis(dragX)) {
                        timeline.pan(Math.round((dragX - e.getX()) * nsPerPixel()));
                        dragX = e.getX();
                        point(e.getX());
                    }
                });
    }

    private void listenToWheel() {
        chart.addEventHandler(
                ScrollEvent.SCROLL,
                e -> {
                    boolean sideways = Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY());
                    if (e.isShiftDown() || sideways) {
                        double by = e.getDeltaX() == 0 ? e.getDeltaY() : e.getDeltaX();
                        timeline.pan(Math.round(-by * nsPerPixel()));
                    } else if (overAxis(e.getX())) {
                        double up = 1 - e.getY() / Math.max(1, chart.getHeight());
                        model.zoomScale(Math.pow(1.0025, -e.getDeltaY()), up);
                    } else if (e.getDeltaY() != 0) {
                        timeline.zoom(Math.pow(1.0025, -e.getDeltaY()), time(e.getX()));
                    }
                    e.consume();
                });
        chart.setOnZoom(
                e -> {
                    timeline.zoom(1 / Math.clamp(e.getZoomFactor(), 0.2, 5), time(e.getX()));
                    e.consume();
                });
    }

    private void listenToDrops() {
        chart.setOnDragOver(
                e -> {
                    if (ChannelDrag.channel(e.getDragboard()) != null) {
                        e.acceptTransferModes(TransferMode.COPY);
                    }
                    e.consume();
                });
        chart.setOnDragDropped(
                e -> {
                    String id = ChannelDrag.channel(e.getDragboard());
                    e.setDropCompleted(id != null && model.add(id));
                    e.consume();
                });
    }

    private void key(KeyEvent event) {
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> sideways(event, -1);
            case RIGHT -> sideways(event, 1);
            case PLUS, ADD, EQUALS -> timeline.zoom(0.8, middle());
            case MINUS, SUBTRACT -> timeline.zoom(1.25, middle());
            case END -> timeline.followingProperty().set(true);
            case ESCAPE -> timeline.crosshairProperty().set(TimelineModel.NONE);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    /// Moves time by a tenth of what is shown, or with Shift the crosshair by a hundredth.
    private void sideways(KeyEvent event, int direction) {
        if (!event.isShiftDown()) {
            timeline.pan(direction * timeline.span() / 10);
            return;
        }
        long at = timeline.crosshairProperty().get();
        boolean shown = at >= timeline.from() && at <= timeline.to();
        long moved = (shown ? at : middle()) + direction * timeline.span() / 100;
        timeline.crosshairProperty().set(Math.clamp(moved, timeline.from(), timeline.to()));
    }

    private void point(double x) {
        boolean inside = !Double.isNaN(x) && !overAxis(x);
        pointerX = inside ? x : Double.NaN;
        timeline.crosshairProperty().set(inside ? time(x) : TimelineModel.NONE);
    }

    private static boolean overAxis(double x) {
        return x < ChartPainter.LEFT;
    }

    private long middle() {
        return timeline.from() + timeline.span() / 2;
    }

    private double nsPerPixel() {
        return timeline.span() / ChartPainter.plotWidth(chart.getWidth());
    }

    private long time(double x) {
        double width = ChartPainter.plotWidth(chart.getWidth());
        double inside = Math.clamp(x - ChartPainter.LEFT, 0, width);
        return timeline.from() + Math.round(inside * nsPerPixel());
    }
}
