package io.cartelem.core.sim;

import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.time.Instant;

/// A clock that runs faster or slower than another one, so that a minute of simulated driving need
/// not take a minute. Safe on any thread.
public final class ScaledClock implements Clock {
    private final Clock base;
    private final double speed;
    private final long originNs;
    private final Instant startUtc;

    /// A clock that starts at `startUtc` now and runs `speed` times as fast as the machine.
    public ScaledClock(double speed, Instant startUtc) {
        this(Clock.system(), speed, startUtc);
    }

    /// @param base what it is measured against
    /// @param speed more than 0
    /// @param startUtc what [#utc] says at first
    public ScaledClock(Clock base, double speed, Instant startUtc) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("a clock's speed is more than 0, not " + speed);
        }
        this.base = base;
        this.speed = speed;
        this.originNs = base.monoNs();
        this.startUtc = startUtc;
    }

    /// How many times as fast as its base it runs.
    public double speed() {
        return speed;
    }

    /// Nanoseconds since this clock was made, by its own measure.
    @Override
    public long monoNs() {
        return (long) ((base.monoNs() - originNs) * speed);
    }

    @Override
    public Instant utc() {
        return startUtc.plusNanos(monoNs());
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        base.pause(Duration.ofNanos((long) Math.ceil(duration.toNanos() / speed)));
    }
}
