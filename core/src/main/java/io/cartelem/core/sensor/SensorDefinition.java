package io.cartelem.core.sensor;

import java.util.List;

/// A sensor as its description says; two equal descriptions behave the same.
///
/// @param name the source of its channels
/// @param enabled whether it shall be read
/// @param channels 1 to 64
/// @param columns how many columns a line must have, 0 for any number
/// @param linesPerSecond more are left out and counted
public record SensorDefinition(
        String name,
        boolean enabled,
        SensorLink link,
        SensorFormat format,
        List<SensorChannel> channels,
        int columns,
        SensorTime time,
        int linesPerSecond) {

    public SensorDefinition {
        channels = List.copyOf(channels);
    }
}
