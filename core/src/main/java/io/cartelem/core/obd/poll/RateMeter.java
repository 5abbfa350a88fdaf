package io.cartelem.core.obd.poll;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts values and tells the rates really reached, over windows of some seconds.
public final class RateMeter {
    private static final double NANOS = 1e9;

    private final long windowNs;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private long sinceNs;
    private int total;

    public RateMeter(long windowNs, long nowNs) {
        this.windowNs = windowNs;
        this.sinceNs = nowNs;
    }

    /// Counts one value of a channel.
    public void count(String channel) {
        counts.merge(channel, 1, Integer::sum);
        total++;
    }

    /// Whether a window is full, so that [#take] has something to say.
    public boolean full(long nowNs) {
        return nowNs - sinceNs >= windowNs;
    }

    /// The rates of the window, which ends here.
    public Rates take(long nowNs) {
        double seconds = Math.max(nowNs - sinceNs, 1) / NANOS;
        Map<String, Double> perChannel = new LinkedHashMap<>();
        counts.forEach((channel, count) -> perChannel.put(channel, count / seconds));
        Rates rates = new Rates(total / seconds, perChannel);
        counts.replaceAll((channel, count) -> 0);
        total = 0;
        sinceNs = nowNs;
        return rates;
    }

    /// Rates reached.
    ///
    /// @param total values a second over all channels
    /// @param perChannel values a second by channel name
    public record Rates(double total, Map<String, Double> perChannel) {
        public static final Rates NONE = new Rates(0, Map.of());

        public Rates {
            perChannel = Map.copyOf(perChannel);
        }
    }
}
