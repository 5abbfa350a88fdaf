package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// The recording switch and how it stands.
final class TelemetryRoutes {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'Session' uuuu-MM-dd HH:mm");

    private final ServerContext context;

    private record Started(long sessionId, String status, String startedAt) {}

    private record Stopped(long sessionId, String status, String stoppedAt, long signals) {}

    TelemetryRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.post(API + "/telemetry/start", Access.OPERATOR, this::start)
                .post(API + "/telemetry/stop", Access.OPERATOR, this::stop)
                .get(API + "/telemetry/status", Access.VIEWER, this::status);
    }

    private void start(Context ctx) throws IOException {
        JsonNode body = Json.body(ctx);
        SessionInfo session = context.recorder().start(Fields.session(body, named()));
        Json.write(
                ctx,
                new Started(session.id(), "started", Json.iso(SessionRoutes.startOf(session))));
    }

    private void status(Context ctx) {
        StatusView status = StatusView.of(context);
        Json.write(ctx, Routes.caller(ctx).trusted() ? status : status.discreet());
    }

    private void stop(Context ctx) {
        SessionInfo session = context.recorder().stop();
        Json.write(
                ctx,
                new Stopped(
                        session.id(),
                        "stopped",
                        Json.iso(SessionRoutes.endOf(session)),
                        session.samples()));
    }

    /// The name of a session that nobody named: the time of its start where the car is.
    private SessionDraft named() {
        return SessionDraft.named(
                NAME.format(context.clock().utc().atZone(ZoneId.systemDefault())));
    }
}
