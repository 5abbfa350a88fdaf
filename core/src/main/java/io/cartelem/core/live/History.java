package io.cartelem.core.live;

import java.util.Arrays;

/// The recent numbers of one channel, oldest first, in memory that grows to a bound and then
/// forgets the oldest. Confined to the lock of its [LiveChannel].
final class History {
    private static final int FIRST_ROOM = 256;

    private final HistoryBudget budget;
    private int bound;
    private long[] times = new long[FIRST_ROOM];
    private double[] values = new double[FIRST_ROOM];
    private int start;
    private int size;

    /// @param bound samples kept at most, a power of two of at least 256
    /// @param budget asked before more than the first 256 are kept
    History(int bound, HistoryBudget budget) {
        if (bound < FIRST_ROOM || Integer.bitCount(bound) != 1) {
            throw new IllegalArgumentException(
                    "history must be a power of two from " + FIRST_ROOM + ", not " + bound);
        }
        this.bound = bound;
        this.budget = budget;
    }

    void add(long timeNs, double value) {
        if (size == times.length && size < bound) {
            grow();
        }
        int at = (start + size) & (times.length - 1);
        times[at] = timeNs;
        values[at] = value;
        if (size < times.length) {
            size++;
        } else {
            start = (start + 1) & (times.length - 1);
        }
    }

    /// A copy of the newest samples, back to the first one that is not later than `afterNs`.
    Trace after(long afterNs) {
        int first = size;
        while (first > 0 && times[(start + first - 1) & (times.length - 1)] > afterNs) {
            first--;
        }
        int count = size - first;
        long[] t = new long[count];
        double[] v = new double[count];
        for (int i = 0; i < count; i++) {
            int at = (start + first + i) & (times.length - 1);
            t[i] = times[at];
            v[i] = values[at];
        }
        return new Trace(t, v);
    }

    private void grow() {
        int old = times.length;
        if (!budget.take(old)) {
            bound = old;
            return;
        }
        long[] t = Arrays.copyOf(times, old * 2);
        double[] v = Arrays.copyOf(values, old * 2);
        for (int i = 0; i < old; i++) {
            t[i] = times[(start + i) & (old - 1)];
            v[i] = values[(start + i) & (old - 1)];
        }
        times = t;
        values = v;
        start = 0;
    }
}
