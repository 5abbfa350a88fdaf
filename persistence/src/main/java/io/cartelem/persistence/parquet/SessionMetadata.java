package io.cartelem.persistence.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.model.ValueKind;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The session as it stands in the key-value metadata of a Parquet file: four JSON texts, so that
/// any reader of Parquet can show them.
///
/// - `cartelem.session`: `id`, `name`, `car_id`, `driver`, `track`, `notes`, `origin`,
///   `created_utc`, `started_utc`, `stopped_utc`
/// - `cartelem.anchors`: array of `time_ns`, `utc`, `trust` (see [ClockAnchor])
/// - `cartelem.channels`: array of `source`, `channel`, `unit`, `kind`, `decimals`
/// - `cartelem.markers`: array of `time_ns`, `text`
///
/// @param stopped end of the recording, null if it had none
public record SessionMetadata(
        SessionDraft details,
        @Nullable Instant stopped,
        List<ClockAnchor> anchors,
        List<Channel> channels,
        List<Marker> markers) {
    private static final String SESSION = "cartelem.session";
    private static final String ANCHORS = "cartelem.anchors";
    private static final String CHANNELS = "cartelem.channels";
    private static final String MARKERS = "cartelem.markers";
    private static final ObjectMapper JSON = new ObjectMapper();

    public SessionMetadata {
        anchors = List.copyOf(anchors);
        channels = List.copyOf(channels);
        markers = List.copyOf(markers);
    }

    /// The key-value pairs for a file of `session`.
    public static Map<String, String> of(
            SessionInfo session, Timebase timebase, List<Channel> channels, List<Marker> markers) {
        Map<String, String> pairs = new LinkedHashMap<>();
        pairs.put(SESSION, session(session).toString());
        ArrayNode anchors = JSON.createArrayNode();
        for (ClockAnchor anchor : timebase.anchors()) {
            anchors.addObject()
                    .put("time_ns", anchor.timeNs())
                    .put("utc", anchor.utc().toString())
                    .put("trust", anchor.trust().name());
        }
        pairs.put(ANCHORS, anchors.toString());
        ArrayNode all = JSON.createArrayNode();
        for (Channel channel : channels) {
            all.addObject()
                    .put("source", channel.source())
                    .put("channel", channel.name())
                    .put("unit", channel.unit())
                    .put("kind", channel.kind().name())
                    .put("decimals", channel.decimals());
        }
        pairs.put(CHANNELS, all.toString());
        ArrayNode marks = JSON.createArrayNode();
        for (Marker marker : markers) {
            marks.addObject().put("time_ns", marker.timeNs()).put("text", marker.text());
        }
        pairs.put(MARKERS, marks.toString());
        return pairs;
    }

    private static ObjectNode session(SessionInfo session) {
        SessionDraft details = session.details();
        ObjectNode node =
                JSON.createObjectNode()
                        .put("id", session.id())
                        .put("name", details.name())
                        .put("car_id", details.carId())
                        .put("driver", details.driver())
                        .put("track", details.track())
                        .put("notes", details.notes())
                        .put("origin", session.origin().name())
                        .put("created_utc", session.created().toString());
        Instant started = session.started();
        Instant stopped = session.stopped();
        node.put("started_utc", started == null ? null : started.toString());
        node.put("stopped_utc", stopped == null ? null : stopped.toString());
        return node;
    }

    /// Reads the pairs of a file. What is missing stays empty.
    ///
    /// @param fallback name of the session if the file tells none
    /// @throws IllegalArgumentException if a pair is not what Cartelem writes; the message says
    ///   which
    public static SessionMetadata read(Map<String, String> pairs, String fallback) {
        JsonNode session = parse(pairs, SESSION);
        SessionDraft details =
                new SessionDraft(
                        session.path("name").asText(fallback),
                        text(session, "car_id"),
                        text(session, "driver"),
                        text(session, "track"),
                        text(session, "notes"));
        String stopped = text(session, "stopped_utc");
        List<ClockAnchor> anchors = new ArrayList<>();
        for (JsonNode node : parse(pairs, ANCHORS)) {
            anchors.add(
                    new ClockAnchor(
                            node.path("time_ns").asLong(),
                            instant(node.path("utc").asText()),
                            ClockAnchor.Trust.valueOf(node.path("trust").asText())));
        }
        List<Channel> channels = new ArrayList<>();
        for (JsonNode node : parse(pairs, CHANNELS)) {
            channels.add(
                    new Channel(
                            node.path("source").asText(),
                            node.path("channel").asText(),
                            node.path("unit").asText(),
                            ValueKind.valueOf(node.path("kind").asText()),
                            node.path("decimals").asInt()));
        }
        List<Marker> markers = new ArrayList<>();
        for (JsonNode node : parse(pairs, MARKERS)) {
            markers.add(
                    new Marker(
                            markers.size() + 1L,
                            node.path("time_ns").asLong(),
                            node.path("text").asText()));
        }
        return new SessionMetadata(
                details, stopped == null ? null : instant(stopped), anchors, channels, markers);
    }

    private static JsonNode parse(Map<String, String> pairs, String key) {
        String json = pairs.get(key);
        if (json == null) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the file's entry " + key + " is not JSON", e);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time in UTC", e);
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
