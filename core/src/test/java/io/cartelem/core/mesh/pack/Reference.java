package io.cartelem.core.mesh.pack;

import io.cartelem.core.model.Channel;

import java.time.Instant;
import java.util.List;

/// The sample of twelve values by which formats are compared: time, position, speed, heading,
/// altitude, rpm, throttle, load, coolant, voltage, satellites.
final class Reference {
    static final Instant TIME = Instant.parse("2026-06-21T14:03:27.450Z");

    static final RadioSchema SCHEMA =
            RadioSchema.of(
                    List.of(
                            builtIn("gps", "latitude"),
                            builtIn("gps", "longitude"),
                            builtIn("gps", "speed_kph"),
                            builtIn("gps", "heading_deg"),
                            builtIn("gps", "altitude"),
                            builtIn("obd", "RPM"),
                            builtIn("obd", "THROTTLE_POS"),
                            builtIn("obd", "ENGINE_LOAD"),
                            builtIn("obd", "COOLANT_TEMP"),
                            builtIn("obd", "battery_voltage"),
                            builtIn("gps", "satellites")));

    static final RadioSample SAMPLE =
            new RadioSample(
                    TIME,
                    true,
                    new double[] {
                        50.3356, 6.9475, 187.3, 271.4, 617.5, 6_432, 88.2, 91.4, 92, 13.84, 11
                    });

    private Reference() {}

    static RadioChannel builtIn(String source, String name) {
        return RadioChannel.builtIn(Channel.number(source, name, "", 0)).orElseThrow();
    }

    static PayloadDecoder decoder(RadioSchema schema) {
        SchemaCache cache = SchemaCache.inMemory();
        cache.add(schema);
        return new PayloadDecoder(cache);
    }
}
