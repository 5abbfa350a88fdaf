package io.cartelem.app.desk;

import java.util.List;

/// The settings as the window shows and changes them. Called on background threads.
public interface SettingsAccess {

    /// Every setting, in the order in which it is shown.
    List<Setting> all();

    /// Checks one setting, writes it to the user's settings file, and lets it take effect where the
    /// station can do that.
    ///
    /// @param value the new value, empty for the default
    Outcome set(String key, String value);

    /// What became of a wish.
    sealed interface Outcome {}

    /// It is in the settings file.
    record Kept(Effect effect) implements Outcome {}

    /// It was not kept.
    ///
    /// @param sentence key, value, and what is allowed
    record Refused(String sentence) implements Outcome {}

    /// When a change takes effect.
    enum Effect {
        NOW,
        /// As soon as the session that is being recorded has ended.
        AFTER_RECORDING,
        AT_NEXT_START
    }

    /// The present value of a key, its default when nothing else is said, empty for an unknown key.
    default String value(String key) {
        return all().stream()
                .filter(s -> s.key().equals(key))
                .map(Setting::value)
                .findFirst()
                .orElse("");
    }
}
