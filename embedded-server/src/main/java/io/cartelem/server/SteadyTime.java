package io.cartelem.server;

import io.cartelem.core.port.Clock;

import java.time.Instant;

/// The time scale of live samples on their way to browsers: the computer's clock as it stood when
/// the server started, counted on by the monotonic time. The same sample has the same time in the
/// stream and in the past that is loaded beside it, to the microsecond, and a clock that is set
/// while the server runs moves no chart. Safe on any thread.
public final class SteadyTime {
    /// Smaller corrections are the clock's discipline and no news.
    private static final long TOLERANCE_MICROS = 50_000;

    private final Clock clock;
    private final long originNs;
    private final long originMicros;
    private volatile long aheadMicros;

    public SteadyTime(Clock clock) {
        this.clock = clock;
        this.originNs = clock.monoNs();
        this.originMicros = epochMicros(clock.utc());
    }

    /// Microseconds since 1970 on this scale.
    ///
    /// @param timeNs monotonic nanoseconds
    public long micros(long timeNs) {
        return originMicros + Math.floorDiv(timeNs - originNs, 1000L);
    }

    /// The monotonic time of microseconds since 1970 on this scale.
    public long timeNs(long micros) {
        return originNs + (micros - originMicros) * 1000L;
    }

    /// The present moment on this scale, microseconds since 1970.
    public long now() {
        return micros(clock.monoNs());
    }

    /// How far the computer's clock is ahead of this scale since it was last set, in microseconds;
    /// zero for as long as nobody sets it.
    public long aheadMicros() {
        long ahead = epochMicros(clock.utc()) - now();
        if (Math.abs(ahead - aheadMicros) > TOLERANCE_MICROS) {
            aheadMicros = ahead;
        }
        return aheadMicros;
    }

    private static long epochMicros(Instant utc) {
        return utc.getEpochSecond() * 1_000_000L + utc.getNano() / 1000;
    }
}
