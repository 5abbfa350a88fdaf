package io.cartelem.app.station;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition that another thread brings about.
public final class Await {
    private static final long LOOK_AGAIN_NS = 2_000_000;

    private Await() {}

    /// @throws AssertionError naming `what` if it does not come true within `patience`
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
    }
}
