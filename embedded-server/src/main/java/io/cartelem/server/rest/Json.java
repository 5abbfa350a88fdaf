package io.cartelem.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.cartelem.server.web.EntityTag;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// JSON as the API speaks it: snake_case names, ISO-8601 times in UTC, no NaN.
public final class Json {
    /// Enough for everything but ingest.
    static final int BODY_LIMIT = 64 * 1024;

    /// Kept by the client's own cache only, and used only after asking whether it still holds.
    static final String ASK_AGAIN = "private, no-cache";

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(16)
                                                    .maxNumberLength(64)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    // A failed answer must not end as if it were whole.
                                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                                    .build())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    /// Writes records and maps.
    static void write(Context ctx, Object value) {
        try {
            ctx.contentType("application/json").result(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes what seldom changes: a client that has it already gets a 304. Saves the way, not the
    /// making.
    static void writeTagged(Context ctx, Object value) {
        try {
            byte[] content = MAPPER.writeValueAsBytes(value);
            ctx.header("Cache-Control", ASK_AGAIN);
            if (!EntityTag.answered(ctx, EntityTag.of(content))) {
                ctx.contentType("application/json").result(content);
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same as text.
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A generator for answers too long to be held at once; close it to end the answer.
    static JsonGenerator stream(Context ctx) throws IOException {
        ctx.contentType("application/json");
        return MAPPER.getFactory().createGenerator(ctx.outputStream());
    }

    /// The body, at most [#BODY_LIMIT] bytes; an absent one is an empty object.
    static JsonNode body(Context ctx) throws IOException {
        return body(ctx, BODY_LIMIT);
    }

    /// The body as it came.
    static byte[] bytes(Context ctx, int limit) throws IOException {
        byte[] bytes;
        try (InputStream in = ctx.req().getInputStream()) {
            bytes = in.readNBytes(limit + 1);
        }
        if (bytes.length > limit) {
            throw new Problem(
                    413, "too_large", "The body is longer than " + limit / 1024 + " KiB.");
        }
        return bytes;
    }

    static JsonNode body(Context ctx, int limit) throws IOException {
        return parse(bytes(ctx, limit));
    }

    /// A body that was read already; an empty one is an empty object.
    static JsonNode parse(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return MAPPER.createObjectNode();
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw Problem.malformed(
                    where == null
                            ? "The body is no JSON that is accepted here."
                            : "The body is no JSON: line %d, column %d."
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        }
    }

    /// A JSON text that comes from outside, for example a WebSocket message.
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /// A number, or null for what JSON cannot say.
    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static void writeNumber(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    /// ISO-8601 with microseconds.
    public static String iso(Instant instant) {
        return ISO.format(instant.truncatedTo(ChronoUnit.MICROS));
    }

    static @Nullable String isoOrNull(@Nullable Instant instant) {
        return instant == null ? null : iso(instant);
    }
}
