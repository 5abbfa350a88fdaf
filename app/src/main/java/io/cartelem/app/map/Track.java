package io.cartelem.app.map;

import io.cartelem.app.chart.Spacing;
import io.cartelem.core.port.TrackPoint;

import java.util.Arrays;
import java.util.List;

/// Positions in time order, already projected, each with the number that colours it. Bounded: when
/// full, the older half goes. FX thread.
public final class Track {
    private static final int BOUND = 1 << 17;
    private static final long SHORT_GAP_NS = 5_000_000_000L;

    private long[] times = new long[1024];
    private double[] xs = new double[1024];
    private double[] ys = new double[1024];
    private double[] values = new double[1024];
    private int size;
    private long version;

    /// Adds a position; one that is no number, or exactly 0°/0° as receivers without a fix send, or
    /// a time before the last one, is passed over.
    public void add(long timeNs, double latitude, double longitude, double value) {
        boolean nowhere = latitude == 0 && longitude == 0;
        boolean early = size > 0 && timeNs < times[size - 1];
        if (Double.isNaN(latitude) || Double.isNaN(longitude) || nowhere || early) {
            return;
        }
        append(timeNs, Mercator.x(longitude), Mercator.y(latitude), value);
    }

    private void append(long timeNs, double x, double y, double value) {
        if (size == BOUND) {
            forgetOlderHalf();
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            xs = Arrays.copyOf(xs, size * 2);
            ys = Arrays.copyOf(ys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = timeNs;
        xs[size] = x;
        ys[size] = y;
        values[size] = value;
        size++;
        version++;
    }

    /// Puts positions in front of those known; positions that are not earlier are passed over. They
    /// have no number yet.
    public void precede(List<TrackPoint> points) {
        Track joined = new Track();
        long first = size == 0 ? Long.MAX_VALUE : times[0];
        for (TrackPoint point : points) {
            if (point.timeNs() < first) {
                joined.add(point.timeNs(), point.latitude(), point.longitude(), Double.NaN);
            }
        }
        for (int i = 0; i < size; i++) {
            joined.append(times[i], xs[i], ys[i], values[i]);
        }
        times = joined.times;
        xs = joined.xs;
        ys = joined.ys;
        values = joined.values;
        size = joined.size;
        version++;
    }

    public void clear() {
        size = 0;
        version++;
    }

    public int size() {
        return size;
    }

    public long version() {
        return version;
    }

    public long lastNs() {
        return size == 0 ? Long.MIN_VALUE : times[size - 1];
    }

    /// The index of the last position at or before `timeNs`, −1 if there is none.
    public int indexAt(long timeNs) {
        int found = Arrays.binarySearch(times, 0, size, timeNs);
        return found >= 0 ? found : -found - 2;
    }

    /// Two positions further apart in time than this are not joined by a line.
    long longestGapNs() {
        return SHORT_GAP_NS + 4 * Spacing.usual(times, size);
    }

    /// The direction of travel at a position in radians, clockwise from north; NaN if it stands.
    public double heading(int index) {
        for (int back = index - 1; back >= Math.max(0, index - 50); back--) {
            double dx = xs[index] - xs[back];
            double dy = ys[index] - ys[back];
            if (Math.hypot(dx, dy) * Mercator.metresPerUnit(ys[index]) > 2) {
                return Math.atan2(dx, -dy);
            }
        }
        return Double.NaN;
    }

    double x(int i) {
        return xs[i];
    }

    double y(int i) {
        return ys[i];
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    void value(int i, double value) {
        values[i] = value;
    }

    /// The smallest and largest of a column of numbers: x, y or value.
    double[] extentX() {
        return extent(xs);
    }

    double[] extentY() {
        return extent(ys);
    }

    double[] extentOfValues() {
        return extent(values);
    }

    void changed() {
        version++;
    }

    private double[] extent(double[] column) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (column[i] < min) {
                min = column[i];
            }
            if (column[i] > max) {
                max = column[i];
            }
        }
        return new double[] {min, max};
    }

    private void forgetOlderHalf() {
        int keep = size / 2;
        int drop = size - keep;
        System.arraycopy(times, drop, times, 0, keep);
        System.arraycopy(xs, drop, xs, 0, keep);
        System.arraycopy(ys, drop, ys, 0, keep);
        System.arraycopy(values, drop, values, 0, keep);
        size = keep;
    }
}
