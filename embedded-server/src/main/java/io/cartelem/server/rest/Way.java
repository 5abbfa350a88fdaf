package io.cartelem.server.rest;

import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LapTrace;

import java.util.Arrays;

/// Where a car was on a lap at given times, in columns.
///
/// @param latitudes degrees, to a centimetre
/// @param longitudes likewise
record Way(double[] latitudes, double[] longitudes) {
    private static final double CENTIMETRE = 1e7;

    /// @param seconds since the start of the lap
    static Way of(LapTrace lap, double[] seconds) {
        double[] times = new double[lap.size()];
        Arrays.setAll(times, lap::seconds);
        double[] latitudes = new double[seconds.length];
        double[] longitudes = new double[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            int found = Arrays.binarySearch(times, seconds[i]);
            int after = Math.clamp(found < 0 ? -found - 1 : found, 1, times.length - 1);
            double span = times[after] - times[after - 1];
            double part = span > 0 ? Math.clamp((seconds[i] - times[after - 1]) / span, 0, 1) : 0;
            GeoPoint from = lap.point(after - 1);
            GeoPoint to = lap.point(after);
            latitudes[i] = between(from.latitude(), to.latitude(), part);
            longitudes[i] = between(from.longitude(), to.longitude(), part);
        }
        return new Way(latitudes, longitudes);
    }

    private static double between(double from, double to, double part) {
        return Math.round((from + (to - from) * part) * CENTIMETRE) / CENTIMETRE;
    }
}
