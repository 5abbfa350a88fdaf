package io.cartelem.core.live;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;

import org.jspecify.annotations.Nullable;

/// The latest value of a channel at the moment of asking.
///
/// @param timeNs monotonic time of the sample
/// @param value the number, NaN for text
/// @param text the text, null for a number
/// @param periodNs how far apart its samples come, smoothed; 0 until two have come
/// @param count samples since the start
public record LiveValue(
        Channel channel,
        long timeNs,
        double value,
        @Nullable String text,
        Quality quality,
        long periodNs,
        long count) {

    private static final long SECOND = 1_000_000_000L;

    /// Channels without a known period, and very fast ones, count as stale after this.
    private static final long SHORTEST_STALE = SECOND;

    private static final long SHORTEST_GONE = 10 * SECOND;

    /// How much a value is still worth.
    public enum Freshness {
        FRESH,
        /// Older than three of its periods: to be dimmed, with its age.
        STALE,
        /// Older than ten of its periods and ten seconds: to be shown as a dash, never as a number.
        GONE
    }

    /// Nanoseconds since the sample; 0 for a sample of the future.
    public long ageNs(long nowNs) {
        return Math.max(0, nowNs - timeNs);
    }

    public Freshness freshness(long nowNs) {
        long age = ageNs(nowNs);
        if (age > Math.max(SHORTEST_GONE, 10 * periodNs)) {
            return Freshness.GONE;
        }
        return age > Math.max(SHORTEST_STALE, 3 * periodNs) ? Freshness.STALE : Freshness.FRESH;
    }
}
