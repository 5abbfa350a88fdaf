package io.cartelem.server;

import io.cartelem.server.ServerException.Reason;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The sockets at which the server listens. Sharing adds one for each network address and takes
/// them away again, while the one of this computer stays as it is. Confined to the lock of
/// [EmbeddedServer].
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int BACKLOG = 128;
    private static final int HEADER_BYTES = 8 * 1024;

    /// A connection that says nothing for so long is closed; a stream has its heartbeats.
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final HttpConfiguration http;
    private final @Nullable KeyStore keys;
    private final ServerConnector first;
    private final List<ServerConnector> shared = new ArrayList<>();

    /// @param keys the certificate, null for plain HTTP
    Listeners(Server server, String host, int port, @Nullable KeyStore keys) {
        this.server = server;
        this.keys = keys;
        this.http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(IDLE.toMillis());
        if (keys != null) {
            // Devices come by address, which no SNI names.
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        this.first = connector(host, port);
        server.addConnector(first);
    }

    int port() {
        return first.getLocalPort();
    }

    boolean isShared() {
        return !shared.isEmpty();
    }

    /// Listens at `addresses` too; an address that fails is left out, with a warning.
    ///
    /// @throws ServerException if none could be used
    void share(List<InetAddress> addresses) throws ServerException {
        Exception last = null;
        for (InetAddress address : addresses) {
            ServerConnector connector = connector(address.getHostAddress(), port());
            server.addConnector(connector);
            try {
                connector.start();
                shared.add(connector);
            } catch (Exception e) {
                server.removeConnector(connector);
                LOG.warn("not shared at {}: {}", address.getHostAddress(), e.getMessage());
                last = e;
            }
        }
        if (shared.isEmpty() && last != null) {
            throw new ServerException(
                    Reason.PORT_BUSY,
                    "Port " + port() + " is in use at this computer's network addresses.",
                    last);
        }
    }

    /// Listens at this computer only again and ends the connections of others.
    void unshare() {
        for (ServerConnector connector : shared) {
            try {
                connector.stop();
            } catch (Exception e) {
                LOG.warn("a listener did not stop in order", e);
            }
            server.removeConnector(connector);
        }
        shared.clear();
    }

    private ServerConnector connector(String host, int port) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector;
        if (keys == null) {
            connector = new ServerConnector(server, 1, 1, plain);
        } else {
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setKeyStore(keys);
            ssl.setKeyStorePassword("");
            ssl.setSniRequired(false);
            connector =
                    new ServerConnector(
                            server, 1, 1, new SslConnectionFactory(ssl, "http/1.1"), plain);
        }
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }
}
