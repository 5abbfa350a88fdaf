package io.cartelem.server.rest;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.SessionDraft;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;

/// Reads the fields of a JSON body; what cannot be used is answered with 422 and the field's name.
final class Fields {
    static final int SHORT_TEXT = 255;
    static final int LONG_TEXT = 10_000;
    private static final List<String> SESSION =
            List.of("name", "car_id", "driver", "track", "notes");

    private Fields() {}

    /// The details of a session.
    ///
    /// @param before where a field that is absent comes from; null if `name` must be there
    static SessionDraft session(JsonNode body, @Nullable SessionDraft before) {
        only(body, SESSION);
        String name = text(body, "name", SHORT_TEXT, before == null ? null : before.name());
        if (name == null || name.isBlank()) {
            throw Problem.invalid("name must have 1 to 255 characters");
        }
        return new SessionDraft(
                name.strip(),
                text(body, "car_id", SHORT_TEXT, before == null ? null : before.carId()),
                text(body, "driver", SHORT_TEXT, before == null ? null : before.driver()),
                text(body, "track", SHORT_TEXT, before == null ? null : before.track()),
                text(body, "notes", LONG_TEXT, before == null ? null : before.notes()));
    }

    /// A text field; an explicit null or an empty text empties it.
    static @Nullable String text(
            JsonNode body, String field, int longest, @Nullable String absent) {
        JsonNode value = body.get(field);
        if (value == null) {
            return absent;
        }
        if (value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Problem.invalid(field + " must be a text");
        }
        String text = value.textValue();
        if (text.length() > longest) {
            throw Problem.invalid(
                    field + " must have at most " + longest + " characters, not " + text.length());
        }
        return text.isEmpty() ? null : text;
    }

    /// A text field that must be there.
    static String required(JsonNode body, String field, int longest) {
        String text = text(body, field, longest, null);
        if (text == null || text.isBlank()) {
            throw Problem.invalid(field + " must have 1 to " + longest + " characters");
        }
        return text;
    }

    /// Refuses what is no object and fields that nobody reads, because they are typing errors.
    static void only(JsonNode body, List<String> known) {
        if (!body.isObject()) {
            throw Problem.invalid("body must be a JSON object");
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw Problem.invalid(
                        Params.cut(name)
                                + " is no field here; known are "
                                + String.join(", ", known));
            }
        }
    }
}
