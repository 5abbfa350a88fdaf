package io.cartelem.server.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.StoreException;
import io.cartelem.server.ServerContext;
import io.cartelem.server.rest.Json;
import io.cartelem.server.rest.Routes;
import io.cartelem.server.security.Caller;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The WebSocket call: `/api/v1/ws`.
public final class StreamEndpoint {
    /// Incoming messages are commands; nobody needs more.
    public static final int MESSAGE_LIMIT = 4096;

    private static final int MOST_CLIENTS = 512;

    /// Each reads ahead for itself.
    private static final int MOST_REPLAYS = 64;

    private static final double MOST_SPEED = 64;
    private static final String CONNECTION = "connection";
    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);

    private final ServerContext context;
    private final LiveStream live;

    /// What belongs to one socket.
    private record Connection(StreamClient client, @Nullable Replay replay) {}

    public StreamEndpoint(ServerContext context, LiveStream live) {
        this.context = context;
        this.live = live;
    }

    /// Registers the handlers.
    public void on(WsConfig ws) {
        ws.onConnect(this::connected);
        ws.onMessage(this::message);
        ws.onBinaryMessage(ctx -> ctx.closeSession(1003, "text messages only"));
        ws.onClose(this::ended);
        ws.onError(this::ended);
    }

    private void connected(WsConnectContext ctx) {
        try {
            admit(ctx);
        } catch (StoreException e) {
            LOG.warn("a client of the stream could not be served", e);
            ctx.closeSession(4503, "the session cannot be read");
        }
    }

    private void admit(WsConnectContext ctx) {
        if (live.clients() >= MOST_CLIENTS) {
            ctx.closeSession(1013, "too many clients");
            return;
        }
        String format = ctx.queryParam("format");
        if (format != null && !format.equals("columns") && !format.equals("json")) {
            ctx.closeSession(4422, "format must be json or columns");
            return;
        }
        Format shape = "columns".equals(format) ? Format.COLUMNS : Format.OBJECTS;
        Optional<Set<Wish.Part>> parts = Wish.parts(ctx.queryParam("messages"));
        if (parts.isEmpty()) {
            ctx.closeSession(4422, "messages must list some of samples, status, lap and alert");
            return;
        }
        String wanted = ctx.queryParam("session_id");
        Optional<SessionInfo> session = Optional.empty();
        if (wanted != null && !wanted.isEmpty()) {
            session = find(wanted);
            if (session.isEmpty()) {
                ctx.closeSession(4404, "there is no such session");
                return;
            }
        }
        if ("1".equals(ctx.queryParam("replay"))) {
            replay(ctx, shape, session);
            return;
        }
        StreamClient client =
                live.join(
                        new JettyWire(ctx.session),
                        new Wish(shape, session.map(SessionInfo::id).orElse(null), parts.get()),
                        caller(ctx));
        ctx.attribute(CONNECTION, new Connection(client, null));
    }

    private void replay(WsConnectContext ctx, Format format, Optional<SessionInfo> session) {
        if (session.isEmpty()) {
            ctx.closeSession(4422, "a replay needs a session_id");
            return;
        }
        if (session.get().started() == null) {
            ctx.closeSession(4409, "the session never recorded");
            return;
        }
        if (live.replays() >= MOST_REPLAYS) {
            ctx.closeSession(1013, "too many replays");
            return;
        }
        String wanted = ctx.queryParam("speed");
        double speed = speed(wanted == null ? "1" : wanted);
        if (Double.isNaN(speed)) {
            ctx.closeSession(4422, "speed must be a number above 0, at most 64");
            return;
        }
        Replay replay = new Replay(context, session.get(), speed);
        StreamClient client =
                replay.open(new JettyWire(ctx.session), format, caller(ctx), live.droppedCounter());
        ctx.attribute(CONNECTION, new Connection(client, replay));
        live.adopt(client);
        replay.start();
    }

    private void message(WsMessageContext ctx) {
        Connection connection = ctx.attribute(CONNECTION);
        if (connection == null) {
            return;
        }
        String text = ctx.message();
        if (text.equals("ping")) {
            connection.client().pong();
            return;
        }
        String complaint = command(text, connection.replay());
        if (complaint != null) {
            connection
                    .client()
                    .offerNotice(Json.text(Map.of("type", "error", "detail", complaint)));
        }
    }

    /// Carries out a command; answers what is wrong with it, if anything.
    private static @Nullable String command(String text, @Nullable Replay replay) {
        JsonNode command;
        try {
            // "pause" and "play" are understood with and without the object around them.
            command = text.startsWith("{") ? Json.parse(text) : null;
        } catch (JsonProcessingException e) {
            return "The message is no JSON.";
        }
        String type = command == null ? text.strip() : command.path("type").asText("");
        if (replay == null) {
            return "Known here is ping; seek, pause, play and speed belong to a replay.";
        }
        switch (type) {
            case "play" -> replay.play();
            case "pause" -> replay.pause();
            case "seek" -> {
                JsonNode t = command == null ? null : command.get("t");
                if (t == null || !t.isNumber() || !Double.isFinite(t.doubleValue())) {
                    return "t must be seconds since the session's start.";
                }
                replay.seek(t.doubleValue());
            }
            case "speed" -> {
                double speed = speed(command == null ? "" : command.path("value").asText(""));
                if (Double.isNaN(speed)) {
                    return "value must be a number above 0, at most 64.";
                }
                replay.speed(speed);
            }
            default -> {
                return "Known are ping, seek, pause, play and speed.";
            }
        }
        return null;
    }

    private void ended(WsContext ctx) {
        Connection connection = ctx.attribute(CONNECTION);
        if (connection == null) {
            return;
        }
        live.leave(connection.client());
        if (connection.replay() != null) {
            connection.replay().close();
        }
    }

    private Optional<SessionInfo> find(String id) {
        try {
            return context.store().session(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static double speed(String text) {
        try {
            double speed = Double.parseDouble(text);
            return speed > 0 && speed <= MOST_SPEED ? speed : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Caller caller(WsContext ctx) {
        Caller caller = ctx.attribute(Routes.CALLER);
        if (caller == null) {
            throw new IllegalStateException("an upgrade came past the gate");
        }
        return caller;
    }
}
