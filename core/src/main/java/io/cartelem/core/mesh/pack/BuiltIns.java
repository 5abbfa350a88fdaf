package io.cartelem.core.mesh.pack;

import io.cartelem.core.model.Channel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The quantities that every version of the format knows by a number. A number is never given to
/// another quantity, and its quantisation never changes; docs/RADIO.md lists them.
final class BuiltIns {
    private static final Map<Integer, RadioChannel> BY_CODE = new HashMap<>();
    private static final Map<RadioChannel, Integer> CODES = new HashMap<>();
    private static final Map<String, RadioChannel> BY_ID = new HashMap<>();

    static {
        define(
                1,
                "gps.latitude",
                "°",
                new Quantisation.Steps(-90_000_000, 1, 180_000_000, 6, false));
        define(
                2,
                "gps.longitude",
                "°",
                new Quantisation.Steps(-180_000_000, 1, 359_999_999, 6, true));
        define(3, "gps.speed_kph", "km/h", steps(0, 1, 12, 1));
        define(4, "gps.heading_deg", "°", new Quantisation.Steps(0, 36, 999, 2, true));
        define(5, "gps.altitude", "m", steps(-5_000, 5, 14, 1));
        define(6, "gps.satellites", "", steps(0, 1, 5, 0));
        define(7, "gps.hdop", "", steps(0, 1, 8, 1));
        define(8, "gps.fix_quality", "", steps(0, 1, 4, 0));
        define(16, "obd.RPM", "rpm", steps(0, 4, 12, 0));
        define(17, "obd.SPEED", "km/h", steps(0, 1, 8, 0));
        define(18, "obd.THROTTLE_POS", "%", percent());
        define(19, "obd.ENGINE_LOAD", "%", percent());
        define(20, "obd.COOLANT_TEMP", "°C", steps(-40, 1, 8, 0));
        define(21, "obd.INTAKE_TEMP", "°C", steps(-40, 1, 8, 0));
        define(22, "obd.FUEL_LEVEL", "%", percent());
        define(23, "obd.MAF", "g/s", steps(0, 2, 12, 1));
        define(24, "obd.TIMING_ADVANCE", "°", steps(-640, 5, 8, 1));
        define(25, "obd.FUEL_PRESSURE", "kPa", steps(0, 3, 8, 0));
        define(26, "obd.battery_voltage", "V", steps(0, 2, 10, 2));
        define(27, "obd.control_module_voltage", "V", steps(0, 2, 10, 2));
        define(28, "obd.intake_manifold_pressure", "kPa", steps(0, 1, 8, 0));
        define(29, "obd.barometric_pressure", "kPa", steps(0, 1, 8, 0));
        define(30, "obd.ambient_air_temperature", "°C", steps(-40, 1, 8, 0));
        define(31, "obd.engine_oil_temperature", "°C", steps(-40, 1, 8, 0));
        define(32, "obd.engine_fuel_rate", "L/h", steps(0, 1, 11, 1));
        define(33, "obd.accelerator_pedal_position_d", "%", percent());
        define(34, "obd.commanded_lambda", "", steps(0, 5, 9, 3));
    }

    private BuiltIns() {}

    static Optional<RadioChannel> of(Channel channel) {
        return Optional.ofNullable(BY_ID.get(channel.id()));
    }

    static Optional<RadioChannel> ofCode(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /// The number of a channel, if it is exactly the built-in one.
    static Optional<Integer> codeOf(RadioChannel channel) {
        return Optional.ofNullable(CODES.get(channel));
    }

    static Map<Integer, RadioChannel> all() {
        return Map.copyOf(BY_CODE);
    }

    private static Quantisation steps(int first, int step, int bits, int decimals) {
        return new Quantisation.Steps(first, step, (1L << bits) - 1, decimals, false);
    }

    private static Quantisation percent() {
        return new Quantisation.Steps(0, 8, 125, 1, false);
    }

    private static void define(int code, String id, String unit, Quantisation quantisation) {
        String name = id.substring(id.indexOf('.') + 1);
        RadioChannel channel = new RadioChannel(name, unit, quantisation);
        BY_CODE.put(code, channel);
        CODES.put(channel, code);
        BY_ID.put(id, channel);
    }
}
