package io.cartelem.app.chart;

import java.util.Arrays;

/// How far apart samples usually come, which decides what is a gap.
public final class Spacing {
    private static final int PROBES = 63;

    private Spacing() {}

    /// The median distance of neighbours, of at most 63 pairs spread over all, so that neither a
    /// long silence nor a burst counts for much.
    ///
    /// @param times rising
    /// @param size how many of them count; below 2 the answer is 0
    public static long usual(long[] times, int size) {
        int probes = Math.min(PROBES, size - 1);
        if (probes < 1) {
            return 0;
        }
        long[] distances = new long[probes];
        for (int i = 0; i < probes; i++) {
            int at = (int) ((long) i * (size - 1) / probes);
            distances[i] = times[at + 1] - times[at];
        }
        Arrays.sort(distances);
        return distances[(probes - 1) / 2];
    }
}
