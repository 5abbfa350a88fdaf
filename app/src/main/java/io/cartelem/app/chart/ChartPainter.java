package io.cartelem.app.chart;

import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Draws a strip chart. One filled rectangle per pixel column and run of equal columns: antialiased
/// strokes cost an order of magnitude more on the software pipeline.
final class ChartPainter {
    /// Room for the labels of the value axis.
    static final double LEFT = 62;

    private static final double RIGHT = 8;
    private static final double TOP = 5;
    private static final double TIME_AXIS = 20;
    private static final double THICK = 2;
    private static final Font LABELS = Font.font("JetBrains Mono", FontWeight.NORMAL, 12);

    private final List<Columns> columns = new ArrayList<>();

    /// What is drawn.
    ///
    /// @param timeLabels whether the time axis is labelled
    record Frame(
            StripChartModel chart,
            List<StripChartModel.Line> lines,
            TimelineModel timeline,
            long fromNs,
            long toNs,
            boolean timeLabels,
            Palette palette) {}

    /// The width of the plot within a chart of `width`.
    static double plotWidth(double width) {
        return Math.max(1, Math.floor(width - LEFT - RIGHT));
    }

    void paint(GraphicsContext g, double width, double height, Frame frame) {
        Palette palette = frame.palette();
        g.setFill(palette.background());
        g.fillRect(0, 0, width, height);
        double bottom = height - (frame.timeLabels() ? TIME_AXIS : 3);
        double plot = plotWidth(width);
        compute(frame, (int) plot);
        paintTimeGrid(g, frame, plot, bottom);
        paintValueAxes(g, frame, plot, bottom);
        for (int i = 0; i < frame.lines().size(); i++) {
            paintLine(g, frame, frame.lines().get(i), columns.get(i), bottom);
        }
        TimelineModel timeline = frame.timeline();
        paintInstant(g, frame, timeline.cursorProperty().get(), palette.cursor(), 2, bottom);
        paintInstant(g, frame, timeline.crosshairProperty().get(), palette.crosshair(), 1, bottom);
    }

    private void compute(Frame frame, int width) {
        Map<String, double[]> extents = new HashMap<>();
        for (int i = 0; i < frame.lines().size(); i++) {
            if (i == columns.size()) {
                columns.add(new Columns());
            }
            StripChartModel.Line line = frame.lines().get(i);
            Columns own = columns.get(i);
            own.resize(width);
            line.data().pyramid().columns(frame.fromNs(), frame.toNs(), own);
            String unit = line.measure().symbol();
            double low = line.measure().shown(own.lowest());
            double high = line.measure().shown(own.highest());
            double[] extent = extents.computeIfAbsent(unit, u -> new double[] {low, high});
            extent[0] = Math.min(extent[0], low);
            extent[1] = Math.max(extent[1], high);
        }
        extents.forEach((unit, e) -> frame.chart().range(unit).include(e[0], e[1]));
    }

    private static void paintTimeGrid(GraphicsContext g, Frame frame, double plot, double bottom) {
        TimelineModel timeline = frame.timeline();
        long span = frame.toNs() - frame.fromNs();
        long step = Ticks.timeStep(span, (int) Math.max(2, plot / 110));
        long origin = timeline.originNs();
        long first = Math.ceilDiv(frame.fromNs() - origin, step) * step;
        g.setFont(LABELS);
        g.setTextBaseline(VPos.BOTTOM);
        g.setTextAlign(TextAlignment.CENTER);
        for (long at = first; at <= frame.toNs() - origin; at += step) {
            double x = Math.floor(x(frame, at + origin, plot));
            g.setFill(frame.palette().grid());
            g.fillRect(x, TOP, 1, bottom - TOP);
            if (frame.timeLabels() && x > LEFT + 24 && x < LEFT + plot - 24) {
                g.setFill(frame.palette().dim());
                g.fillText(Ticks.timeLabel(at, step, timeline.hours()), x, bottom + TIME_AXIS - 2);
            }
        }
    }

    private static void paintValueAxes(GraphicsContext g, Frame frame, double plot, double bottom) {
        g.setTextBaseline(VPos.CENTER);
        List<String> units = new ArrayList<>();
        for (StripChartModel.Line line : frame.lines()) {
            String unit = line.measure().symbol();
            if (!units.contains(unit)) {
                units.add(unit);
            }
        }
        for (int axis = 0; axis < Math.min(2, units.size()); axis++) {
            paintValueAxis(g, frame, units.get(axis), axis == 0, plot, bottom);
        }
    }

    private static void paintValueAxis(
            GraphicsContext g, Frame frame, String unit, boolean left, double plot, double bottom) {
        ValueRange range = frame.chart().range(unit);
        if (!(range.low() < range.high())) {
            return;
        }
        double step = range.step((int) Math.max(1, (bottom - TOP) / 26));
        int decimals = Ticks.decimals(step);
        long first = (long) Math.ceil(range.low() / step - 1e-9);
        long last = (long) Math.floor(range.high() / step + 1e-9);
        for (long i = first; i <= last; i++) {
            double value = i * step;
            double y = y(range, value, bottom);
            double textY = Math.clamp(y, TOP + 6, bottom - 6);
            String label = Format.number(value, decimals);
            g.setFill(frame.palette().dim());
            if (left) {
                g.setTextAlign(TextAlignment.RIGHT);
                g.fillText(label, LEFT - 6, textY);
                g.setFill(frame.palette().grid());
                g.fillRect(LEFT, Math.floor(y), plot, 1);
            } else {
                g.setTextAlign(TextAlignment.RIGHT);
                g.fillText(label, LEFT + plot - 2, textY);
            }
        }
    }

    private static void paintLine(
            GraphicsContext g,
            Frame frame,
            StripChartModel.Line line,
            Columns columns,
            double bottom) {
        Measure measure = line.measure();
        ValueRange range = frame.chart().range(measure.symbol());
        if (!(range.low() < range.high())) {
            return;
        }
        g.setFill(frame.palette().series(line.slot()));
        double scale = (bottom - TOP) / (range.high() - range.low());
        double zero = bottom + range.low() * scale;
        int runStart = -1;
        int runTop = 0;
        int runHeight = 0;
        for (int i = 0; i < columns.width(); i++) {
            double min = columns.min(i);
            if (Double.isNaN(min)) {
                if (runStart >= 0) {
                    g.fillRect(LEFT + runStart, runTop, i - runStart, runHeight);
                    runStart = -1;
                }
                continue;
            }
            double high = zero - measure.shown(columns.max(i)) * scale;
            double low = zero - measure.shown(min) * scale;
            int top = (int) Math.clamp(Math.floor(high - THICK / 2), TOP - 2, bottom);
            int end = (int) Math.clamp(Math.ceil(low + THICK / 2), top + THICK, bottom + 2);
            int height = (int) Math.max(THICK, end - top);
            if (runStart >= 0 && (top != runTop || height != runHeight)) {
                g.fillRect(LEFT + runStart, runTop, i - runStart, runHeight);
                runStart = -1;
            }
            if (runStart < 0) {
                runStart = i;
                runTop = top;
                runHeight = height;
            }
        }
        if (runStart >= 0) {
            g.fillRect(LEFT + runStart, runTop, columns.width() - runStart, runHeight);
        }
    }

    private static void paintInstant(
            GraphicsContext g, Frame frame, long timeNs, Color color, double thick, double bottom) {
        if (timeNs < frame.fromNs() || timeNs > frame.toNs()) {
            return;
        }
        double plot = plotWidth(g.getCanvas().getWidth());
        g.setFill(color);
        g.fillRect(
                Math.floor(x(frame, timeNs, plot)) - Math.floor(thick / 2),
                TOP,
                thick,
                bottom - TOP);
    }

    private static double x(Frame frame, long timeNs, double plot) {
        return LEFT + (double) (timeNs - frame.fromNs()) / (frame.toNs() - frame.fromNs()) * plot;
    }

    private static double y(ValueRange range, double value, double bottom) {
        return bottom - (value - range.low()) / (range.high() - range.low()) * (bottom - TOP);
    }
}
