package io.cartelem.server.rest;

import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.server.ServerContext;
import io.cartelem.server.web.EntityTag;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What the filters of a request select: `start_time`, `end_time`, `start_t`, `end_t` (all
/// inclusive), `sources` and `channels`. Only seconds since the session's start name each moment of
/// a session in whose course the clock was set or the computer slept.
///
/// @param timebase turns the session's times into UTC; null for one that never recorded
record Selection(SessionInfo session, SignalQuery query, @Nullable Timebase timebase) {

    static Selection of(ServerContext context, Context ctx) {
        SessionInfo session = SessionRoutes.named(context, ctx);
        Instant from = Params.instant(ctx, "start_time");
        Instant to = Params.instant(ctx, "end_time");
        if (from != null && to != null && to.isBefore(from)) {
            throw Problem.invalid("end_time must not be before start_time");
        }
        Long fromNs = Params.secondsNs(ctx, "start_t");
        Long toNs = Params.secondsNs(ctx, "end_t");
        if (fromNs != null && toNs != null && toNs < fromNs) {
            throw Problem.invalid("end_t must not be before start_t");
        }
        Timebase timebase =
                session.started() == null ? null : context.store().timebase(session.id());
        SignalQuery query =
                SignalQuery.all(session.id())
                        .ofSources(Params.names(ctx, "sources"))
                        .ofChannels(Params.names(ctx, "channels"));
        if (timebase != null) {
            long first = from == null ? query.fromNs() : timebase.timeOf(from);
            long end = to == null ? query.toNs() : after(timebase.timeOf(to));
            first = fromNs == null ? first : Math.max(first, fromNs);
            end = toNs == null ? end : Math.min(end, after(toNs));
            query = query.between(first, Math.max(first, end));
        }
        return new Selection(session, query, timebase);
    }

    /// Whether there can be samples at all.
    boolean recorded() {
        return timebase != null;
    }

    /// Whether the client has this answer already; then it is complete. What an ended session
    /// recorded does not change, so its answers need not be made to know that; while one is
    /// recorded there is no tag.
    boolean answered(ServerContext context, Context ctx) {
        if (session.active() || session.stopped() == null) {
            return false;
        }
        ctx.header("Cache-Control", Json.ASK_AGAIN);
        return EntityTag.answered(
                ctx,
                EntityTag.of(
                        String.join(
                                " ",
                                context.version(),
                                ctx.path(),
                                String.valueOf(ctx.queryString()),
                                session.created().toString(),
                                String.valueOf(session.started()),
                                session.stopped().toString(),
                                Long.toString(session.samples()))));
    }

    String isoOf(long timeNs) {
        return timebase == null ? "" : Json.iso(timebase.utcOf(timeNs));
    }

    private static long after(long timeNs) {
        return timeNs == Long.MAX_VALUE ? timeNs : timeNs + 1;
    }
}
