package io.cartelem.persistence.align;

import java.util.Arrays;

/// The gaps in what came by radio: times without a sample that are much longer than usual, the
/// times before the first and after the last one included. Immutable.
final class Gaps {
    private static final double USUAL_PERIODS = 2.5;

    /// Begin and end of each, one after the other, in the order of time.
    private final long[] edgesUs;

    private Gaps(long[] edgesUs) {
        this.edgesUs = edgesUs;
    }

    /// @param samplesUs times of samples in any order, at least one
    static Gaps between(long fromUs, long toUs, long[] samplesUs) {
        long[] times = Arrays.stream(samplesUs).sorted().distinct().toArray();
        long[] periods = new long[times.length - 1];
        for (int i = 0; i < periods.length; i++) {
            periods[i] = times[i + 1] - times[i];
        }
        Arrays.sort(periods);
        double usual = periods.length == 0 ? 0 : periods[periods.length / 2];
        long[] edges = new long[2 * (times.length + 1)];
        int size = 0;
        for (int i = 0; i <= times.length; i++) {
            long begin = i == 0 ? fromUs : times[i - 1];
            long end = i == times.length ? toUs : times[i];
            if (end - begin > USUAL_PERIODS * usual) {
                edges[size++] = begin;
                edges[size++] = end;
            }
        }
        return new Gaps(Arrays.copyOf(edges, size));
    }

    int count() {
        return edgesUs.length / 2;
    }

    /// How many of them hold at least one of other samples.
    ///
    /// @param othersUs times in their order
    int filledBy(long[] othersUs) {
        int filled = 0;
        for (int i = 0; i < edgesUs.length; i += 2) {
            int at = Arrays.binarySearch(othersUs, edgesUs[i] + 1);
            int first = at >= 0 ? at : -at - 1;
            filled += first < othersUs.length && othersUs[first] < edgesUs[i + 1] ? 1 : 0;
        }
        return filled;
    }
}
