package io.cartelem.server;

import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that a test moves forward.
final class MovableClock implements Clock {
    private final Clock base;
    private final AtomicLong aheadNs = new AtomicLong();

    MovableClock(Clock base) {
        this.base = base;
    }

    void advance(Duration by) {
        aheadNs.addAndGet(by.toNanos());
    }

    @Override
    public long monoNs() {
        return base.monoNs() + aheadNs.get();
    }

    @Override
    public Instant utc() {
        return base.utc().plusNanos(aheadNs.get());
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        base.pause(duration);
    }
}
