package io.cartelem.core.sim.mesh;

import java.util.ArrayDeque;

/// How long a node sent within the last hour, exactly.
final class DutyClock {
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final ArrayDeque<long[]> sendings = new ArrayDeque<>();
    private long sumNs;
    private double highest;

    void sent(long atNs, long airtimeNs) {
        sendings.add(new long[] {atNs, airtimeNs});
        sumNs += airtimeNs;
        highest = Math.max(highest, percent(atNs));
    }

    /// Percent of the hour before `nowNs`.
    double percent(long nowNs) {
        while (!sendings.isEmpty() && sendings.getFirst()[0] <= nowNs - HOUR_NS) {
            sumNs -= sendings.removeFirst()[1];
        }
        return 100.0 * sumNs / HOUR_NS;
    }

    /// The highest percentage of any hour so far.
    double highest() {
        return highest;
    }
}
