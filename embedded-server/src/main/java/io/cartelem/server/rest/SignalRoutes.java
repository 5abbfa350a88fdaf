package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.core.JsonGenerator;

import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Samples and frames of a session, page by page.
final class SignalRoutes {
    private static final int MOST = 100_000;

    private final ServerContext context;
    private final Turnstile turnstile;

    SignalRoutes(ServerContext context, Turnstile turnstile) {
        this.context = context;
        this.turnstile = turnstile;
    }

    void on(Routes routes) {
        routes.get(API + "/sessions/{id}/signals", Access.VIEWER, turnstile.read(this::signals))
                .get(API + "/sessions/{id}/frames", Access.VIEWER, turnstile.read(this::frames));
    }

    private void signals(Context ctx) throws IOException {
        int limit = Params.number(ctx, "limit", 1000, 1, MOST);
        int offset = Params.number(ctx, "offset", 0, 0, Integer.MAX_VALUE);
        String after = ctx.queryParam("after");
        Selection selection = Selection.of(context, ctx);
        long total = selection.recorded() ? context.store().count(selection.query()) : 0;
        ctx.header("X-Total-Count", Long.toString(total));
        SignalPage page =
                total == 0
                        ? new SignalPage(List.of(), null)
                        : context.store().page(selection.query(), after, offset, limit);
        if (page.nextCursor() != null) {
            ctx.header("X-Next-Cursor", page.nextCursor());
        }
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        try (JsonGenerator json = Json.stream(ctx)) {
            json.writeStartArray();
            for (Signal signal : page.signals()) {
                write(json, signal, selection);
            }
            json.writeEndArray();
        }
    }

    private void frames(Context ctx) throws IOException {
        int limit = Params.number(ctx, "limit", 1000, 1, MOST);
        Selection selection = Selection.of(context, ctx);
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        try (JsonGenerator json = Json.stream(ctx)) {
            json.writeStartArray();
            if (selection.recorded()) {
                writeFrames(json, selection, limit);
            }
            json.writeEndArray();
        }
    }

    private void writeFrames(JsonGenerator json, Selection selection, int limit) {
        int[] left = {limit};
        context.store()
                .frames(
                        selection.session().id(),
                        selection.query().fromNs(),
                        selection.query().toNs(),
                        frame -> {
                            if (left[0]-- <= 0) {
                                return;
                            }
                            try {
                                json.writeStartObject();
                                json.writeNumberField("id", frame.id());
                                json.writeNumberField("session_id", selection.session().id());
                                json.writeStringField("ts_utc", selection.isoOf(frame.timeNs()));
                                json.writeNumberField("ts_mono_ns", frame.timeNs());
                                json.writeFieldName("payload");
                                json.writeRawValue(frame.json());
                                json.writeEndObject();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    private static void write(JsonGenerator json, Signal signal, Selection selection)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", signal.id());
        json.writeNumberField("session_id", selection.session().id());
        json.writeStringField("source", signal.channel().source());
        json.writeStringField("channel", signal.channel().name());
        json.writeStringField("ts_utc", selection.isoOf(signal.timeNs()));
        json.writeNumberField("ts_mono_ns", signal.timeNs());
        json.writeFieldName("value_num");
        Json.writeNumber(json, signal.value());
        json.writeStringField("value_text", signal.text());
        json.writeStringField("unit", signal.channel().unit());
        json.writeStringField("quality", signal.quality().label());
        json.writeEndObject();
    }
}
