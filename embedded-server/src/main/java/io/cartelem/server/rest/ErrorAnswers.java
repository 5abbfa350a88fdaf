package io.cartelem.server.rest;

import io.cartelem.core.port.StoreException;
import io.cartelem.server.VehicleService;
import io.cartelem.server.security.RefusedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;

import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Turns every failure into a problem body.
public final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private record Body(String detail, String code) {}

    private ErrorAnswers() {}

    /// Registers the handlers.
    public static void on(RoutesConfig routes) {
        routes.exception(Problem.class, (e, ctx) -> answer(ctx, e));
        routes.exception(StoreException.class, ErrorAnswers::store);
        routes.exception(
                RefusedException.class,
                (e, ctx) -> {
                    if (e.retryAfterSeconds() > 0) {
                        ctx.header("Retry-After", Integer.toString(e.retryAfterSeconds()));
                    }
                    if (e.status() == 401) {
                        ctx.header("WWW-Authenticate", "Bearer realm=\"cartelem\"");
                    }
                    answer(ctx, new Problem(e.status(), e.code(), sentence(e)));
                });
        routes.exception(
                VehicleService.UnavailableException.class,
                (e, ctx) -> answer(ctx, new Problem(503, "vehicle_unavailable", sentence(e, ctx))));
        routes.exception(MethodNotAllowedResponse.class, ErrorAnswers::methodNotAllowed);
        routes.exception(
                NotFoundResponse.class,
                (e, ctx) -> answer(ctx, new Problem(404, "not_found", "There is nothing here.")));
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> answer(ctx, Problem.malformed("The request cannot be read.")));
        routes.exception(
                HttpException.RuntimeException.class,
                (e, ctx) -> answer(ctx, Problem.malformed("The request cannot be read.")));
        routes.exception(IOException.class, ErrorAnswers::broken);
        routes.exception(
                UncheckedIOException.class,
                (e, ctx) -> broken(e.getCause() == null ? new IOException(e) : e.getCause(), ctx));
        routes.exception(RuntimeException.class, ErrorAnswers::unexpected);
    }

    /// Writes a problem, or breaks the connection off where an answer has begun, so that a part is
    /// not taken for the whole.
    static void answer(Context ctx, Problem problem) {
        if (ctx.res().isCommitted()) {
            breakOff(ctx);
            return;
        }
        ctx.res().resetBuffer();
        ctx.status(problem.status());
        ctx.header("Cache-Control", "no-store");
        String detail = problem.getMessage() == null ? "" : problem.getMessage();
        Json.write(ctx, new Body(detail, problem.code()));
    }

    private static void store(StoreException e, Context ctx) {
        Problem problem = Problem.of(e);
        if (problem.status() >= 500) {
            LOG.warn("{} {} failed", ctx.method(), ctx.path(), e);
        }
        answer(ctx, problem);
    }

    private static void methodNotAllowed(MethodNotAllowedResponse e, Context ctx) {
        e.getDetails().values().stream().findFirst().ifPresent(all -> ctx.header("Allow", all));
        answer(ctx, new Problem(405, "method_not_allowed", "This address has no such method."));
    }

    /// The other side went away, or the disk failed below an export.
    private static void broken(IOException e, Context ctx) {
        LOG.debug("{} {} broke off", ctx.method(), ctx.path(), e);
        answer(ctx, new Problem(500, "broken_off", "The answer could not be written."));
    }

    private static void unexpected(RuntimeException e, Context ctx) {
        LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
        answer(ctx, new Problem(500, "internal_error", "That went wrong; see the log."));
    }

    private static void breakOff(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    /// A device's failure may name its port, which is not for everybody.
    private static String sentence(VehicleService.UnavailableException e, Context ctx) {
        return Routes.caller(ctx).trusted()
                ? sentence(e)
                : Discreet.sentence(sentence(e), "The car cannot be asked now.");
    }

    private static String sentence(Exception e) {
        return e.getMessage() == null ? "Refused." : e.getMessage();
    }
}
