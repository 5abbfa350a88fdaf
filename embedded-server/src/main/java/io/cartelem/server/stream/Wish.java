package io.cartelem.server.stream;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a client wants to hear.
///
/// @param sessionId the only session whose recording is wanted, null for everything
record Wish(Format format, @Nullable Long sessionId, Set<Part> parts) {

    /// A kind of message that can be left out.
    enum Part {
        SAMPLES,
        STATUS,
        LAP,
        ALERT
    }

    Wish {
        parts = Set.copyOf(parts);
    }

    /// All kinds of messages of a recorded session.
    static Wish replay(Format format) {
        return new Wish(format, null, EnumSet.of(Part.SAMPLES, Part.STATUS));
    }

    /// Reads a list such as `lap,alert`.
    ///
    /// @param names null or empty for everything
    /// @return empty for a name that is not known
    static Optional<Set<Part>> parts(@Nullable String names) {
        if (names == null || names.isEmpty()) {
            return Optional.of(EnumSet.allOf(Part.class));
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : names.split(",", -1)) {
            Optional<Part> part = part(name);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(parts);
    }

    private static Optional<Part> part(String name) {
        for (Part part : Part.values()) {
            if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    /// Whether what belongs to a recording is wanted.
    ///
    /// @param ofSession null for what belongs to none
    boolean follows(@Nullable Long ofSession) {
        return sessionId == null || sessionId.equals(ofSession);
    }
}
