package io.cartelem.core.mesh.pack;

import java.time.Duration;
import java.time.Instant;

/// Time as it is on the air: hundredths of a second since midnight UTC.
final class DayTime {
    static final int BITS = 24;

    /// Hundredths in a day.
    static final int DAY = 8_640_000;

    private static final long TICK_NS = 10_000_000;
    private static final long DAY_SECONDS = 86_400;

    private DayTime() {}

    /// The nearest hundredth.
    static int of(Instant utc) {
        long secondOfDay = Math.floorMod(utc.getEpochSecond(), DAY_SECONDS);
        long ticks = secondOfDay * 100 + (utc.getNano() + TICK_NS / 2) / TICK_NS;
        return (int) (ticks % DAY);
    }

    /// The instant with this time of day that is nearest to `near`, at most twelve hours away.
    static Instant resolve(int ticks, Instant near) {
        long day = Math.floorDiv(near.getEpochSecond(), DAY_SECONDS);
        Instant guess =
                Instant.ofEpochSecond(day * DAY_SECONDS + ticks / 100, (ticks % 100) * TICK_NS);
        Duration off = Duration.between(near, guess);
        if (off.compareTo(Duration.ofHours(12)) > 0) {
            return guess.minusSeconds(DAY_SECONDS);
        }
        if (off.compareTo(Duration.ofHours(-12)) < 0) {
            return guess.plusSeconds(DAY_SECONDS);
        }
        return guess;
    }
}
