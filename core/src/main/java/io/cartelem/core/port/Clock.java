package io.cartelem.core.port;

import java.time.Duration;
import java.time.Instant;

/// Time as everything in Cartelem sees it, injected so that tests and the simulated car can run
/// faster than the wall clock. Safe on any thread.
public interface Clock {

    /// Monotonic nanoseconds with an arbitrary origin. Never goes back, does not jump with the wall
    /// clock.
    long monoNs();

    /// The computer's idea of UTC; it may jump.
    Instant utc();

    /// Waits until [#monoNs] has advanced by `duration`, or returns at once if that is not
    /// positive. For pacing; time-outs of links are counted in real time and do not go through the
    /// clock.
    ///
    /// @throws InterruptedException if the thread is interrupted before or while it waits
    void pause(Duration duration) throws InterruptedException;

    /// The clock of the machine.
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
