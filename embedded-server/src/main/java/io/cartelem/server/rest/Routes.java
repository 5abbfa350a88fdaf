package io.cartelem.server.rest;

import io.cartelem.server.security.Access;
import io.cartelem.server.security.Caller;
import io.cartelem.server.security.Gate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

import java.util.ArrayList;
import java.util.List;

/// The table of calls. A call names the access that it needs, so none can forget to ask; `HEAD`
/// comes with every `GET`.
public final class Routes {
    /// The prefix of the versioned API.
    public static final String API = "/api/v1";

    /// The attribute of a request under which its [Caller] stands.
    public static final String CALLER = "caller";

    private final List<Route> table = new ArrayList<>();

    /// One call.
    public record Route(HandlerType method, String path, Access access, Handler handler) {}

    Routes get(String path, Access access, Handler handler) {
        add(HandlerType.HEAD, path, access, handler);
        return add(HandlerType.GET, path, access, handler);
    }

    Routes post(String path, Access access, Handler handler) {
        return add(HandlerType.POST, path, access, handler);
    }

    Routes put(String path, Access access, Handler handler) {
        return add(HandlerType.PUT, path, access, handler);
    }

    Routes patch(String path, Access access, Handler handler) {
        return add(HandlerType.PATCH, path, access, handler);
    }

    Routes delete(String path, Access access, Handler handler) {
        return add(HandlerType.DELETE, path, access, handler);
    }

    /// All calls, for the comparison with the OpenAPI document.
    public List<Route> table() {
        return List.copyOf(table);
    }

    /// Hands the calls to the server.
    public void install(RoutesConfig routes) {
        for (Route route : table) {
            routes.addHttpHandler(
                    route.method(),
                    route.path(),
                    ctx -> {
                        Gate.require(route.access(), caller(ctx));
                        route.handler().handle(ctx);
                    });
        }
    }

    /// Who sent the request, as the gate found before any call.
    public static Caller caller(Context ctx) {
        Caller caller = ctx.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("a request came past the gate");
        }
        return caller;
    }

    private Routes add(HandlerType method, String path, Access access, Handler handler) {
        table.add(new Route(method, path, access, handler));
        return this;
    }
}
