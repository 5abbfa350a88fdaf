package io.cartelem.core.gps.epoch;

import io.cartelem.core.gps.nmea.NmeaReport;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What a receiver says about one moment. A number that it does not say is NaN, a count or code -1.
///
/// @param monoNs monotonic time at which the last byte of its first sentence was read: the sentence
///   that leads the burst is the one least delayed by the line, so its time follows the moment of
///   measurement most steadily
/// @param timeOfDayNs UTC nanoseconds since midnight, [NmeaReport#NO_TIME] if not known
/// @param utc with its date, null without a fix or while no date is known
/// @param fix whether there is a position; without it latitude, longitude, altitude, speed and
///   heading are NaN
/// @param latitude degrees, north positive
/// @param longitude degrees, east positive
/// @param altitude metres above mean sea level
/// @param speedKph over ground
/// @param heading degrees from true north
/// @param satellites used for the fix
/// @param quality GGA's code, see [NmeaReport.Fix]; 0 is a receiver that says it has no fix
/// @param continuation whether it only adds to the epoch before, which was closed too early; it
///   holds nothing that that one had
public record GpsEpoch(
        long monoNs,
        long timeOfDayNs,
        @Nullable Instant utc,
        boolean fix,
        double latitude,
        double longitude,
        double altitude,
        double speedKph,
        double heading,
        int satellites,
        double hdop,
        int quality,
        boolean continuation) {

    /// Whether the position is computed or made up rather than measured: dead reckoning, manual
    /// input, a receiver's simulator.
    public boolean doubtful() {
        return quality >= 6;
    }

    /// What this epoch says beyond `before`, which was closed too early.
    public GpsEpoch beyond(GpsEpoch before) {
        return new GpsEpoch(
                before.monoNs,
                timeOfDayNs,
                utc,
                fix,
                beyond(latitude, before.latitude),
                beyond(longitude, before.longitude),
                beyond(altitude, before.altitude),
                beyond(speedKph, before.speedKph),
                beyond(heading, before.heading),
                before.satellites >= 0 ? -1 : satellites,
                beyond(hdop, before.hdop),
                before.quality >= 0 ? -1 : quality,
                true);
    }

    private static double beyond(double mine, double before) {
        return Double.isNaN(before) ? mine : Double.NaN;
    }
}
