package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.core.JsonGenerator;

import io.cartelem.core.live.LiveValue;
import io.cartelem.core.live.Trace;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.record.RecordingStatus;
import io.cartelem.server.ServerContext;
import io.cartelem.server.SteadyTime;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// What live charts and the live map show of the time before they were opened or while they were
/// cut off. It comes from the values in memory, which every sample reaches before the stream does,
/// so between this and a stream that was opened before is no gap; where memory reaches back less
/// far than the recording, the recording fills in. Times are those of the stream.
final class PastRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PastRoutes.class);
    private static final int MOST_SECONDS = 1800;
    private static final int MOST_POINTS = 20_000;
    private static final String LATITUDE = "latitude";
    private static final String LONGITUDE = "longitude";

    private final ServerContext context;
    private final SteadyTime time;
    private final Turnstile turnstile;

    PastRoutes(ServerContext context, SteadyTime time, Turnstile turnstile) {
        this.context = context;
        this.time = time;
        this.turnstile = turnstile;
    }

    void on(Routes routes) {
        routes.get(API + "/channels/history", Access.VIEWER, turnstile.read(this::history))
                .get(API + "/channels/track", Access.VIEWER, turnstile.read(this::track));
    }

    private void history(Context ctx) throws IOException {
        int seconds = Params.number(ctx, "seconds", 120, 1, MOST_SECONDS);
        SignalQuery wanted = SignalQuery.all(0).ofChannels(Params.names(ctx, "channels"));
        try (JsonGenerator json = Json.stream(ctx)) {
            PastColumns columns = new PastColumns(time.now(), seconds);
            json.writeStartObject();
            json.writeNumberField("t0", columns.originMillis());
            json.writeNumberField("step", PastColumns.STEP_MILLIS / 1e3);
            json.writeArrayFieldStart("series");
            for (LiveValue value : context.live().latest()) {
                Channel channel = value.channel();
                if (channel.kind() == ValueKind.NUMBER && wanted.wants(channel)) {
                    columns.clear();
                    fill(columns, value);
                    columns.write(json, channel);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void fill(PastColumns columns, LiveValue value) {
        String id = value.channel().id();
        long after = time.timeNs(columns.originMicros()) - 1;
        Trace trace = context.live().history(id, after);
        for (int i = 0; i < trace.size(); i++) {
            columns.add(time.micros(trace.timesNs()[i]), trace.values()[i]);
        }
        boolean forgotten = value.count() > trace.size() && trace.size() > 0;
        if (forgotten && trace.timesNs()[0] - after > Math.max(1_000_000_000L, value.periodNs())) {
            fillFromRecording(columns, id, after, trace.timesNs()[0]);
        }
    }

    /// What a fast channel's memory has forgotten.
    private void fillFromRecording(PastColumns columns, String id, long fromNs, long toNs) {
        RecordingStatus status = context.recorder().status();
        if (status.session() == null) {
            return;
        }
        long startNs = context.clock().monoNs() - status.elapsed().toNanos();
        SignalQuery query =
                SignalQuery.all(status.session().id())
                        .between(fromNs - startNs, toNs - startNs)
                        .ofChannels(Set.of(id));
        try {
            context.store()
                    .scan(
                            query,
                            signal -> {
                                columns.add(time.micros(signal.timeNs() + startNs), signal.value());
                                return true;
                            });
        } catch (StoreException e) {
            LOG.warn("the past of {} is shown as far as memory reaches", id, e);
        }
    }

    private void track(Context ctx) throws IOException {
        int seconds = Params.number(ctx, "seconds", MOST_SECONDS, 1, MOST_SECONDS);
        int points = Params.number(ctx, "points", 2000, 2, MOST_POINTS);
        long origin = time.now() - seconds * 1_000_000L;
        Positions all = positions(time.timeNs(origin));
        int step = Math.max(1, Math.ceilDiv(all.count(), points));
        try (JsonGenerator json = Json.stream(ctx)) {
            json.writeStartObject();
            json.writeNumberField("t0", origin / 1000);
            json.writeArrayFieldStart("t");
            for (int i = 0; i < all.count(); i += step) {
                json.writeNumber((time.micros(all.timesNs()[i]) - origin / 1000 * 1000) / 1e6);
            }
            json.writeEndArray();
            column(json, "lat", all.latitudes(), all.count(), step);
            column(json, "lon", all.longitudes(), all.count(), step);
            json.writeEndObject();
        }
    }

    /// The positions of `gps`, or of the first other source that has any.
    private Positions positions(long afterNs) {
        List<String> sources =
                context.live().latest().stream()
                        .map(LiveValue::channel)
                        .filter(c -> c.name().equals(LATITUDE))
                        .map(Channel::source)
                        .toList();
        if (sources.isEmpty()) {
            return Positions.NONE;
        }
        String source = sources.contains("gps") ? "gps" : sources.getFirst();
        return Positions.of(
                context.live().history(source + "." + LATITUDE, afterNs),
                context.live().history(source + "." + LONGITUDE, afterNs));
    }

    private static void column(
            JsonGenerator json, String name, double[] values, int count, int step)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < count; i += step) {
            Json.writeNumber(json, values[i]);
        }
        json.writeEndArray();
    }

    /// Latitudes and longitudes of the same instants.
    private record Positions(int count, long[] timesNs, double[] latitudes, double[] longitudes) {
        static final Positions NONE = new Positions(0, new long[0], new double[0], new double[0]);

        static Positions of(Trace latitudes, Trace longitudes) {
            int room = Math.min(latitudes.size(), longitudes.size());
            long[] times = new long[room];
            double[] lat = new double[room];
            double[] lon = new double[room];
            int count = 0;
            int j = 0;
            for (int i = 0; i < latitudes.size() && count < room; i++) {
                long t = latitudes.timesNs()[i];
                while (j < longitudes.size() && longitudes.timesNs()[j] < t) {
                    j++;
                }
                if (j < longitudes.size() && longitudes.timesNs()[j] == t) {
                    times[count] = t;
                    lat[count] = latitudes.values()[i];
                    lon[count] = longitudes.values()[j];
                    count++;
                }
            }
            return new Positions(count, times, lat, lon);
        }
    }
}
