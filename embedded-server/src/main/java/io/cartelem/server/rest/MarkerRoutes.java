package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.alert.AlertMark;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Markers of a session.
final class MarkerRoutes {
    private static final int TEXT_LIMIT = 1000;

    private static final long SLACK_NS = 1_000_000_000L;

    private final ServerContext context;

    /// @param t seconds since the session's start
    /// @param kind `note` of a person, `alert` where one was raised, `alert_news` where one was
    ///   over or somebody took note
    /// @param severity of the alert's rule as it is now, null for the other kinds and where the
    ///   rule is gone
    private record MarkerView(
            long id, String tsUtc, double t, String text, String kind, @Nullable String severity) {}

    MarkerRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.get(API + "/sessions/{id}/markers", Access.VIEWER, this::list)
                .post(API + "/sessions/{id}/markers", Access.OPERATOR, this::mark)
                .delete(API + "/sessions/{id}/markers/{marker}", Access.OPERATOR, this::unmark);
    }

    private void list(Context ctx) {
        SessionInfo session = SessionRoutes.named(context, ctx);
        if (session.started() == null) {
            Json.write(ctx, List.of());
            return;
        }
        Timebase timebase = context.store().timebase(session.id());
        Json.write(
                ctx,
                context.store().markers(session.id()).stream()
                        .map(m -> view(m, timebase))
                        .toList());
    }

    private MarkerView view(Marker marker, Timebase timebase) {
        List<AlertMark> raised = AlertMark.read(List.of(marker));
        String kind = !raised.isEmpty() ? "alert" : AlertMark.is(marker) ? "alert_news" : "note";
        return new MarkerView(
                marker.id(),
                Json.iso(timebase.utcOf(marker.timeNs())),
                marker.timeNs() / 1e9,
                marker.text(),
                kind,
                raised.isEmpty() ? null : severity(raised.getFirst().name()));
    }

    private @Nullable String severity(String rule) {
        return context.drive().alerts().book().all().stream()
                .filter(known -> known.name().equals(rule))
                .map(known -> known.severity().word())
                .findFirst()
                .orElse(null);
    }

    private void mark(Context ctx) throws IOException {
        SessionInfo session = SessionRoutes.named(context, ctx);
        JsonNode body = Json.body(ctx);
        Fields.only(body, List.of("text", "ts_utc"));
        String text = Fields.required(body, "text", TEXT_LIMIT);
        Instant when = when(body);
        if (session.started() == null) {
            throw new Problem(
                    409, "never_recorded", "Session \"" + session.name() + "\" never recorded.");
        }
        Timebase timebase = context.store().timebase(session.id());
        Marker marker;
        if (when != null) {
            marker = context.store().mark(session.id(), within(session, timebase, when), text);
        } else if (session.active()) {
            marker = context.recorder().mark(text);
        } else {
            throw Problem.invalid("ts_utc must be given for a session that is not recording");
        }
        ctx.status(201);
        Json.write(ctx, view(marker, timebase));
    }

    /// The place of an instant in a session. One that lies outside is refused, because a marker
    /// that sits elsewhere than it was set says something wrong; a second at either end is
    /// forgiven.
    private long within(SessionInfo session, Timebase timebase, Instant when) {
        long at = timebase.timeOf(when);
        long end = end(session);
        if (at < -SLACK_NS || at > end + SLACK_NS) {
            throw Problem.invalid(
                    "ts_utc must lie within the session, %s to %s; %s does not"
                            .formatted(
                                    Json.iso(timebase.utcOf(0)),
                                    Json.iso(timebase.utcOf(end)),
                                    Json.iso(when)));
        }
        return Math.clamp(at, 0, Math.max(0, end));
    }

    /// By what was recorded as well as by the computer's clock, which may have been wrong.
    private long end(SessionInfo session) {
        if (session.active()) {
            return context.recorder().status().elapsed().toNanos();
        }
        Instant started = session.started();
        Instant stopped = session.stopped();
        long end =
                started == null || stopped == null
                        ? 0
                        : Duration.between(started, stopped).toNanos();
        for (ChannelSummary channel : context.store().channels(session.id())) {
            end = Math.max(end, channel.lastNs());
        }
        return end;
    }

    private void unmark(Context ctx) {
        SessionInfo session = SessionRoutes.named(context, ctx);
        long marker = Params.id(ctx, "marker");
        if (context.store().markers(session.id()).stream().noneMatch(m -> m.id() == marker)) {
            throw new Problem(404, "marker_not_found", "There is no marker " + marker + ".");
        }
        context.store().unmark(session.id(), marker);
        ctx.status(204);
    }

    private static @Nullable Instant when(JsonNode body) {
        String text = Fields.text(body, "ts_utc", 40, null);
        if (text == null) {
            return null;
        }
        Instant when = Params.parse(text);
        if (when == null) {
            throw Problem.invalid("ts_utc must be a time such as 2026-05-01T12:00:00Z");
        }
        return when;
    }
}
