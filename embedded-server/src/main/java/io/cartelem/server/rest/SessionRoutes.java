package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.record.RecordingStatus;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Sessions: list, make, edit, delete and restore, record.
final class SessionRoutes {
    private final ServerContext context;

    private record Page(List<SessionView> sessions, int total, int limit, int offset) {}

    private record Started(long sessionId, String status, String message, String startedAt) {}

    private record Stopped(long sessionId, String status, String message, String stoppedAt) {}

    SessionRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.get(API + "/sessions", Access.VIEWER, this::list)
                .post(API + "/sessions", Access.OPERATOR, this::create)
                .get(API + "/sessions/{id}", Access.VIEWER, this::one)
                .patch(API + "/sessions/{id}", Access.OPERATOR, this::edit)
                .delete(API + "/sessions/{id}", Access.OPERATOR, this::delete)
                .post(API + "/sessions/{id}/restore", Access.OPERATOR, this::restore)
                .post(API + "/sessions/{id}/start", Access.OPERATOR, this::start)
                .post(API + "/sessions/{id}/stop", Access.OPERATOR, this::stop);
    }

    /// The session that the path names.
    static SessionInfo named(ServerContext context, Context ctx) {
        long id = Params.id(ctx, "id");
        return context.store().session(id).orElseThrow(() -> Problem.noSession(id));
    }

    private void list(Context ctx) {
        SessionQuery query =
                new SessionQuery(
                        Params.text(ctx, "q", Fields.SHORT_TEXT),
                        Params.flag(ctx, "trashed"),
                        Params.number(ctx, "limit", 100, 1, SessionQuery.MAX_LIMIT),
                        Params.number(ctx, "offset", 0, 0, Integer.MAX_VALUE));
        SessionList found = context.store().sessions(query);
        Json.write(
                ctx,
                new Page(
                        found.sessions().stream().map(SessionView::of).toList(),
                        found.total(),
                        query.limit(),
                        query.offset()));
    }

    private void create(Context ctx) throws IOException {
        SessionInfo session =
                context.store()
                        .create(
                                Fields.session(Json.body(ctx), null),
                                context.origin().get(),
                                context.clock().utc());
        ctx.status(201).header("Location", API + "/sessions/" + session.id());
        Json.write(ctx, SessionView.of(session));
    }

    private void one(Context ctx) {
        Json.write(ctx, SessionView.of(named(context, ctx)));
    }

    private void edit(Context ctx) throws IOException {
        SessionInfo session = named(context, ctx);
        SessionInfo edited =
                context.store()
                        .edit(session.id(), Fields.session(Json.body(ctx), session.details()));
        Json.write(ctx, SessionView.of(edited));
    }

    private void delete(Context ctx) {
        context.store().delete(named(context, ctx).id(), context.clock().utc());
        ctx.status(204);
    }

    private void restore(Context ctx) {
        Json.write(ctx, SessionView.of(context.store().restore(Params.id(ctx, "id"))));
    }

    private void start(Context ctx) {
        SessionInfo session = context.recorder().start(named(context, ctx).id());
        Json.write(
                ctx,
                new Started(
                        session.id(),
                        "started",
                        "Recording \"" + session.name() + "\".",
                        Json.iso(startOf(session))));
    }

    private void stop(Context ctx) {
        SessionInfo wanted = named(context, ctx);
        RecordingStatus status = context.recorder().status();
        if (status.session() == null || status.session().id() != wanted.id()) {
            throw new StoreException(
                    StoreException.Reason.CONFLICT,
                    "Session \"" + wanted.name() + "\" is not being recorded.");
        }
        SessionInfo session = context.recorder().stop();
        Json.write(
                ctx,
                new Stopped(
                        session.id(),
                        "stopped",
                        "Recorded " + session.samples() + " samples.",
                        Json.iso(endOf(session))));
    }

    /// When a session that was just started began.
    static Instant startOf(SessionInfo session) {
        return session.started() == null ? session.created() : session.started();
    }

    /// When a session that was just stopped ended.
    static Instant endOf(SessionInfo session) {
        return session.stopped() == null ? startOf(session) : session.stopped();
    }
}
