package io.cartelem.core.live;

import java.util.concurrent.atomic.AtomicLong;

/// How many samples all histories together may keep. Safe on any thread.
///
/// A car has some thirty channels, which never come near it; a CAN bus has a thousand at a hundred
/// values a second, which would fill a gigabyte. When it is used up, histories stop growing and
/// forget their oldest samples sooner.
final class HistoryBudget {
    private final AtomicLong left;

    HistoryBudget(long samples) {
        this.left = new AtomicLong(samples);
    }

    /// Takes room for so many samples.
    ///
    /// @return whether there was as much
    boolean take(int samples) {
        if (left.addAndGet(-samples) >= 0) {
            return true;
        }
        left.addAndGet(samples);
        return false;
    }
}
