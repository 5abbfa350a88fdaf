package io.cartelem.app.chart;

/// The range of a value axis. Automatic, it grows at once when values leave it, ends on round
/// numbers, and shrinks only when less than half of it is used, so that it does not breathe.
public final class ValueRange {
    private static final int PARTS = 4;

    private final boolean percent;
    private double low = Double.NaN;
    private double high = Double.NaN;
    private boolean fixed;

    /// @param unit as shown; percent begins as 0 to 100
    ValueRange(String unit) {
        percent = unit.equals("%");
    }

    /// Makes room for values from `min` to `max`; nothing if there are none or the range is fixed.
    public void include(double min, double max) {
        if (fixed || !(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            return;
        }
        if (percent && min >= 0 && max <= 100) {
            low = 0;
            high = 100;
            return;
        }
        boolean outside = !(min >= low && max <= high);
        boolean wasteful = (max - min) < 0.4 * (high - low);
        if (outside || wasteful) {
            double spread = Math.max(max - min, Math.max(1e-6, Math.abs(max) * 0.02));
            double step = Ticks.valueStep(spread * 1.1, PARTS);
            low = Math.floor((min - spread * 0.03) / step) * step;
            high = Math.ceil((max + spread * 0.03) / step) * step;
            if (min >= 0 && low < 0) {
                low = 0;
            }
        }
    }

    /// Fixes the axis.
    public void fix(double newLow, double newHigh) {
        if (newLow < newHigh) {
            low = newLow;
            high = newHigh;
            fixed = true;
        }
    }

    /// Lets the values decide again.
    public void automatic() {
        fixed = false;
        low = Double.NaN;
        high = Double.NaN;
    }

    public boolean fixed() {
        return fixed;
    }

    /// Whether there is anything between its ends.
    public boolean known() {
        return low < high;
    }

    /// Where `value` lies between `top` and `bottom` of a chart.
    double y(double value, double top, double bottom) {
        return bottom - (value - low) / (high - low) * (bottom - top);
    }

    /// The lower end, NaN while nothing was seen.
    public double low() {
        return low;
    }

    public double high() {
        return high;
    }

    /// The distance of the lines across the chart.
    public double step(int most) {
        return Ticks.valueStep(high - low, most);
    }
}
