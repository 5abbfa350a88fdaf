package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;

/// The car: who it is and what it complains about.
final class VehicleRoutes {
    private final ServerContext context;

    VehicleRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.get(
                        API + "/vehicle",
                        Access.VIEWER,
                        ctx -> Json.write(ctx, context.vehicle().vehicle()))
                .get(
                        API + "/vehicle/dtcs",
                        Access.VIEWER,
                        ctx -> Json.write(ctx, context.vehicle().troubles()))
                .delete(
                        API + "/vehicle/dtcs",
                        Access.OPERATOR,
                        ctx -> {
                            if (!Params.flag(ctx, "confirm")) {
                                throw Problem.invalid(
                                        "confirm must be true: clearing also erases the freeze"
                                                + " frame and the readiness monitors");
                            }
                            context.vehicle().clearTroubles();
                            ctx.status(204);
                        });
    }
}
