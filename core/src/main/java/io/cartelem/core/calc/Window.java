package io.cartelem.core.calc;

import java.util.Arrays;

/// The recent values of one place in an expression, as far back as a time function looks. Bounded;
/// the oldest go first. Used by one thread.
final class Window {
    private static final int FIRST_ROOM = 64;
    private static final int MOST = 65_536;

    private long[] times = new long[FIRST_ROOM];
    private double[] values = new double[FIRST_ROOM];
    private int start;
    private int size;

    /// Adds a value later than all others, and forgets those that are older than all but one of the
    /// values since `keepFromNs`.
    void add(long timeNs, double value, long keepFromNs) {
        while (size > 1 && time(1) <= keepFromNs) {
            start = (start + 1) & (times.length - 1);
            size--;
        }
        if (size == times.length) {
            if (size < MOST) {
                grow();
            } else {
                start = (start + 1) & (times.length - 1);
                size--;
            }
        }
        int at = (start + size) & (times.length - 1);
        times[at] = timeNs;
        values[at] = value;
        size++;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// The time of the value with that number, 0 for the oldest.
    long time(int index) {
        return times[(start + index) & (times.length - 1)];
    }

    double value(int index) {
        return values[(start + index) & (times.length - 1)];
    }

    long lastTime() {
        return time(size - 1);
    }

    double lastValue() {
        return value(size - 1);
    }

    /// The value at a time between the oldest and the newest, on the line between its neighbours;
    /// NaN before the oldest.
    double at(long timeNs) {
        if (size == 0 || timeNs < time(0)) {
            return Double.NaN;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (time(middle) <= timeNs) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (low == size - 1) {
            return value(low);
        }
        double part = (double) (timeNs - time(low)) / (time(low + 1) - time(low));
        return value(low) + part * (value(low + 1) - value(low));
    }

    private void grow() {
        int old = times.length;
        long[] t = Arrays.copyOf(times, old * 2);
        double[] v = Arrays.copyOf(values, old * 2);
        for (int i = 0; i < old; i++) {
            t[i] = time(i);
            v[i] = value(i);
        }
        times = t;
        values = v;
        start = 0;
    }
}
