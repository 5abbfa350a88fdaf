package io.cartelem.server.rest;

import io.cartelem.server.security.Access;
import io.cartelem.server.security.Caller;
import io.cartelem.server.security.Gate;
import io.cartelem.server.security.Token;
import io.cartelem.server.web.StaticFiles;
import io.javalin.http.Context;

import java.time.Duration;

/// The pages. They hold no data and are open to everyone who reaches the server; the shared link
/// (`/?token=…`) gives the device that opens it a token of its own.
final class PageRoutes {
    private final StaticFiles files;
    private final Gate gate;

    PageRoutes(StaticFiles files, Gate gate) {
        this.files = files;
        this.gate = gate;
    }

    void on(Routes routes) {
        for (String path : files.paths()) {
            routes.get(path, Access.NONE, StaticFiles.isPage(path) ? this::page : files::serve);
        }
    }

    private void page(Context ctx) {
        String link = ctx.queryParam("token");
        Caller caller = Routes.caller(ctx);
        if (link != null && caller.access() == Access.NONE) {
            String device = ctx.userAgent() == null ? "" : ctx.userAgent();
            gate.welcome(link, caller, device)
                    .ifPresent(
                            issued -> {
                                Token token = issued.token();
                                AuthRoutes.setCookie(
                                        ctx,
                                        issued,
                                        Duration.between(token.created(), token.expires()));
                            });
        }
        files.serve(ctx);
    }
}
