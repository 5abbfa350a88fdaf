package io.cartelem.core.mesh;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

/// A car whose values are functions of time, so that a receiver can be asked whether it shows the
/// truth: ten positions and five readings of the engine a second.
final class Drive {
    static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);
    static final Channel ALTITUDE = Channel.number("gps", "altitude", "m", 1);
    static final Channel SATELLITES = Channel.number("gps", "satellites", "", 0);
    static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    static final Channel THROTTLE = Channel.number("obd", "THROTTLE_POS", "%", 0);
    static final Channel LOAD = Channel.number("obd", "ENGINE_LOAD", "%", 0);
    static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    static final Channel VOLTAGE = Channel.number("obd", "battery_voltage", "V", 2);

    private Drive() {}

    static double latitude(long timeNs) {
        return 50.33 + 0.01 * Math.sin(timeNs / 40e9);
    }

    static double longitude(long timeNs) {
        return 6.94 + 0.015 * Math.cos(timeNs / 40e9);
    }

    static double speed(long timeNs) {
        return 120 + 80 * Math.sin(timeNs / 17e9);
    }

    static double rpm(long timeNs) {
        return 4500 + 2000 * Math.sin(timeNs / 3e9);
    }

    static SampleBatch at(long nowNs) {
        SampleBatch.Builder batch = SampleBatch.builder(12);
        batch.add(LATITUDE, nowNs, latitude(nowNs))
                .add(LONGITUDE, nowNs, longitude(nowNs))
                .add(SPEED, nowNs, speed(nowNs))
                .add(HEADING, nowNs, nowNs / 1e8 % 360)
                .add(ALTITUDE, nowNs, 600 + 40 * Math.sin(nowNs / 60e9))
                .add(SATELLITES, nowNs, 11);
        if (nowNs / 100_000_000 % 2 == 0) {
            batch.add(RPM, nowNs, rpm(nowNs))
                    .add(THROTTLE, nowNs, 50 + 50 * Math.sin(nowNs / 2e9))
                    .add(LOAD, nowNs, 40)
                    .add(COOLANT, nowNs, 91)
                    .add(VOLTAGE, nowNs, 14.1);
        }
        return batch.build();
    }
}
