package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Format;

import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

import java.util.List;

/// A strip chart on a canvas, with its legend over it. It draws when [#refresh] finds that anything
/// it shows has changed.
public final class StripChart extends Pane {
    /// The form in which a channel is dragged: this prefix and the channel's id.
    public static final String DRAG_PREFIX = "cartelem-channel:";

    private static final long LEGEND_EVERY_NS = 100_000_000L;

    private final StripChartModel model;
    private final TimelineModel timeline;
    private final Canvas canvas = new Canvas();
    private final HBox legend = new HBox();
    private final ChartPainter painter = new ChartPainter();
    private boolean timeLabels;
    private long drawnKey = Long.MIN_VALUE;
    private long legendNs = Long.MIN_VALUE;
    private double dragX;
    private long paints;

    public StripChart(StripChartModel model, TimelineModel timeline) {
        this.model = model;
        this.timeline = timeline;
        getStyleClass().add("strip-chart");
        legend.getStyleClass().add("legend");
        legend.setMouseTransparent(true);
        legend.setLayoutX(ChartPainter.LEFT + 6);
        legend.setLayoutY(4);
        getChildren().addAll(canvas, legend);
        setMinHeight(56);
        setFocusTraversable(true);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        listen();
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
        long step = Math.max(1, Math.round(timeline.span() / ChartPainter.plotWidth(width)));
        long to = Math.floorDiv(timeline.to(), step) * step;
        long from = to - timeline.span();
        List<StripChartModel.Line> lines = model.lines();
        long key = key(theme, width, height, from, to, lines);
        if (key != drawnKey) {
            drawnKey = key;
            paints++;
            canvas.setWidth(width);
            canvas.setHeight(height);
            painter.paint(
                    canvas.getGraphicsContext2D(),
                    width,
                    height,
                    new ChartPainter.Frame(
                            model, lines, timeline, from, to, timeLabels, Palette.of(theme)));
        }
        if (legendNs == Long.MIN_VALUE || nowNs - legendNs >= LEGEND_EVERY_NS) {
            legendNs = nowNs;
            showLegend(lines, theme);
        }
    }

    private long key(
            Theme theme,
            double width,
            double height,
            long from,
            long to,
            List<StripChartModel.Line> lines) {
        long key = 31L * Double.hashCode(width) + Double.hashCode(height);
        key = 31 * key + from;
        key = 31 * key + to;
        key = 31 * key + theme.hashCode();
        key = 31 * key + timeline.crosshairProperty().get();
        key = 31 * key + timeline.cursorProperty().get();
        key = 31 * key + (timeLabels ? 1 : 0);
        for (StripChartModel.Line line : lines) {
            key = 31 * key + line.slot() + line.measure().symbol().hashCode();
            key = 31 * key + line.data().pyramid().version();
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
                legend.getChildren().add(new Entry());
            }
            String id = ids.get(i);
            Entry entry = (Entry) legend.getChildren().get(i);
            entry.show(model.label(id), "", i, theme);
            for (StripChartModel.Line line : lines) {
                if (line.data().channel().id().equals(id)) {
                    double value = line.measure().shown(line.data().pyramid().at(at));
                    entry.show(
                            line.label(),
                            Format.number(value, line.decimals()) + " " + line.measure().symbol(),
                            i,
                            theme);
                }
            }
        }
    }

    /// The instant whose values the legend shows.
    private long instant() {
        long crosshair = timeline.crosshairProperty().get();
        if (crosshair != TimelineModel.NONE) {
            return crosshair;
        }
        long cursor = timeline.cursorProperty().get();
        return cursor != TimelineModel.NONE ? cursor : timeline.to();
    }

    private void listen() {
        addEventHandler(
                MouseEvent.MOUSE_MOVED, e -> timeline.crosshairProperty().set(time(e.getX())));
        addEventHandler(
                MouseEvent.MOUSE_EXITED, e -> timeline.crosshairProperty().set(TimelineModel.NONE));
        addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                e -> {
                    requestFocus();
                    dragX = e.getX();
                });
        addEventHandler(
                MouseEvent.MOUSE_DRAGGED,
                e -> {
                    if (e.getButton() == MouseButton.PRIMARY) {
                        timeline.pan(Math.round((dragX - e.getX()) * nsPerPixel()));
                        dragX = e.getX();
                    }
                });
        addEventHandler(
                ScrollEvent.SCROLL,
                e -> {
                    if (e.isShiftDown() || Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY())) {
                        double by = e.getDeltaX() == 0 ? e.getDeltaY() : e.getDeltaX();
                        timeline.pan(Math.round(-by * nsPerPixel()));
                    } else if (e.getDeltaY() != 0) {
                        timeline.zoom(Math.pow(1.0025, -e.getDeltaY()), time(e.getX()));
                    }
                    e.consume();
                });
        setOnZoom(
                e -> {
                    timeline.zoom(1 / Math.clamp(e.getZoomFactor(), 0.2, 5), time(e.getX()));
                    e.consume();
                });
        setOnDragOver(
                e -> {
                    if (dragged(e.getDragboard().getString()) != null) {
                        e.acceptTransferModes(TransferMode.COPY);
                    }
                    e.consume();
                });
        setOnDragDropped(
                e -> {
                    String id = dragged(e.getDragboard().getString());
                    e.setDropCompleted(id != null && model.add(id));
                    e.consume();
                });
        setOnKeyPressed(
                e -> {
                    boolean known = true;
                    switch (e.getCode()) {
                        case LEFT -> timeline.pan(-timeline.span() / 10);
                        case RIGHT -> timeline.pan(timeline.span() / 10);
                        case PLUS, ADD, EQUALS -> timeline.zoom(0.8, middle());
                        case MINUS, SUBTRACT -> timeline.zoom(1.25, middle());
                        case END -> timeline.followingProperty().set(true);
                        default -> known = false;
                    }
                    if (known) {
                        e.consume();
                    }
                });
    }

    private static @org.jspecify.annotations.Nullable String dragged(
            @org.jspecify.annotations.Nullable String text) {
        return text != null && text.startsWith(DRAG_PREFIX)
                ? text.substring(DRAG_PREFIX.length())
                : null;
    }

    private long middle() {
        return timeline.from() + timeline.span() / 2;
    }

    private double nsPerPixel() {
        return timeline.span() / ChartPainter.plotWidth(getWidth());
    }

    private long time(double x) {
        double inside = Math.clamp(x - ChartPainter.LEFT, 0, ChartPainter.plotWidth(getWidth()));
        return timeline.from() + Math.round(inside * nsPerPixel());
    }

    @Override
    protected double computePrefHeight(double width) {
        return 110;
    }

    /// One channel in the legend: colour, name, value.
    private static final class Entry extends HBox {
        private final Region colour = new Region();
        private final Label name = new Label();
        private final Label value = new Label();
        private int slot = -1;
        private Theme theme = Theme.DARK;

        Entry() {
            getStyleClass().add("legend-entry");
            colour.getStyleClass().add("legend-colour");
            name.getStyleClass().add("legend-name");
            value.getStyleClass().add("legend-value");
            name.setMinWidth(USE_PREF_SIZE);
            value.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(colour, name, value);
        }

        void show(String label, String text, int newSlot, Theme newTheme) {
            name.setText(label);
            value.setText(text);
            if (slot != newSlot || theme != newTheme) {
                slot = newSlot;
                theme = newTheme;
                String web = Palette.of(theme).series(slot).toString().replace("0x", "#");
                colour.setStyle("-fx-background-color: " + web);
            }
        }
    }
}
