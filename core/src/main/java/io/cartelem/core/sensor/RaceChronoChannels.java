package io.cartelem.core.sensor;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.sensor.format.RaceChronoFormat;

import java.util.List;

/// The channels of a logger that speaks RaceChrono's interface and whose description names none: all
/// that it can send, under the names of the fields.
final class RaceChronoChannels {
    /// Digital and analog fields reach from minus this to this.
    private static final double MOST = 2_000_000;

    private RaceChronoChannels() {}

    static List<SensorChannel> all(String sensor) {
        return RaceChronoFormat.fields().stream()
                .filter(field -> !field.equals("time") && !field.equals("count"))
                .map(field -> channel(sensor, field))
                .toList();
    }

    private static SensorChannel channel(String sensor, String field) {
        boolean motion = field.startsWith("acc_") || field.startsWith("gyro_");
        String unit =
                switch (field.substring(0, 3)) {
                    case "acc" -> "g";
                    case "gyr" -> "°/s";
                    case "rpm" -> "rpm";
                    default -> "";
                };
        int decimals = field.equals("rpm") ? 0 : motion ? 3 : 2;
        return new SensorChannel(
                Channel.number(sensor, field, unit, decimals),
                field,
                SensorChannel.Type.NUMBER,
                1,
                0,
                0,
                motion ? Double.NEGATIVE_INFINITY : -MOST,
                motion ? Double.POSITIVE_INFINITY : MOST,
                Quality.SUSPECT);
    }
}
