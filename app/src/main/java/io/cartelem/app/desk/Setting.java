package io.cartelem.app.desk;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One setting.
///
/// @param key as in the environment, for example `GPS_PORT`
/// @param value the value in force; masked for a secret
/// @param fallback the default, for display
/// @param origin where the value comes from, for example `command line`, `default`
/// @param locked whether a stronger place (command line, environment) overrides the settings file
/// @param restart whether a change takes effect at the next start only
/// @param choices the allowed values if they are few, else empty
/// @param secret whether the value is hidden while it is not edited
/// @param problem what is wrong with the value, in a sentence, null if nothing
public record Setting(
        String key,
        String value,
        String fallback,
        String origin,
        boolean locked,
        boolean restart,
        List<String> choices,
        boolean secret,
        @Nullable String problem) {

    public Setting {
        choices = List.copyOf(choices);
    }
}
