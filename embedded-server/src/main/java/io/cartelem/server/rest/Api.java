package io.cartelem.server.rest;

import io.cartelem.server.ServerContext;
import io.cartelem.server.SteadyTime;
import io.cartelem.server.security.Gate;
import io.cartelem.server.security.TokenVault;
import io.cartelem.server.web.StaticFiles;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// All calls of the server in one table.
public final class Api {
    private Api() {}

    /// What the calls need to know of the live stream.
    ///
    /// @param clients connected now
    /// @param dropped samples that clients did not get
    /// @param revoked ends the streams that came in by the token with that id
    public record StreamLink(
            LongSupplier clients, LongSupplier dropped, Consumer<String> revoked) {}

    public static Routes routes(
            ServerContext context,
            Gate gate,
            TokenVault tokens,
            SteadyTime time,
            StreamLink stream,
            StaticFiles files) {
        Routes routes = new Routes();
        Turnstile turnstile = new Turnstile();
        new HealthRoutes(context).on(routes);
        new TelemetryRoutes(context).on(routes);
        new SessionRoutes(context).on(routes);
        new SignalRoutes(context, turnstile).on(routes);
        new ChartRoutes(context, turnstile).on(routes);
        new ExportRoutes(context, turnstile).on(routes);
        new MarkerRoutes(context).on(routes);
        new VehicleRoutes(context).on(routes);
        new LapRoutes(context, turnstile).on(routes);
        new DebriefRoutes(context, turnstile).on(routes);
        new TrackRoutes(context, turnstile).on(routes);
        new AlertRoutes(context).on(routes);
        new AuthRoutes(gate, tokens, stream.revoked()).on(routes);
        new IngestRoutes(context).on(routes);
        new LiveRoutes(context).on(routes);
        new PastRoutes(context, time, turnstile).on(routes);
        new TileRoutes(context).on(routes);
        new MetricsRoutes(context, stream.clients(), stream.dropped()).on(routes);
        new PageRoutes(files, gate).on(routes);
        return routes;
    }
}
