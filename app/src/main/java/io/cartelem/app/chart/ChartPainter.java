package io.cartelem.app.chart;

import io.cartelem.app.text.Measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Draws the part of a strip chart inside its axes: grid and lines, one pixel column after the
/// other. The words beside it are [AxisLabels].
final class ChartPainter {
    /// Room for the labels of the value axis.
    static final double LEFT = 62;

    /// Room above the highest value.
    static final double TOP = 5;

    /// Room for the labels of the time axis.
    static final double TIME_AXIS = 20;

    private static final double RIGHT = 8;
    static final double NO_TIME_AXIS = 3;
    private static final double THICK = 2;

    /// Lines reach so far below the lowest value.
    private static final double UNDER = 2;

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
            Palette palette) {

        /// Where the lowest value lies in a chart of `height`.
        double bottom(double height) {
            return height - (timeLabels ? TIME_AXIS : NO_TIME_AXIS);
        }

        /// How far into the frame a time lies, from 0 to 1 within it.
        double part(long timeNs) {
            return (double) (timeNs - fromNs) / (toNs - fromNs);
        }

        /// The first multiple of `step` since the axis's origin that lies within the frame.
        long firstLine(long step) {
            long origin = timeline.originNs();
            return Math.ceilDiv(fromNs - origin, step) * step + origin;
        }

        /// The distance of the lines of time in a plot of `width`.
        long timeStep(double width) {
            return Ticks.timeStep(toNs - fromNs, (int) Math.max(2, width / 84));
        }

        /// The units in the order of their axes, at most two.
        List<String> axes() {
            List<String> units = new ArrayList<>(2);
            for (StripChartModel.Line line : lines) {
                String unit = line.measure().symbol();
                if (units.size() < 2 && !units.contains(unit)) {
                    units.add(unit);
                }
            }
            return units;
        }
    }

    /// The width of the plot within a chart of `width`.
    static double plotWidth(double width) {
        return Math.max(1, Math.floor(width - LEFT - RIGHT));
    }

    /// The height of the raster for a chart of `height`.
    static double plotHeight(double height, Frame frame) {
        return frame.bottom(height) + UNDER;
    }

    /// How far apart the lines across a chart of `height` are.
    static double valueStep(ValueRange range, double height) {
        return range.step((int) Math.max(1, (height - TOP) / 26));
    }

    /// Draws grid and lines. The axes' ranges grow with what is seen.
    ///
    /// @param raster as wide as the plot and as high as [#plotHeight], both times `scale`
    /// @param height of the chart
    /// @param scale pixels for each unit of length
    void paint(Raster raster, Frame frame, double height, double scale) {
        measure(frame, raster.width());
        Palette palette = frame.palette();
        raster.fill(Raster.argb(palette.background()));
        double bottom = frame.bottom(height);
        paintGrid(raster, frame, bottom, scale);
        for (int i = 0; i < frame.lines().size(); i++) {
            paintLine(raster, frame, frame.lines().get(i), columns.get(i), bottom, scale);
        }
    }

    private void measure(Frame frame, int width) {
        Map<String, double[]> extents = new HashMap<>();
        for (int i = 0; i < frame.lines().size(); i++) {
            if (i == columns.size()) {
                columns.add(new Columns());
            }
            StripChartModel.Line line = frame.lines().get(i);
            Columns own = columns.get(i);
            own.resize(width);
            line.data().pyramid().columns(frame.fromNs(), frame.toNs(), own);
            double low = line.measure().shown(own.lowest());
            double high = line.measure().shown(own.highest());
            double[] extent =
                    extents.computeIfAbsent(line.measure().symbol(), u -> new double[] {low, high});
            extent[0] = Math.min(extent[0], low);
            extent[1] = Math.max(extent[1], high);
        }
        extents.forEach((unit, e) -> frame.chart().range(unit).include(e[0], e[1]));
    }

    private static void paintGrid(Raster raster, Frame frame, double bottom, double scale) {
        int grid = Raster.argb(frame.palette().grid());
        int thick = (int) Math.max(1, Math.round(scale));
        int top = (int) Math.round(TOP * scale);
        int end = (int) Math.round(bottom * scale);
        long step = frame.timeStep(raster.width() / scale);
        for (long at = frame.firstLine(step); at <= frame.toNs(); at += step) {
            int x = (int) Math.floor(frame.part(at) * raster.width());
            raster.vertical(x, thick, top, end, grid);
        }
        List<String> axes = frame.axes();
        if (axes.isEmpty() || !frame.chart().range(axes.getFirst()).known()) {
            return;
        }
        ValueRange range = frame.chart().range(axes.getFirst());
        double distance = valueStep(range, bottom);
        long last = (long) Math.floor(range.high() / distance + 1e-9);
        for (long i = (long) Math.ceil(range.low() / distance - 1e-9); i <= last; i++) {
            double y = range.y(i * distance, TOP, bottom);
            raster.horizontal((int) Math.floor(y * scale), thick, grid);
        }
    }

    private static void paintLine(
            Raster raster,
            Frame frame,
            StripChartModel.Line line,
            Columns columns,
            double bottom,
            double scale) {
        Measure measure = line.measure();
        ValueRange range = frame.chart().range(measure.symbol());
        if (!range.known()) {
            return;
        }
        double half = THICK / 2;
        double perUnit = (bottom - TOP) / (range.high() - range.low());
        double factor = -measure.factor() * perUnit * scale;
        double zero = (bottom - (measure.offset() - range.low()) * perUnit) * scale;
        double reach = half * scale;
        int argb = Raster.argb(frame.palette().series(line.slot()));
        for (int x = 0; x < columns.width(); x++) {
            double min = columns.min(x);
            if (Double.isNaN(min)) {
                continue;
            }
            double high = zero + columns.max(x) * factor - reach;
            double low = zero + min * factor + reach;
            raster.column(x, high, low, argb);
            if (columns.alone(x)) {
                raster.column(x - 1, high, low, argb);
                raster.column(x + 1, high, low, argb);
            }
        }
    }
}
