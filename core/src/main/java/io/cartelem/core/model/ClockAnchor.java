package io.cartelem.core.model;

import java.time.Instant;

/// The statement that one instant of UTC was one instant of the monotonic time.
///
/// @param timeNs monotonic nanoseconds, in a store counted from the session's start
/// @param utc the same instant in UTC
public record ClockAnchor(long timeNs, Instant utc, Trust trust) {

    /// Who vouches for the UTC of an anchor. Stored by name.
    public enum Trust {
        /// The computer's clock, which may be wrong where there is no internet.
        SYSTEM,
        /// A GPS receiver with a fix, or an imported file's own times.
        GPS,
        /// The computer's clock after the machine slept: the monotonic time before it does not
        /// count on.
        AFTER_SLEEP
    }
}
