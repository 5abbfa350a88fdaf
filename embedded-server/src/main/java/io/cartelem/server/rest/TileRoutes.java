package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.server.ServerContext;
import io.cartelem.server.TileSource;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.util.Optional;

/// Map tiles.
final class TileRoutes {
    private static final int MOST_ZOOM = 22;

    private final ServerContext context;

    TileRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.get(API + "/tiles/{z}/{x}/{y}.png", Access.VIEWER, this::tile);
    }

    private void tile(Context ctx) {
        int zoom = coordinate(ctx, "z", MOST_ZOOM);
        int most = (1 << zoom) - 1;
        Optional<TileSource.Tile> tile =
                context.tiles().tile(zoom, coordinate(ctx, "x", most), coordinate(ctx, "y", most));
        if (tile.isEmpty()) {
            throw new Problem(404, "tile_not_found", "The map has no such tile.");
        }
        ctx.contentType(tile.get().mediaType());
        ctx.header("Cache-Control", "private, max-age=86400");
        ctx.result(tile.get().image());
    }

    private static int coordinate(Context ctx, String name, int most) {
        String text = ctx.pathParam(name);
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below, as any other wrong number
        }
        throw Problem.invalid(
                name
                        + " must be a whole number from 0 to "
                        + most
                        + ", not '"
                        + Params.cut(text)
                        + "'");
    }
}
