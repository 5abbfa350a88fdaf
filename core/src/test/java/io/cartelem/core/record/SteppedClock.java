package io.cartelem.core.record;

import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.time.Instant;

/// A clock that stands still until a test advances it.
final class SteppedClock implements Clock {
    private final Instant start;
    private long nowNs = 1_000;

    SteppedClock(Instant start) {
        this.start = start;
    }

    synchronized void advance(Duration step) {
        nowNs += step.toNanos();
        notifyAll();
    }

    @Override
    public synchronized long monoNs() {
        return nowNs;
    }

    @Override
    public synchronized Instant utc() {
        return start.plusNanos(nowNs);
    }

    @Override
    public synchronized void pause(Duration duration) throws InterruptedException {
        long until = nowNs + duration.toNanos();
        while (nowNs < until) {
            wait();
        }
    }
}
