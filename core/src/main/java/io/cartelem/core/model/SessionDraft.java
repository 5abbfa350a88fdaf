package io.cartelem.core.model;

import org.jspecify.annotations.Nullable;

/// What a person says about a session.
///
/// @param name 1 to 255 characters
public record SessionDraft(
        String name,
        @Nullable String carId,
        @Nullable String driver,
        @Nullable String track,
        @Nullable String notes) {

    /// The longest name, in characters.
    public static final int NAME_LIMIT = 255;

    public SessionDraft {
        if (name.isBlank() || name.length() > NAME_LIMIT) {
            throw new IllegalArgumentException(
                    "name must have 1 to " + NAME_LIMIT + " characters, not " + name.length());
        }
    }

    public static SessionDraft named(String name) {
        return new SessionDraft(name, null, null, null, null);
    }
}
