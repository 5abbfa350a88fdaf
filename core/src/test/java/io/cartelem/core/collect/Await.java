package io.cartelem.core.collect;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what other threads do.
public final class Await {
    private Await() {}

    /// Returns when the condition holds; fails after a minute.
    public static void until(BooleanSupplier condition) {
        until(Duration.ofMinutes(1), condition);
    }

    /// Returns when the condition holds; fails after `patience`.
    public static void until(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("what was waited for did not come");
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
