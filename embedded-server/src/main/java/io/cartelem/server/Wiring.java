package io.cartelem.server;

import io.cartelem.server.rest.ErrorAnswers;
import io.cartelem.server.rest.Routes;
import io.cartelem.server.security.Access;
import io.cartelem.server.security.Gate;
import io.cartelem.server.security.RefusedException;
import io.cartelem.server.stream.LiveStream;
import io.cartelem.server.stream.StreamEndpoint;
import io.cartelem.server.web.PageHeaders;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;

import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.Executors;

/// Puts Javalin and Jetty together. Used once, by [EmbeddedServer#start].
final class Wiring {
    private static final String STREAM = Routes.API + "/ws";

    /// Far more than a pit has devices; the rest waits in the system's queue.
    private static final int MOST_CONNECTIONS = 2000;

    private static final int MOST_THREADS = 64;
    private static final Duration STREAM_IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final Listeners listeners;

    Wiring(ServerSettings settings, @Nullable KeyStore keys) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("http-request-", 0).factory()));
        this.server = new Server(threads);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        server.setErrorHandler(new PlainErrors());
        this.listeners = new Listeners(server, settings.host(), settings.port(), keys);
    }

    Listeners listeners() {
        return listeners;
    }

    Javalin javalin(ServerContext context, Gate gate, LiveStream stream, Routes routes) {
        StreamEndpoint endpoint = new StreamEndpoint(context, stream);
        return Javalin.create(
                config -> {
                    quiet(config);
                    config.unsafe.jettyInternal.server = server;
                    config.jetty.modifyServletContextHandler(
                            handler -> {
                                keepNoSessions(handler.getSessionHandler());
                                // Compressing would cost memory for every client and time for
                                // every message; the column format is short already.
                                WebSocketServerComponents.ensureWebSocketComponents(server, handler)
                                        .getExtensionRegistry()
                                        .unregister("permessage-deflate");
                            });
                    config.jetty.modifyWebSocketServletFactory(Wiring::limit);
                    config.routes.before(ctx -> admit(ctx, gate));
                    config.routes.wsBeforeUpgrade(
                            ctx -> {
                                admit(ctx, gate);
                                Gate.require(Access.VIEWER, Routes.caller(ctx));
                            });
                    config.routes.ws(STREAM, endpoint::on);
                    routes.install(config.routes);
                    ErrorAnswers.on(config.routes);
                });
    }

    /// A WebSocket's upgrade asks for an HTTP session. Nobody uses it, and it would be kept, with a
    /// cookie, for as long as the server runs.
    private static void keepNoSessions(SessionHandler sessions) {
        NullSessionCache none = new NullSessionCache(sessions);
        none.setSessionDataStore(new NullSessionDataStore());
        sessions.setSessionCache(none);
        sessions.setUsingCookies(false);
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.defaultContentType = "application/octet-stream";
        config.http.compressionStrategy = CompressionStrategy.GZIP;
        config.router.ignoreTrailingSlashes = false;
    }

    private static void limit(JettyWebSocketServletFactory factory) {
        factory.setMaxTextMessageSize(StreamEndpoint.MESSAGE_LIMIT);
        factory.setMaxBinaryMessageSize(StreamEndpoint.MESSAGE_LIMIT);
        factory.setMaxFrameSize(StreamEndpoint.MESSAGE_LIMIT);
        factory.setIdleTimeout(STREAM_IDLE);
    }

    private static void admit(Context ctx, Gate gate) throws RefusedException {
        PageHeaders.set(ctx);
        ctx.attribute(Routes.CALLER, gate.admit(ctx.req()));
    }
}
