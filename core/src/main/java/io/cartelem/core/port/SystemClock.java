package io.cartelem.core.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// The machine's own clock.
enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public long monoNs() {
        return System.nanoTime();
    }

    @Override
    public Instant utc() {
        return Instant.now();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
