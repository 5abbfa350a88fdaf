package io.cartelem.persistence.sqlite;

/// What is known of a run of samples without looking at each: of a chunk, or of all chunks of a
/// channel. Used by one thread.
final class ChannelTotals {
    long samples;

    /// Samples that are a number and not NaN.
    long numbers;

    long firstUs = Long.MAX_VALUE;
    long lastUs = Long.MIN_VALUE;
    double min = Double.NaN;
    double max = Double.NaN;
    double sum;

    /// Whether no run began before the end of the one before.
    boolean ordered = true;

    static ChannelTotals of(long[] us, int from, int count) {
        ChannelTotals totals = new ChannelTotals();
        totals.samples = count;
        for (int i = from; i < from + count; i++) {
            totals.firstUs = Math.min(totals.firstUs, us[i]);
            totals.lastUs = Math.max(totals.lastUs, us[i]);
        }
        return totals;
    }

    static ChannelTotals of(long[] us, double[] values, int from, int count) {
        ChannelTotals totals = of(us, from, count);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        long numbers = 0;
        for (int i = from; i < from + count; i++) {
            double value = values[i];
            if (!Double.isNaN(value)) {
                numbers++;
                sum += value;
                min = value < min ? value : min;
                max = value > max ? value : max;
            }
        }
        totals.sum = sum;
        totals.numbers = numbers;
        if (numbers > 0) {
            totals.min = min;
            totals.max = max;
        }
        return totals;
    }

    /// Adds what came after.
    void append(ChannelTotals later) {
        ordered &= later.ordered && (samples == 0 || later.firstUs >= lastUs);
        samples += later.samples;
        firstUs = Math.min(firstUs, later.firstUs);
        lastUs = Math.max(lastUs, later.lastUs);
        numbers += later.numbers;
        sum += later.sum;
        min = Double.isNaN(min) ? later.min : later.min < min ? later.min : min;
        max = Double.isNaN(max) ? later.max : later.max > max ? later.max : max;
    }

    double mean() {
        return numbers == 0 ? Double.NaN : sum / numbers;
    }
}
