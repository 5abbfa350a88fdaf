package io.cartelem.app.chart;

import java.util.Arrays;

/// The numbers of one channel in time order, with minima and maxima of ever larger blocks above
/// them, so that any stretch of time is drawn in a time that depends on the pixels and hardly on
/// the samples. Each entry is one sample, or a column of an already decimated series. Memory is
/// bounded: beyond [#bound] the older half is forgotten. Confined to one thread.
///
/// ```
/// level 2   |  min/max of 256 entries  | …
/// level 1   | 16 | 16 | 16 | …
/// entries   ||||||||||||||||…
/// ```
public final class Pyramid {
    private static final int FAN_BITS = 4;
    private static final int LEVELS = 6;
    private static final long SHORT_GAP_NS = 1_500_000_000L;

    private final int bound;
    private long[] times = new long[64];
    private final double[][] low = new double[LEVELS][];
    private final double[][] high = new double[LEVELS][];
    private int size;
    private long version;
    private boolean forgot;
    private long spacingNs;
    private int spacingSize;

    /// @param bound entries kept at most, at least 2
    public Pyramid(int bound) {
        this.bound = Math.max(2, bound);
        allocate();
    }

    /// Adds a sample. What is no finite number interrupts the line; a time before the last one
    /// cannot be drawn and is passed over.
    public void add(long timeNs, double value) {
        add(timeNs, value, value);
    }

    /// Adds a column that stands for several samples.
    public void add(long timeNs, double min, double max) {
        if (size > 0 && timeNs < times[size - 1]) {
            return;
        }
        if (Double.isFinite(min) && Double.isFinite(max)) {
            append(timeNs, min, max);
        } else {
            interrupt(timeNs);
        }
    }

    /// Ends the line at `timeNs`: what comes later is not joined to what came before. However many
    /// follow each other, they take one entry.
    public void interrupt(long timeNs) {
        boolean already = size == 0 || Double.isNaN(low[0][size - 1]);
        if (!already && timeNs >= times[size - 1]) {
            append(timeNs, Double.NaN, Double.NaN);
        }
    }

    private void append(long timeNs, double min, double max) {
        if (size == bound) {
            forgetOlderHalf();
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, Math.min(bound, size * 2));
        }
        times[size] = timeNs;
        raise(size, min, max);
        size++;
        version++;
    }

    public int size() {
        return size;
    }

    /// Whether entries had to go because there was no more room.
    public boolean forgot() {
        return forgot;
    }

    /// Changes whenever the content does.
    public long version() {
        return version;
    }

    public long firstNs() {
        return size == 0 ? 0 : times[0];
    }

    public long lastNs() {
        return size == 0 ? 0 : times[size - 1];
    }

    /// The value in force at `timeNs`: the last entry at or before it, NaN if that is too long ago
    /// to be joined to it.
    public double at(long timeNs) {
        int i = firstAtOrAfter(timeNs + 1, 0) - 1;
        if (i < 0 || timeNs - times[i] > longestGap()) {
            return Double.NaN;
        }
        return middle(i);
    }

    /// The index of the first entry at or after `timeNs`, [#size] if there is none.
    public int indexFrom(long timeNs) {
        return firstAtOrAfter(timeNs, 0);
    }

    /// The time of an entry.
    ///
    /// @param index from 0, the oldest, to below [#size]
    public long timeNs(int index) {
        return times[index];
    }

    /// The value of an entry, NaN where the line is interrupted.
    public double value(int index) {
        return middle(index);
    }

    /// The time of the next entry after `timeNs`, the last one if there is none.
    public long next(long timeNs) {
        return size == 0 ? timeNs : times[Math.min(size - 1, firstAtOrAfter(timeNs + 1, 0))];
    }

    /// The time of the entry before `timeNs`, the first one if there is none.
    public long previous(long timeNs) {
        return size == 0 ? timeNs : times[Math.max(0, firstAtOrAfter(timeNs, 0) - 1)];
    }

    /// Two entries further apart than this are not joined by a line: four of the channel's usual
    /// distances more than what a hiccup of any channel may take.
    public long longestGap() {
        if (size >= 2 && (size < spacingSize || size >= spacingSize + spacingSize / 2)) {
            spacingNs = Spacing.usual(times, size);
            spacingSize = size;
        }
        return SHORT_GAP_NS + 4 * spacingNs;
    }

    /// Computes what is to be drawn between two times: for each of `out.width()` pixel columns the
    /// smallest and largest value of the line through the entries, NaN where there is no line.
    public void columns(long fromNs, long toNs, Columns out) {
        int width = out.width();
        double step = (double) (toNs - fromNs) / width;
        long gap = longestGap();
        out.empty();
        int begin = firstAtOrAfter(fromNs, 0);
        double left = boundary(begin, fromNs, gap);
        for (int column = 0; column < width; column++) {
            long edge = fromNs + Math.round((column + 1) * step);
            int end = firstAtOrAfter(edge, begin);
            double right = boundary(end, edge, gap);
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            if (left < min) {
                min = left;
            }
            if (left > max) {
                max = left;
            }
            if (right < min) {
                min = right;
            }
            if (right > max) {
                max = right;
            }
            for (int i = begin; i < end; ) {
                int level = level(i, end);
                int shift = level * FAN_BITS;
                double lowest = low[level][i >> shift];
                double highest = high[level][i >> shift];
                if (lowest < min) {
                    min = lowest;
                }
                if (highest > max) {
                    max = highest;
                }
                i += 1 << shift;
            }
            if (min <= max) {
                out.set(column, min, max);
            }
            begin = end;
            left = right;
        }
    }

    /// The line's value at `timeNs`, which lies between the entries `next - 1` and `next`; NaN
    /// where no line is drawn.
    private double boundary(int next, long timeNs, long gap) {
        if (next <= 0 || next >= size) {
            return Double.NaN;
        }
        long before = times[next - 1];
        long after = times[next];
        if (after - before > gap) {
            return Double.NaN;
        }
        if (after == before) {
            return middle(next);
        }
        double part = (double) (timeNs - before) / (after - before);
        double from = middle(next - 1);
        return from + part * (middle(next) - from);
    }

    private double middle(int i) {
        return (low[0][i] + high[0][i]) / 2;
    }

    /// Gallops from `from`, because neighbouring columns lie close together.
    private int firstAtOrAfter(long timeNs, int from) {
        int start = from;
        int stride = 1;
        while (start + stride < size && times[start + stride] < timeNs) {
            start += stride;
            stride <<= 1;
        }
        int end = Math.min(size, start + stride + 1);
        while (start < end) {
            int middle = (start + end) >>> 1;
            if (times[middle] < timeNs) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        return start;
    }

    /// The highest level of which a whole block begins at `i` and ends before `end`.
    private static int level(int i, int end) {
        int level = 0;
        int block = 1 << FAN_BITS;
        while (level + 1 < LEVELS && (i & (block - 1)) == 0 && i + block <= end) {
            level++;
            block <<= FAN_BITS;
        }
        return level;
    }

    private void raise(int i, double min, double max) {
        for (int level = 0; level < LEVELS; level++) {
            int shift = level * FAN_BITS;
            int at = i >> shift;
            if (at == low[level].length) {
                low[level] = Arrays.copyOf(low[level], at * 2);
                high[level] = Arrays.copyOf(high[level], at * 2);
            }
            boolean first = (i & ((1 << shift) - 1)) == 0;
            low[level][at] = first ? min : lesser(low[level][at], min);
            high[level][at] = first ? max : greater(high[level][at], max);
        }
    }

    /// The smaller number; the other one where one is none.
    private static double lesser(double a, double b) {
        return b < a || Double.isNaN(a) ? b : a;
    }

    private static double greater(double a, double b) {
        return b > a || Double.isNaN(a) ? b : a;
    }

    private void forgetOlderHalf() {
        int keep = size / 2;
        int drop = size - keep;
        double[] min = Arrays.copyOfRange(low[0], drop, size);
        double[] max = Arrays.copyOfRange(high[0], drop, size);
        System.arraycopy(times, drop, times, 0, keep);
        for (int i = 0; i < keep; i++) {
            raise(i, min[i], max[i]);
        }
        size = keep;
        forgot = true;
    }

    private void allocate() {
        for (int level = 0; level < LEVELS; level++) {
            low[level] = new double[Math.max(2, 64 >> (level * FAN_BITS))];
            high[level] = new double[low[level].length];
        }
    }
}
