package io.cartelem.core.obd;

import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.time.Instant;

/// A clock that leaps over every pause, and moves by a tenth of a millisecond with every look. Any
/// threads; where they take turns, a measured time is the same on every machine.
public final class LeapClock implements Clock {
    private static final long LOOK_NS = 100_000;

    private long nowNs = 1_000_000_000L;

    @Override
    public synchronized long monoNs() {
        nowNs += LOOK_NS;
        return nowNs;
    }

    @Override
    public synchronized Instant utc() {
        return Instant.EPOCH.plusNanos(nowNs);
    }

    @Override
    public synchronized void pause(Duration duration) {
        nowNs += Math.max(duration.toNanos(), 0);
    }
}
