package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.core.debrief.DebriefService;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

/// A session on one page.
final class DebriefRoutes {
    private final ServerContext context;
    private final Turnstile turnstile;
    private final DebriefService debriefs;

    DebriefRoutes(ServerContext context, Turnstile turnstile) {
        this.context = context;
        this.turnstile = turnstile;
        this.debriefs = new DebriefService(context.store(), context.drive().laps());
    }

    void on(Routes routes) {
        routes.get(API + "/sessions/{id}/debrief", Access.VIEWER, turnstile.read(this::debrief));
    }

    private void debrief(Context ctx) {
        SessionInfo session = SessionRoutes.named(context, ctx);
        Json.writeTagged(ctx, DebriefView.of(debriefs.debrief(session.id(), reference(ctx))));
    }

    private @Nullable LapRef reference(Context ctx) {
        if (Params.text(ctx, "reference", 40).isEmpty()) {
            return null;
        }
        LapRef reference = LapRoutes.lap(ctx, "reference");
        if (context.store().session(reference.sessionId()).isEmpty()) {
            throw Problem.noSession(reference.sessionId());
        }
        return reference;
    }
}
