package io.cartelem.persistence.schema;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.time.Instant;

/// Instants as the databases keep them: nanoseconds since 1970.
public final class Stamps {
    private static final long NANOS = 1_000_000_000L;

    private Stamps() {}

    /// @throws StoreException INVALID for an instant outside of the years 1678 to 2261
    public static long ns(Instant instant) {
        try {
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
        } catch (ArithmeticException e) {
            throw new StoreException(
                    Reason.INVALID, "The instant " + instant + " is too far away to be kept.", e);
        }
    }

    public static Instant instant(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NANOS), Math.floorMod(ns, NANOS));
    }
}
