package io.cartelem.core.model;

import java.util.Objects;

/// One measured quantity of one source, for example `obd.RPM`.
///
/// @param source where it comes from: `gps`, `obd`, `meshtastic` or a sensor's own name; no dot in
///   it
/// @param name the quantity's name within the source
/// @param unit the unit's symbol as shown to a person (`km/h`, `°C`, `rpm`), empty for none
/// @param kind whether its values are numbers or text
/// @param decimals digits after the decimal point that carry meaning, 0 to 9; for display only
public record Channel(String source, String name, String unit, ValueKind kind, int decimals) {

    public Channel {
        if (source.isEmpty() || source.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "a channel's source is a word without a dot, not '" + source + "'");
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a channel of " + source + " has no name");
        }
        if (decimals < 0 || decimals > 9) {
            throw new IllegalArgumentException(
                    "decimals of " + source + "." + name + " must be 0 to 9, not " + decimals);
        }
        Objects.requireNonNull(unit);
        Objects.requireNonNull(kind);
    }

    /// A numeric channel.
    public static Channel number(String source, String name, String unit, int decimals) {
        return new Channel(source, name, unit, ValueKind.NUMBER, decimals);
    }

    /// A text channel.
    public static Channel text(String source, String name) {
        return new Channel(source, name, "", ValueKind.TEXT, 0);
    }

    /// The name under which the whole application knows it: `source.name`.
    public String id() {
        return source + "." + name;
    }
}
