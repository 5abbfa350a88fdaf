package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.ValueKind;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/// Samples of a custom sensor over HTTP. What is posted to a sensor that the user described goes to
/// its collector as it is, in the sensor's own format; every other body names channel and value of
/// each sample itself. Both join the live stream as any collector's do.
final class IngestRoutes {
    private static final int BODY_LIMIT = 1024 * 1024;
    private static final int MOST_SAMPLES = 10_000;
    private static final int MOST_SENSORS = 32;
    private static final int MOST_CHANNELS = 64;
    private static final Duration OLDEST = Duration.ofHours(1);
    private static final Duration NEWEST = Duration.ofSeconds(5);
    private static final Set<String> TAKEN = Set.of("gps", "obd", "meshtastic");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final ServerContext context;
    private final ConcurrentMap<String, Map<String, Channel>> sensors = new ConcurrentHashMap<>();

    IngestRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.post(API + "/ingest/{sensor}", Access.OPERATOR, this::ingest);
    }

    private void ingest(Context ctx) throws IOException {
        String sensor = ctx.pathParam("sensor");
        if (!WORD.matcher(sensor).matches()) {
            throw Problem.invalid("sensor must have 1 to 64 letters, digits, - or _");
        }
        if (TAKEN.contains(sensor)) {
            throw Problem.invalid("sensor must not be " + sensor + ", which is a device's name");
        }
        byte[] message = Json.bytes(ctx, BODY_LIMIT);
        switch (context.sensors().deliver(sensor, message)) {
            case ACCEPTED -> {
                ctx.status(202);
                Json.write(ctx, Map.of("accepted", 1));
                return;
            }
            case FULL ->
                    throw new Problem(
                            429, "too_fast", "More is posted to this sensor than is read.");
            case TOO_LARGE ->
                    throw new Problem(
                            413, "too_large", "A message to a sensor has at most 128 KiB.");
            case UNKNOWN -> {
                // Not described: the body itself says what it is.
            }
        }
        JsonNode body = Json.parse(message);
        JsonNode samples = body.isObject() && body.has("samples") ? body.get("samples") : body;
        if (samples.isObject()) {
            publish(sensor, List.of(samples));
        } else if (samples.isArray()) {
            publish(sensor, samples);
        } else {
            throw Problem.invalid("samples must be a list of objects");
        }
        ctx.status(202);
        Json.write(ctx, Map.of("accepted", samples.isArray() ? samples.size() : 1));
    }

    private void publish(String sensor, Iterable<JsonNode> samples) {
        Instant utc = context.clock().utc();
        long now = context.clock().monoNs();
        SampleBatch.Builder batch = SampleBatch.builder(16);
        int index = 0;
        for (JsonNode sample : samples) {
            String where = "samples[" + index + "]";
            if (index == MOST_SAMPLES) {
                throw Problem.invalid("samples must be at most " + MOST_SAMPLES);
            }
            add(batch, sensor, sample, where, now - ageNs(sample, where, utc));
            index++;
        }
        context.bus().publish(batch.build());
    }

    private void add(
            SampleBatch.Builder batch, String sensor, JsonNode sample, String where, long timeNs) {
        JsonNode value = sample.get("value");
        if (value == null || !(value.isNumber() || value.isTextual())) {
            throw Problem.invalid(where + ".value must be a number or a text");
        }
        boolean text = value.isTextual();
        if (text && value.textValue().length() > Fields.SHORT_TEXT) {
            throw Problem.invalid(where + ".value must have at most 255 characters");
        }
        if (!text && !Double.isFinite(value.doubleValue())) {
            throw Problem.invalid(where + ".value must be a finite number");
        }
        Channel channel = channel(sensor, sample, where, text);
        batch.add(
                channel,
                timeNs,
                text ? Double.NaN : value.doubleValue(),
                text ? value.textValue() : null,
                Quality.GOOD);
    }

    private Channel channel(String sensor, JsonNode sample, String where, boolean text) {
        JsonNode name = sample.get("channel");
        if (name == null || !name.isTextual() || !WORD.matcher(name.textValue()).matches()) {
            throw Problem.invalid(where + ".channel must have 1 to 64 letters, digits, - or _");
        }
        String unit = sample.path("unit").asText("");
        if (unit.length() > 16) {
            throw Problem.invalid(where + ".unit must have at most 16 characters");
        }
        if (!sensors.containsKey(sensor) && sensors.size() >= MOST_SENSORS) {
            throw new Problem(
                    409, "too_many_sensors", "There are already " + MOST_SENSORS + " sensors.");
        }
        Map<String, Channel> known =
                sensors.computeIfAbsent(sensor, s -> new ConcurrentHashMap<>());
        if (!known.containsKey(name.textValue()) && known.size() >= MOST_CHANNELS) {
            throw new Problem(
                    409,
                    "too_many_channels",
                    "The sensor already has " + MOST_CHANNELS + " channels.");
        }
        Channel channel =
                known.computeIfAbsent(
                        name.textValue(),
                        n -> text ? Channel.text(sensor, n) : Channel.number(sensor, n, unit, 2));
        if (text != (channel.kind() == ValueKind.TEXT)) {
            throw Problem.invalid(where + ".value must be of the same kind as before");
        }
        return channel;
    }

    private static long ageNs(JsonNode sample, String where, Instant now) {
        JsonNode timestamp = sample.get("timestamp");
        if (timestamp == null || timestamp.isNull()) {
            return 0;
        }
        Instant when = timestamp.isTextual() ? Params.parse(timestamp.textValue()) : null;
        if (when == null) {
            throw Problem.invalid(where + ".timestamp must be a time such as 2026-05-01T12:00:00Z");
        }
        if (when.isBefore(now.minus(OLDEST)) || when.isAfter(now.plus(NEWEST))) {
            throw Problem.invalid(
                    where + ".timestamp must be within the last hour and not in the future");
        }
        return Duration.between(when, now).toNanos();
    }
}
