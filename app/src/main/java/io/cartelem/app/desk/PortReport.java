package io.cartelem.app.desk;

import org.jspecify.annotations.Nullable;

/// A port of this computer and what was found on it by trying.
///
/// @param port its system name, for example `/dev/ttyUSB0`
/// @param description what the system calls it
/// @param source the source that the device on it can feed, null if nothing known answered
/// @param sentence what was found, or why it could not be tried and what to do about it
/// @param trouble whether it could not be tried
public record PortReport(
        String port,
        String description,
        @Nullable String source,
        String sentence,
        boolean trouble) {

    /// The setting that assigns a port to a source, for example `GPS_PORT`.
    public static String setting(String source) {
        return source.toUpperCase(java.util.Locale.ROOT) + "_PORT";
    }
}
