package io.cartelem.core.sim.nmea;

import java.util.ArrayList;
import java.util.List;

/// The satellites above the track: they wander slowly, and those low above the horizon are heard
/// but not used.
final class Sky {
    private static final int GLONASS_OFFSET = 64;
    private static final int MASK_DEG = 10;

    /// number, elevation and azimuth at the start.
    private static final int[][] GPS = {
        {1, 61, 31},
        {3, 33, 118},
        {8, 47, 214},
        {14, 22, 305},
        {17, 71, 160},
        {19, 15, 45},
        {21, 38, 268},
        {22, 26, 84},
        {28, 7, 190},
        {32, 5, 341}
    };

    private static final int[][] GLONASS = {
        {1, 52, 20}, {2, 28, 76}, {8, 19, 330}, {17, 44, 251}, {18, 63, 143}, {24, 6, 12}
    };

    private Sky() {}

    /// One satellite.
    ///
    /// @param number as in NMEA: GLONASS from 65
    /// @param elevation degrees above the horizon
    /// @param azimuth degrees clockwise from north
    /// @param strength carrier to noise, dB-Hz
    record Satellite(int number, int elevation, int azimuth, int strength) {
        boolean used() {
            return elevation >= MASK_DEG;
        }
    }

    static List<Satellite> gps(long epochSecond) {
        return at(GPS, 0, epochSecond);
    }

    static List<Satellite> glonass(long epochSecond) {
        return at(GLONASS, GLONASS_OFFSET, epochSecond);
    }

    /// How many satellites a fix rests on.
    static int used(long epochSecond, boolean withGlonass) {
        long count = gps(epochSecond).stream().filter(Satellite::used).count();
        if (withGlonass) {
            count += glonass(epochSecond).stream().filter(Satellite::used).count();
        }
        return (int) count;
    }

    private static List<Satellite> at(int[][] table, int offset, long epochSecond) {
        List<Satellite> sky = new ArrayList<>();
        for (int[] row : table) {
            int wander = (int) Math.floorMod(epochSecond / 120 + row[2], 60L);
            int elevation = row[1] + (wander < 30 ? wander : 60 - wander) / 8;
            int azimuth = (int) Math.floorMod(row[2] + epochSecond / 240, 360L);
            int flicker = (int) Math.floorMod(epochSecond * 7 + row[0] * 13L, 4L);
            int strength = Math.min(49, 26 + elevation / 3 + flicker);
            sky.add(new Satellite(row[0] + offset, elevation, azimuth, strength));
        }
        return sky;
    }
}
