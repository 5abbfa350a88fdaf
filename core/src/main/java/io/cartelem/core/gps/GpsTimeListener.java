package io.cartelem.core.gps;

import java.time.Instant;

/// Told of the time that satellites vouch for. Called on the collector's thread, once per epoch; it
/// must not block.
@FunctionalInterface
public interface GpsTimeListener {
    /// For those who need no time.
    GpsTimeListener NONE = (monoNs, utc) -> {};

    /// The receiver said at `monoNs` that it was `utc`. Comes only with a valid fix and date, and
    /// only when the epoch before agreed, so that a leap of the receiver's time at its first fix
    /// (leap seconds not yet received, a default date) is not taken for the truth. The two times
    /// belong to one event as far as the receiver's delay allows: it speaks tens of milliseconds
    /// after the moment it measured.
    void trusted(long monoNs, Instant utc);
}
