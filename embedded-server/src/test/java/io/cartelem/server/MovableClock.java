package io.cartelem.server;

import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that a test moves forward, and whose time of day it sets. On a clock that stands still
/// it says exactly what the test wants, however slow the machine is.
final class MovableClock implements Clock {
    private final Clock base;
    private final AtomicLong aheadNs = new AtomicLong();
    private final AtomicLong setNs = new AtomicLong();

    MovableClock(Clock base) {
        this.base = base;
    }

    void advance(Duration by) {
        aheadNs.addAndGet(by.toNanos());
    }

    /// Sets the time of day as a person or a time server does; the monotonic time goes on.
    void set(Duration ahead) {
        setNs.set(ahead.toNanos());
    }

    @Override
    public long monoNs() {
        return base.monoNs() + aheadNs.get();
    }

    @Override
    public Instant utc() {
        return base.utc().plusNanos(aheadNs.get() + setNs.get());
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        base.pause(duration);
    }
}
