package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Progress;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// Exports as attachments, streamed while they are read; they end when the client goes away.
final class ExportRoutes {
    private final ServerContext context;
    private final Turnstile turnstile;

    ExportRoutes(ServerContext context, Turnstile turnstile) {
        this.context = context;
        this.turnstile = turnstile;
    }

    void on(Routes routes) {
        routes.get(
                API + "/export/sessions/{id}/{file}",
                Access.VIEWER,
                turnstile.export(this::export));
    }

    private void export(Context ctx) throws IOException {
        String file = ctx.pathParam("file");
        Exporter exporter = context.exports().get(file);
        if (exporter == null) {
            throw new Problem(
                    404,
                    "unknown_export",
                    "There is no such export; known are "
                            + String.join(
                                    ", ", context.exports().keySet().stream().sorted().toList())
                            + ".");
        }
        Selection selection = Selection.of(context, ctx);
        if (!selection.recorded()) {
            throw new Problem(
                    409,
                    "never_recorded",
                    "Session \"" + selection.session().name() + "\" never recorded.");
        }
        ctx.contentType(exporter.mediaType());
        ctx.header("Cache-Control", "no-store");
        ctx.header(
                "Content-Disposition",
                "attachment; filename=\"" + fileName(selection.session(), file) + "\"");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        // Straight to the connection: compressing here would cost a recording laptop a core.
        OutputStream out = ctx.res().getOutputStream();
        exporter.export(context.store(), selection.query(), out, Progress.NONE);
        out.flush();
    }

    /// For example `cartelem-12-track-day-signals.csv`: letters, digits and hyphens only, because
    /// it travels in a header.
    static String fileName(SessionInfo session, String file) {
        String name =
                session.name()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String shortened = name.length() <= 60 ? name : name.substring(0, 60);
        String middle = shortened.isEmpty() ? "" : shortened + "-";
        return "cartelem-" + session.id() + "-" + middle + file;
    }
}
