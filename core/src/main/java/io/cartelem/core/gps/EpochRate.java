package io.cartelem.core.gps;

/// Measures how many epochs a second really come, over the last few seconds.
final class EpochRate {
    private static final long SPAN_NS = 4_000_000_000L;

    private final long[] times = new long[256];
    private int count;
    private int next;

    void add(long monoNs) {
        times[next] = monoNs;
        next = (next + 1) % times.length;
        count = Math.min(count + 1, times.length);
    }

    /// Epochs a second at `monoNs`, 0 while fewer than two are known.
    double hertz(long monoNs) {
        int inside = 0;
        long first = 0;
        long last = 0;
        for (int i = 1; i <= count; i++) {
            long time = times[Math.floorMod(next - i, times.length)];
            if (monoNs - time > SPAN_NS) {
                break;
            }
            last = inside == 0 ? time : last;
            first = time;
            inside++;
        }
        return last > first ? (inside - 1) * 1e9 / (last - first) : 0;
    }

    void clear() {
        count = 0;
        next = 0;
    }
}
