package io.cartelem.app.desk;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import java.util.Random;

/// A plausible drive for tests and pictures: a lap of about 90 seconds, with its noise from a fixed
/// seed.
public final class Drive {
    public static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 6);
    public static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 6);
    public static final Channel GPS_SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    public static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 0);
    public static final Channel ALTITUDE = Channel.number("gps", "altitude", "m", 1);
    public static final Channel SATELLITES = Channel.number("gps", "satellites", "", 0);
    public static final Channel HDOP = Channel.number("gps", "hdop", "", 1);
    public static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    public static final Channel SPEED = Channel.number("obd", "SPEED", "km/h", 0);
    public static final Channel THROTTLE = Channel.number("obd", "THROTTLE_POS", "%", 0);
    public static final Channel LOAD = Channel.number("obd", "ENGINE_LOAD", "%", 0);
    public static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    public static final Channel INTAKE = Channel.number("obd", "INTAKE_TEMP", "°C", 0);
    public static final Channel FUEL = Channel.number("obd", "FUEL_LEVEL", "%", 0);
    public static final Channel MAF = Channel.number("obd", "MAF", "g/s", 1);
    public static final Channel TIMING = Channel.number("obd", "TIMING_ADVANCE", "°", 1);
    public static final Channel VOLTAGE = Channel.number("obd", "battery_voltage", "V", 1);

    private static final double LAP_S = 92;
    private static final double[] GEARS = {13.5, 8.2, 5.8, 4.4, 3.6, 3.0};

    private Drive() {}

    /// The drive from `fromS` to `toS` seconds, with times counted from `originNs`.
    public static SampleBatch between(long originNs, double fromS, double toS) {
        SampleBatch.Builder batch = SampleBatch.builder(4096);
        Random noise = new Random(7);
        for (long tick = Math.round(fromS * 10); tick < Math.round(toS * 10); tick++) {
            double s = tick / 10.0;
            long t = originNs + tick * 100_000_000L;
            double phase = 2 * Math.PI * s / LAP_S;
            double kph =
                    105
                            + 45 * Math.sin(3 * phase)
                            + 25 * Math.sin(7 * phase + 1)
                            + 8 * Math.sin(13 * phase);
            kph = Math.max(kph, 22);
            double slope =
                    135 * Math.cos(3 * phase)
                            + 175 * Math.cos(7 * phase + 1)
                            + 104 * Math.cos(13 * phase);
            double throttle = Math.clamp(50 + slope / 5, 0, 100);
            int gear = (int) Math.clamp((kph - 15) / 28, 0, 5);
            double r = 1 + 0.35 * Math.sin(3 * phase + 0.4) + 0.12 * Math.cos(5 * phase);
            batch.add(LATITUDE, t, 50.3356 + 0.0062 * r * Math.sin(phase));
            batch.add(LONGITUDE, t, 6.9475 + 0.0125 * r * Math.cos(phase));
            batch.add(GPS_SPEED, t, kph + noise.nextGaussian() * 0.3);
            batch.add(HEADING, t, (720 - Math.toDegrees(phase) % 360) % 360);
            batch.add(ALTITUDE, t, 612 + 24 * Math.sin(2 * phase));
            batch.add(SATELLITES, t, 11);
            batch.add(HDOP, t, 0.8);
            if (tick % 2 == 0) {
                batch.add(RPM, t, kph * GEARS[gear] * 4.1 + noise.nextGaussian() * 25);
                batch.add(SPEED, t, Math.rint(kph * 1.02));
                batch.add(THROTTLE, t, Math.rint(throttle));
                batch.add(LOAD, t, Math.clamp(throttle * 0.85 + noise.nextGaussian() * 3, 8, 100));
                batch.add(MAF, t, 6 + throttle * kph / 110);
                batch.add(TIMING, t, 32 - throttle / 6);
            }
            if (tick % 20 == 0) {
                batch.add(COOLANT, t, Math.min(92, 74 + s / 12) + Math.sin(s / 40));
                batch.add(INTAKE, t, 27 + 4 * Math.sin(phase));
                batch.add(FUEL, t, 63 - s / 300);
                batch.add(VOLTAGE, t, 14.1);
            }
        }
        return batch.build();
    }
}
