package io.cartelem.core.sensor;

/// Why a sensor cannot be used as it is described.
///
/// @param file the name of the file
/// @param line from 1
/// @param sensor its name, empty where none was reached
/// @param key the key in question, empty if it is not one key's fault
/// @param what what is wrong, with the value, and what is allowed
public record SensorProblem(String file, int line, String sensor, String key, String what) {

    /// All of it for a person: `sensors.toml, line 3, brakes.baud: "fast" is no rate; write …`.
    public String sentence() {
        StringBuilder text = new StringBuilder(file).append(", line ").append(line);
        if (!sensor.isEmpty()) {
            text.append(", ").append(sensor);
            if (!key.isEmpty()) {
                text.append('.').append(key);
            }
        }
        return text.append(": ").append(what).toString();
    }
}
