package io.cartelem.core.collect;

import java.time.Duration;

/// How a collector is supervised.
///
/// @param firstDelay the pause after the first loss
/// @param longestDelay what the pauses grow to, each twice the one before
/// @param simulated whether the simulated car is at the other end
public record SupervisorSettings(Duration firstDelay, Duration longestDelay, boolean simulated) {

    /// From one second to thirty, a real device.
    public static final SupervisorSettings DEFAULT =
            new SupervisorSettings(Duration.ofSeconds(1), Duration.ofSeconds(30), false);

    /// The same for the simulated car.
    public SupervisorSettings asSimulated() {
        return new SupervisorSettings(firstDelay, longestDelay, true);
    }
}
