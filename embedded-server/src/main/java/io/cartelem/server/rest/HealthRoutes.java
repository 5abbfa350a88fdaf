package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.core.port.StoreStatus;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.util.List;
import java.util.Locale;

/// Whether all is well, for those who run it headless. Open to everyone, so it tells no more than
/// that.
final class HealthRoutes {
    private final ServerContext context;

    private record Health(
            String status,
            String timestamp,
            String version,
            Store store,
            List<Collector> collectors) {}

    private record Store(boolean ready, long pendingSamples, long lostSamples) {}

    private record Collector(String source, String state, String code) {}

    HealthRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.get("/health", Access.NONE, this::health)
                .get(API + "/health", Access.NONE, this::health);
    }

    private void health(Context ctx) {
        StoreStatus store = context.store().status();
        boolean well = store.ready() && store.problem() == null;
        ctx.status(store.ready() ? 200 : 503);
        ctx.header("Cache-Control", "no-store");
        Json.write(
                ctx,
                new Health(
                        well ? "ok" : store.ready() ? "degraded" : "unavailable",
                        Json.iso(context.clock().utc()),
                        context.version(),
                        new Store(store.ready(), store.pendingSamples(), store.lostSamples()),
                        context.collectors().get().stream()
                                .map(
                                        c ->
                                                new Collector(
                                                        c.source(),
                                                        c.phase().name().toLowerCase(Locale.ROOT),
                                                        c.code()))
                                .toList()));
    }
}
