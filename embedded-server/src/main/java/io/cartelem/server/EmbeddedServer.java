package io.cartelem.server;

import io.cartelem.server.ServerException.Reason;
import io.cartelem.server.ServerSettings.Tls;
import io.cartelem.server.rest.Api;
import io.cartelem.server.rest.Routes;
import io.cartelem.server.security.Certificates;
import io.cartelem.server.security.Gate;
import io.cartelem.server.security.Token;
import io.cartelem.server.security.TokenVault;
import io.cartelem.server.stream.LiveStream;
import io.cartelem.server.web.StaticFiles;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The running server, and what the desktop shows of it. Safe on any thread; the methods that open
/// and close sockets take up to a second.
public final class EmbeddedServer implements AutoCloseable {
    private final ServerSettings settings;
    private final TokenVault tokens;
    private final LiveStream stream;
    private final Javalin javalin;
    private final Listeners listeners;
    private final Routes routes;
    private boolean closed;

    private EmbeddedServer(
            ServerSettings settings,
            TokenVault tokens,
            LiveStream stream,
            Javalin javalin,
            Listeners listeners,
            Routes routes) {
        this.settings = settings;
        this.tokens = tokens;
        this.stream = stream;
        this.javalin = javalin;
        this.listeners = listeners;
        this.routes = routes;
    }

    /// A device that may come in, for the list on the desktop.
    ///
    /// @param role `viewer` or `operator`
    /// @param label what its browser calls itself
    public record Device(String id, String role, String label, String address, String lastSeen) {}

    /// Starts it.
    ///
    /// @throws ServerException PORT_BUSY, NOT_ALLOWED, TLS or FAILED, with nothing left running
    public static EmbeddedServer start(ServerContext context, ServerSettings settings)
            throws ServerException {
        KeyStore keys = keys(settings, context);
        TokenVault tokens =
                new TokenVault(settings.accessFile(), settings.operatorPin(), context.clock());
        Gate gate = gate(settings, tokens, context);
        SteadyTime time = new SteadyTime(context.clock());
        LiveStream stream = new LiveStream(context, time, settings.messagesPerSecond());
        Routes routes =
                Api.routes(
                        context,
                        gate,
                        tokens,
                        time,
                        new Api.StreamLink(stream::clients, stream::dropped, stream::revoked),
                        new StaticFiles(context.phrasebook()));
        Wiring wiring = new Wiring(settings, keys);
        Javalin javalin = wiring.javalin(context, gate, stream, routes);
        try {
            javalin.start();
        } catch (RuntimeException e) {
            stream.close();
            javalin.stop();
            throw failure(settings, e);
        }
        return new EmbeddedServer(settings, tokens, stream, javalin, wiring.listeners(), routes);
    }

    /// The port, also where the settings left it open.
    public int port() {
        return listeners.port();
    }

    /// Listens at this computer's network addresses too, or no longer. Where the settings name a
    /// network address or all of them, the server is always shared. Call it again after the network
    /// changed.
    ///
    /// @throws ServerException if no address could be used
    public synchronized void share(boolean wanted) throws ServerException {
        if (closed || !bindsLoopbackOnly()) {
            return;
        }
        listeners.unshare();
        if (wanted) {
            listeners.share(Networks.addresses());
        } else {
            stream.unshared();
        }
    }

    public synchronized boolean isShared() {
        return !bindsLoopbackOnly() || listeners.isShared();
    }

    /// Where it is reached: network addresses first if it is shared, this computer last.
    public synchronized List<URI> addresses() {
        List<URI> all = new ArrayList<>();
        if (isShared()) {
            if (isEverywhere() || bindsLoopbackOnly()) {
                Networks.addresses().forEach(a -> all.add(uri(Networks.inUri(a))));
            } else {
                all.add(uri(Networks.inUri(settings.host())));
            }
        }
        if (isEverywhere()) {
            all.add(uri("127.0.0.1"));
        } else if (bindsLoopbackOnly()) {
            all.add(uri(Networks.inUri(settings.host())));
        }
        return all;
    }

    /// The link that lets another device look on; for the QR code.
    public URI viewerLink() {
        return addresses().getFirst().resolve("/?token=" + tokens.link());
    }

    /// Makes a new viewer link; the old one opens nothing any more.
    public URI renewViewerLink() {
        tokens.renewLink();
        return viewerLink();
    }

    /// The PIN with which another device may control.
    public String operatorPin() {
        return tokens.pin();
    }

    /// Devices that may come in, the one last seen first.
    public List<Device> devices() {
        return tokens.list().stream().map(EmbeddedServer::device).toList();
    }

    /// Takes a device's right back and ends its streams; false if there is none with that id.
    public boolean revoke(String id) {
        boolean known = tokens.revoke(id);
        stream.revoked(id);
        return known;
    }

    /// Clients of the stream connected now.
    public int streamClients() {
        return stream.clients();
    }

    /// Tells the clients that a collector changed.
    public void collectorsChanged() {
        stream.statusChanged();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        stream.close();
        javalin.stop();
        tokens.close();
    }

    /// The table of calls, for the comparison with the OpenAPI document.
    Routes routes() {
        return routes;
    }

    TokenVault tokens() {
        return tokens;
    }

    private boolean bindsLoopbackOnly() {
        return isLoopback(settings.host());
    }

    private boolean isEverywhere() {
        return settings.host().equals("0.0.0.0") || settings.host().equals("::");
    }

    private URI uri(String host) {
        String scheme = settings.tls() instanceof Tls.Off ? "http" : "https";
        return URI.create(scheme + "://" + host + ":" + port() + "/");
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Device device(Token token) {
        return new Device(
                token.id(),
                token.access().label(),
                token.label(),
                token.address(),
                token.lastUsed().toString());
    }

    private static Gate gate(ServerSettings settings, TokenVault tokens, ServerContext context)
            throws ServerException {
        try {
            return new Gate(
                    settings.publicHosts(), settings.trustedProxies(), tokens, context.clock());
        } catch (IllegalArgumentException e) {
            throw new ServerException(Reason.FAILED, "TRUSTED_PROXIES: " + e.getMessage(), e);
        }
    }

    private static @Nullable KeyStore keys(ServerSettings settings, ServerContext context)
            throws ServerException {
        try {
            return switch (settings.tls()) {
                case Tls.Off _ -> null;
                case Tls.Pem(var certificate, var key) -> Certificates.read(certificate, key);
                case Tls.SelfSigned(var folder) ->
                        Certificates.selfSigned(folder, names(settings), context.clock().utc());
            };
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerException(
                    Reason.TLS, "The certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private static Set<String> names(ServerSettings settings) {
        Set<String> names = new LinkedHashSet<>(Set.of("localhost", "127.0.0.1"));
        Networks.addresses().forEach(a -> names.add(Networks.inUri(a).replaceAll("[\\[\\]]", "")));
        names.addAll(settings.publicHosts());
        return names;
    }

    private static ServerException failure(ServerSettings settings, RuntimeException e) {
        String all = messages(e).toLowerCase(Locale.ROOT);
        String where = settings.host() + ":" + settings.port();
        if (all.contains("permission denied") || all.contains("cannot assign")) {
            return new ServerException(
                    Reason.NOT_ALLOWED, "The system does not let Cartelem listen at " + where, e);
        }
        if (e instanceof JavalinBindException || all.contains("address already in use")) {
            return new ServerException(
                    Reason.PORT_BUSY,
                    "Port " + settings.port() + " is in use by another program.",
                    e);
        }
        return new ServerException(Reason.FAILED, "The server did not start at " + where, e);
    }

    private static String messages(Throwable e) {
        StringBuilder all = new StringBuilder();
        for (Throwable t = e; t != null; t = t.getCause()) {
            all.append(t.getMessage()).append('\n');
        }
        return all.toString();
    }
}
