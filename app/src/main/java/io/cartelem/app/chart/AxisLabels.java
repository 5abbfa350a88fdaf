package io.cartelem.app.chart;

import io.cartelem.app.text.Format;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

import java.util.List;

/// Writes the numbers along the axes of a strip chart. Text is the dearest thing on a chart, so it
/// is written anew only when [#key] changes.
final class AxisLabels {
    private static final double USUAL = 12;

    /// Larger numbers have no room beside the plot.
    private static final double LARGEST = 1.35;

    private AxisLabels() {}

    /// Differs whenever the labels would.
    ///
    /// @param textScale how much larger than usual text is
    static long key(ChartPainter.Frame frame, double width, double height, double textScale) {
        long key = 31L * Double.hashCode(width) + Double.hashCode(height);
        key = 31 * key + Double.hashCode(textScale);
        key = 31 * key + System.identityHashCode(frame.palette());
        for (String unit : frame.axes()) {
            ValueRange range = frame.chart().range(unit);
            key = 31 * key + unit.hashCode();
            key = 31 * key + Double.hashCode(range.low());
            key = 31 * key + Double.hashCode(range.high());
        }
        if (frame.timeLabels()) {
            key = 31 * key + frame.fromNs();
            key = 31 * key + frame.toNs();
            key = 31 * key + frame.timeline().originNs();
        }
        return key;
    }

    /// @param textScale how much larger than usual text is
    static void paint(
            GraphicsContext g,
            ChartPainter.Frame frame,
            double width,
            double height,
            double textScale) {
        double plot = ChartPainter.plotWidth(width);
        double bottom = frame.bottom(height);
        double size = USUAL * Math.clamp(textScale, 1, LARGEST);
        g.setFont(Font.font("JetBrains Mono", FontWeight.NORMAL, size));
        g.setFill(frame.palette().dim());
        if (frame.timeLabels()) {
            paintTimes(g, frame, plot, bottom);
        }
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.RIGHT);
        List<String> axes = frame.axes();
        for (int axis = 0; axis < axes.size(); axis++) {
            ValueRange range = frame.chart().range(axes.get(axis));
            double right = axis == 0 ? ChartPainter.LEFT - 6 : ChartPainter.LEFT + plot - 2;
            paintValues(g, range, right, bottom);
        }
    }

    private static void paintTimes(
            GraphicsContext g, ChartPainter.Frame frame, double plot, double bottom) {
        TimelineModel timeline = frame.timeline();
        g.setTextBaseline(VPos.BOTTOM);
        g.setTextAlign(TextAlignment.CENTER);
        long step = frame.timeStep(plot);
        for (long at = frame.firstLine(step); at <= frame.toNs(); at += step) {
            double x = Math.floor(frame.part(at) * plot);
            if (x > 24 && x < plot - 24) {
                g.fillText(
                        Ticks.timeLabel(at - timeline.originNs(), step, timeline.hours()),
                        ChartPainter.LEFT + x,
                        bottom + ChartPainter.TIME_AXIS - 2);
            }
        }
    }

    private static void paintValues(
            GraphicsContext g, ValueRange range, double right, double bottom) {
        if (!range.known()) {
            return;
        }
        double step = ChartPainter.valueStep(range, bottom);
        int decimals = Ticks.decimals(step);
        long last = (long) Math.floor(range.high() / step + 1e-9);
        for (long i = (long) Math.ceil(range.low() / step - 1e-9); i <= last; i++) {
            double y = range.y(i * step, ChartPainter.TOP, bottom);
            double inside = Math.clamp(y, ChartPainter.TOP + 6, bottom - 6);
            g.fillText(Format.number(i * step, decimals), right, inside);
        }
    }
}
