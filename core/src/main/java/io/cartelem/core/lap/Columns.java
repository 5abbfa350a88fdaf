package io.cartelem.core.lap;

/// Looking up in rising columns.
final class Columns {
    private Columns() {}

    /// The interval that holds `x`: the last whose beginning is not after it, from 0 to length − 2.
    static int interval(double[] column, double x) {
        int low = 0;
        int high = column.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (column[middle] <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// `values` at `x` by straight lines, clamped at both ends.
    static double at(double[] column, double[] values, double x) {
        int i = interval(column, x);
        double step = column[i + 1] - column[i];
        double u = step <= 0 ? 0 : Math.clamp((x - column[i]) / step, 0, 1);
        return values[i] + (values[i + 1] - values[i]) * u;
    }
}
