package io.cartelem.core.live;

/// A stretch of one channel's numbers, oldest first.
///
/// @param timesNs monotonic nanoseconds
/// @param values one number for each time
public record Trace(long[] timesNs, double[] values) {
    public int size() {
        return timesNs.length;
    }
}
