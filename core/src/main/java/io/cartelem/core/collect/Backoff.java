package io.cartelem.core.collect;

import java.time.Duration;

/// The pauses between attempts: each twice the one before, up to a longest. Not safe for several
/// threads.
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a pause between attempts must be positive, and the longest not below the"
                            + " first");
        }
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /// The pause before the next attempt.
    Duration next() {
        Duration pause = next;
        Duration twice = pause.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return pause;
    }

    /// Begins again with the first pause.
    void reset() {
        next = first;
    }
}
