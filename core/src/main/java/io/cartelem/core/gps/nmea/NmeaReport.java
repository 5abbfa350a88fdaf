package io.cartelem.core.gps.nmea;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/// What one sentence says. A number that it does not say is NaN, a count or code -1; a time of day
/// that it does not say is [#NO_TIME].
public sealed interface NmeaReport {

    /// A time of day that is not known.
    long NO_TIME = -1;

    /// Which sentence a fix came from.
    enum Origin {
        GGA,
        GNS,
        RMC,
        GLL
    }

    /// A sentence with time and position: GGA, GNS, RMC or GLL.
    ///
    /// @param talker two letters: `GP`, `GL`, …, `GN` for the combined fix
    /// @param timeOfDayNs UTC nanoseconds since midnight, up to a leap second
    /// @param date UTC, as the receiver says it; its century by [NmeaFields#date]
    /// @param valid whether the receiver stands by the position; without it position, altitude,
    ///   speed and heading are NaN whatever the sentence says
    /// @param latitude degrees, north positive
    /// @param longitude degrees, east positive
    /// @param altitude metres above mean sea level
    /// @param speedKph over ground
    /// @param heading degrees from true north, course over ground
    /// @param satellites used for the fix
    /// @param quality GGA's code: 0 none, 1 autonomous, 2 differential, 3 PPS, 4 RTK fixed, 5 RTK
    ///   float, 6 dead reckoning, 7 manual, 8 simulated
    record Fix(
            Origin origin,
            String talker,
            long timeOfDayNs,
            @Nullable LocalDate date,
            boolean valid,
            double latitude,
            double longitude,
            double altitude,
            double speedKph,
            double heading,
            int satellites,
            double hdop,
            int quality)
            implements NmeaReport {}

    /// VTG: course and speed over ground, NaN where the mode says that they are not valid.
    record Course(String talker, double heading, double speedKph) implements NmeaReport {}

    /// GSA: dilution of precision and the dimension of the fix.
    ///
    /// @param system NMEA 4.1 system id, -1 if not given
    /// @param dimension 1 no fix, 2, 3; -1 if not given
    /// @param used satellites of this constellation in the fix
    record Precision(String talker, int system, int dimension, int used, double hdop)
            implements NmeaReport {}

    /// GSV: satellites of one constellation in view.
    ///
    /// @param signal NMEA 4.1 signal id, -1 if not given
    record InView(String talker, int signal, int satellites) implements NmeaReport {}

    /// ZDA: time and date with four digits of year.
    record Clock(long timeOfDayNs, @Nullable LocalDate date) implements NmeaReport {}

    /// A valid sentence that carries no measurement for us: text, proprietary answers.
    ///
    /// @param address what stands before the first comma
    /// @param fields the rest, split at commas
    record Other(String address, List<String> fields) implements NmeaReport {}

    /// A sentence whose checksum is right and whose content is not.
    record Rejected(String reason) implements NmeaReport {}
}
