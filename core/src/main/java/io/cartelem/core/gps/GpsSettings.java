package io.cartelem.core.gps;

import io.cartelem.core.gps.epoch.UtcResolver;

import java.time.LocalDate;

/// What a person or the program wants of the satellite receiver.
///
/// @param rateHz fixes a second to configure where the receiver allows it; 0 leaves it as it is
/// @param baud of a serial line, 0 to find it by trying
/// @param earliestDate receivers' dates before it are moved on by 1024 weeks; a replayed old
///   capture wants a day before its own
/// @param timeListener told of trusted times
public record GpsSettings(
        double rateHz, int baud, LocalDate earliestDate, GpsTimeListener timeListener) {

    public GpsSettings {
        if (rateHz < 0 || rateHz > 100) {
            throw new IllegalArgumentException("GPS rate must be 0 to 100 Hz, not " + rateHz);
        }
        if (baud < 0 || baud > 4_000_000) {
            throw new IllegalArgumentException("GPS baud must be 0 to 4000000, not " + baud);
        }
    }

    /// Finds the baud rate and takes the dates of a live receiver.
    public static GpsSettings live(double rateHz, int baud, GpsTimeListener timeListener) {
        return new GpsSettings(rateHz, baud, UtcResolver.EARLIEST, timeListener);
    }

    /// Takes the receiver as it is.
    public static GpsSettings listening() {
        return live(0, 0, GpsTimeListener.NONE);
    }
}
