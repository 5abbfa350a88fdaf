package io.cartelem.app.desk;

import java.util.List;
import java.util.Optional;

/// The settings as the window shows and changes them. Called on background threads.
public interface SettingsAccess {

    /// Every setting, in the order in which it is shown.
    List<Setting> all();

    /// Checks and writes one setting to the user's settings file.
    ///
    /// @param value the new value, empty for the default
    /// @return why it was refused, in a sentence that says what is allowed; empty when it was kept
    Optional<String> set(String key, String value);

    /// The present value of a key, its default when nothing else is said, empty for an unknown key.
    default String value(String key) {
        return all().stream()
                .filter(s -> s.key().equals(key))
                .map(Setting::value)
                .findFirst()
                .orElse("");
    }
}
