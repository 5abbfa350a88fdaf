package io.cartelem.app.lap;

import io.cartelem.app.chart.Palette;
import io.cartelem.app.chart.Ticks;
import io.cartelem.app.lap.Comparison.Panel;
import io.cartelem.app.text.Format;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// Draws one channel of two laps over distance: on the screen and for files. FX thread.
final class DistancePainter {
    /// Room for the numbers of the value axis.
    static final double LEFT = 58;

    static final double RIGHT = 10;
    static final double TOP = 6;

    /// Room for the numbers of the distance axis.
    static final double AXIS = 22;

    private static final double NO_AXIS = 6;
    private static final Font NUMBERS = Font.font("JetBrains Mono", FontWeight.NORMAL, 12);

    private DistancePainter() {}

    /// What is drawn.
    ///
    /// @param from metres at the left end
    /// @param to metres at the right end
    /// @param axis whether the metres are written below
    record Frame(
            Comparison comparison,
            Panel panel,
            double from,
            double to,
            boolean axis,
            Palette palette) {

        /// Where `metres` lie in a chart of `width`.
        double x(double metres, double width) {
            return LEFT + (metres - from) / (to - from) * (width - LEFT - RIGHT);
        }

        double bottom(double height) {
            return height - (axis ? AXIS : NO_AXIS);
        }
    }

    /// The colour of the reference lap.
    static Color reference(Palette palette) {
        return palette.series(0);
    }

    /// The colour of the lap that is judged.
    static Color lap(Palette palette) {
        return palette.series(1);
    }

    static void paint(GraphicsContext g, Frame frame, double width, double height) {
        Palette palette = frame.palette();
        g.setFill(palette.background());
        g.fillRect(0, 0, width, height);
        double[] range = range(frame);
        double bottom = frame.bottom(height);
        distances(g, frame, width, height);
        values(g, frame, range, width, bottom);
        g.save();
        g.beginPath();
        g.rect(LEFT, 0, width - LEFT - RIGHT, height);
        g.clip();
        sectors(g, frame, width, bottom);
        double[] reference = frame.panel().reference();
        if (reference == null) {
            area(g, frame, range, width, bottom);
        } else {
            line(g, frame, reference, range, reference(palette), width, bottom);
        }
        Color color = frame.panel().isGap() ? palette.text() : lap(palette);
        line(g, frame, frame.panel().lap(), range, color, width, bottom);
        g.restore();
    }

    private static void distances(GraphicsContext g, Frame frame, double width, double height) {
        double step = Ticks.valueStep(frame.to() - frame.from(), (int) Math.max(2, width / 110));
        g.setFont(NUMBERS);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.BOTTOM);
        double bottom = frame.bottom(height);
        for (double at = Math.ceil(frame.from() / step) * step; at <= frame.to(); at += step) {
            double x = Math.floor(frame.x(at, width)) + 0.5;
            g.setStroke(frame.palette().grid());
            g.setLineWidth(1);
            g.strokeLine(x, TOP, x, bottom);
            if (frame.axis() && x > LEFT + 20 && x < width - 34) {
                g.setFill(frame.palette().dim());
                g.fillText(Format.number(at, Ticks.decimals(step)) + " m", x, height - 2);
            }
        }
    }

    private static void values(
            GraphicsContext g, Frame frame, double[] range, double width, double bottom) {
        double step = Ticks.valueStep(range[1] - range[0], (int) Math.max(1, bottom / 26));
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        for (double at = Math.ceil(range[0] / step - 1e-9) * step;
                at <= range[1] + step * 1e-9;
                at += step) {
            double y = Math.floor(y(at, range, bottom)) + 0.5;
            boolean zero = frame.panel().isGap() && Math.abs(at) < step / 2;
            g.setStroke(zero ? frame.palette().dim() : frame.palette().grid());
            g.setLineWidth(zero ? 2 : 1);
            g.strokeLine(LEFT, y, width - RIGHT, y);
            g.setFill(frame.palette().dim());
            String text = Format.number(at, Ticks.decimals(step));
            g.fillText(
                    frame.panel().isGap() && at > step / 2 ? "+" + text : text,
                    LEFT - 6,
                    Math.clamp(y, TOP + 6, bottom - 6));
        }
    }

    private static void sectors(GraphicsContext g, Frame frame, double width, double bottom) {
        g.setStroke(frame.palette().series(4));
        g.setLineWidth(1.5);
        g.setLineDashes(5, 5);
        for (double end : frame.comparison().sectorEnds()) {
            double x = frame.x(end, width);
            g.strokeLine(x, TOP, x, bottom);
        }
        g.setLineDashes();
    }

    /// Time lost above the zero line, time won below it.
    private static void area(
            GraphicsContext g, Frame frame, double[] range, double width, double bottom) {
        double zero = y(0, range, bottom);
        double[] metres = frame.comparison().metres();
        double[] gap = frame.panel().lap();
        Color lost = frame.palette().cursor().deriveColor(0, 1, 1, 0.35);
        Color won = frame.palette().series(2).deriveColor(0, 1, 1, 0.35);
        for (int i = 0; i + 1 < metres.length; i++) {
            double x = frame.x(metres[i], width);
            double next = frame.x(metres[i + 1], width);
            if (next < LEFT || x > width || Double.isNaN(gap[i])) {
                continue;
            }
            double y = y(gap[i], range, bottom);
            g.setFill(gap[i] > 0 ? lost : won);
            g.fillRect(x, Math.min(y, zero), next - x, Math.abs(zero - y));
        }
    }

    private static void line(
            GraphicsContext g,
            Frame frame,
            double[] values,
            double[] range,
            Color color,
            double width,
            double bottom) {
        double[] metres = frame.comparison().metres();
        g.setStroke(color);
        g.setLineWidth(2);
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.beginPath();
        boolean drawing = false;
        for (int i = 0; i < metres.length; i++) {
            if (Double.isNaN(values[i])) {
                drawing = false;
                continue;
            }
            double x = frame.x(metres[i], width);
            double y = y(values[i], range, bottom);
            if (drawing) {
                g.lineTo(x, y);
            } else {
                g.moveTo(x, y);
            }
            drawing = true;
        }
        g.stroke();
    }

    private static double y(double value, double[] range, double bottom) {
        return bottom - (value - range[0]) / (range[1] - range[0]) * (bottom - TOP);
    }

    /// The round numbers that hold what is seen.
    private static double[] range(Frame frame) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double[] metres = frame.comparison().metres();
        double[] reference = frame.panel().reference();
        for (int i = 0; i < metres.length; i++) {
            if (metres[i] < frame.from() || metres[i] > frame.to()) {
                continue;
            }
            double one = frame.panel().lap()[i];
            double other = reference == null ? 0 : reference[i];
            low = Math.min(low, Math.min(or(one, low), or(other, low)));
            high = Math.max(high, Math.max(or(one, high), or(other, high)));
        }
        if (!(low <= high)) {
            return new double[] {0, 1};
        }
        double spread = Math.max(high - low, Math.max(1e-3, Math.abs(high) * 0.02));
        double step = Ticks.valueStep(spread * 1.1, 4);
        double bottom = Math.floor((low - spread * 0.03) / step) * step;
        double top = Math.ceil((high + spread * 0.03) / step) * step;
        // what is never negative has no room below zero
        return new double[] {low >= 0 ? Math.max(0, bottom) : bottom, high <= 0 ? 0 : top};
    }

    private static double or(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }
}
