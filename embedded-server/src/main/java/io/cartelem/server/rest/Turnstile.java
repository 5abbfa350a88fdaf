package io.cartelem.server.rest;

import io.javalin.http.Handler;

import java.util.concurrent.Semaphore;

/// Lets other devices read a few large answers at a time, so that many of them together need no
/// more memory than the recording can spare. This computer itself never waits. Safe on any thread.
final class Turnstile {
    /// A page of 100,000 samples takes some 15 MB; laps are cut from every position of a session.
    private static final int READS = 8;

    /// An export in Parquet holds a group of rows of up to 32 MiB.
    private static final int EXPORTS = 4;

    private static final int RETRY_AFTER_S = 10;

    private final Semaphore reads = new Semaphore(READS, true);
    private final Semaphore exports = new Semaphore(EXPORTS);

    /// A read that waits for its turn.
    Handler read(Handler handler) {
        return ctx -> {
            if (Routes.caller(ctx).direct()) {
                handler.handle(ctx);
                return;
            }
            reads.acquire();
            try {
                handler.handle(ctx);
            } finally {
                reads.release();
            }
        };
    }

    /// An export, which may take minutes: refused with 503 where too many are under way.
    Handler export(Handler handler) {
        return ctx -> {
            if (Routes.caller(ctx).direct()) {
                handler.handle(ctx);
                return;
            }
            if (!exports.tryAcquire()) {
                ctx.header("Retry-After", Integer.toString(RETRY_AFTER_S));
                throw new Problem(
                        503,
                        "too_many_exports",
                        EXPORTS + " exports are under way already; try again in a moment.");
            }
            try {
                handler.handle(ctx);
            } finally {
                exports.release();
            }
        };
    }
}
