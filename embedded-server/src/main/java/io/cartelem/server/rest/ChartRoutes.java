package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.core.JsonGenerator;

import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.TrackPoint;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What charts and maps need of a session: channels with statistics, decimated series, the track.
/// Times are seconds since the session's start.
final class ChartRoutes {
    private static final int MOST_POINTS = 20_000;

    private final ServerContext context;
    private final Turnstile turnstile;

    /// @param firstT of the first sample, seconds since the session's start
    /// @param lastT of the last one
    private record ChannelView(
            String id,
            String source,
            String name,
            String unit,
            String kind,
            int decimals,
            long count,
            String first,
            String last,
            double firstT,
            double lastT,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Double mean) {
        static ChannelView of(ChannelSummary summary, Selection selection) {
            return new ChannelView(
                    summary.channel().id(),
                    summary.channel().source(),
                    summary.channel().name(),
                    summary.channel().unit(),
                    summary.channel().kind().name().toLowerCase(Locale.ROOT),
                    summary.channel().decimals(),
                    summary.count(),
                    selection.isoOf(summary.firstNs()),
                    selection.isoOf(summary.lastNs()),
                    summary.firstNs() / 1e9,
                    summary.lastNs() / 1e9,
                    Json.number(summary.min()),
                    Json.number(summary.max()),
                    Json.number(summary.mean()));
        }
    }

    ChartRoutes(ServerContext context, Turnstile turnstile) {
        this.context = context;
        this.turnstile = turnstile;
    }

    void on(Routes routes) {
        routes.get(API + "/sessions/{id}/channels", Access.VIEWER, turnstile.read(this::channels))
                .get(API + "/sessions/{id}/series", Access.VIEWER, turnstile.read(this::series))
                .get(API + "/sessions/{id}/track", Access.VIEWER, turnstile.read(this::track));
    }

    private void channels(Context ctx) {
        Selection selection = Selection.of(context, ctx);
        if (selection.answered(context, ctx)) {
            return;
        }
        List<ChannelSummary> found =
                selection.recorded() ? context.store().statistics(selection.query()) : List.of();
        Json.write(ctx, found.stream().map(s -> ChannelView.of(s, selection)).toList());
    }

    private void series(Context ctx) throws IOException {
        int points = Params.number(ctx, "points", 2000, 2, MOST_POINTS);
        Selection selection = Selection.of(context, ctx);
        if (selection.answered(context, ctx)) {
            return;
        }
        List<Series> all =
                selection.recorded()
                        ? context.store().series(selection.query(), points)
                        : List.of();
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        try (JsonGenerator json = Json.stream(ctx)) {
            json.writeStartObject();
            writeOrigin(json, selection);
            json.writeArrayFieldStart("series");
            for (Series series : all) {
                write(json, series);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void track(Context ctx) throws IOException {
        int points = Params.number(ctx, "points", 5000, 2, MOST_POINTS);
        Selection selection = Selection.of(context, ctx);
        if (selection.answered(context, ctx)) {
            return;
        }
        List<TrackPoint> track =
                selection.recorded()
                        ? context.store()
                                .track(
                                        selection.session().id(),
                                        selection.query().fromNs(),
                                        selection.query().toNs(),
                                        points)
                        : List.of();
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        try (JsonGenerator json = Json.stream(ctx)) {
            json.writeStartObject();
            writeOrigin(json, selection);
            column(json, "t", track, p -> p.timeNs() / 1e9);
            column(json, "lat", track, TrackPoint::latitude);
            column(json, "lon", track, TrackPoint::longitude);
            column(json, "speed", track, TrackPoint::speedKph);
            json.writeEndObject();
        }
    }

    private static void writeOrigin(JsonGenerator json, Selection selection) throws IOException {
        json.writeNumberField("session_id", selection.session().id());
        json.writeStringField("t0_utc", selection.recorded() ? selection.isoOf(0) : null);
    }

    private static void write(JsonGenerator json, Series series) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", series.channel().id());
        json.writeStringField("source", series.channel().source());
        json.writeStringField("channel", series.channel().name());
        json.writeStringField("unit", series.channel().unit());
        json.writeArrayFieldStart("t");
        for (long time : series.timesNs()) {
            json.writeNumber(time / 1e9);
        }
        json.writeEndArray();
        if (series.exact()) {
            column(json, "v", series.min());
        } else {
            column(json, "min", series.min());
            column(json, "max", series.max());
        }
        json.writeEndObject();
    }

    private static void column(JsonGenerator json, String name, double[] values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            Json.writeNumber(json, value);
        }
        json.writeEndArray();
    }

    private static void column(
            JsonGenerator json,
            String name,
            List<TrackPoint> track,
            ToDoubleFunction<TrackPoint> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (TrackPoint point : track) {
            Json.writeNumber(json, value.applyAsDouble(point));
        }
        json.writeEndArray();
    }
}
