package io.cartelem.core.lap;

/// One position of a receiver, with what it said at that instant.
///
/// @param timeNs nanoseconds in any time base that does not jump
/// @param latitude degrees north, WGS 84
/// @param longitude degrees east, WGS 84
/// @param speed speed over ground in m/s, NaN if unknown
/// @param heading course over ground in degrees clockwise from true north, NaN if unknown
/// @param hdop horizontal dilution of precision, NaN if unknown
/// @param doubtful whether the receiver itself doubts the position (dead reckoning)
public record Fix(
        long timeNs,
        double latitude,
        double longitude,
        double speed,
        double heading,
        double hdop,
        boolean doubtful) {

    /// A position of which nothing else is known.
    public static Fix bare(long timeNs, double latitude, double longitude) {
        return new Fix(timeNs, latitude, longitude, Double.NaN, Double.NaN, Double.NaN, false);
    }

    /// Whether it says a place at all. Receivers that have none like to say 0, 0.
    boolean usable() {
        return Math.abs(latitude) <= 90
                && Math.abs(longitude) <= 180
                && (latitude != 0 || longitude != 0);
    }
}
