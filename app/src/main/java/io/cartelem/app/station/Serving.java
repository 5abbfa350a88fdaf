package io.cartelem.app.station;

import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.server.EmbeddedServer;
import io.cartelem.server.ServerContext;
import io.cartelem.server.ServerException;
import io.cartelem.server.ServerSettings;
import io.cartelem.server.ServerSettings.Tls;

import java.nio.file.Path;
import java.util.Set;

/// Turns the settings into a running server.
final class Serving {
    /// The desktop looks so far for a free port above one that is taken.
    private static final int PORTS_TRIED = 20;

    private Serving() {}

    /// @param insist whether a busy port is an error, as it is for a headless station that others
    ///   find by it; the desktop takes the next free one
    static EmbeddedServer start(
            Configuration config, Path dataFolder, ServerContext context, boolean insist)
            throws ServerException {
        ServerSettings settings = settings(config, dataFolder);
        for (int tried = 1; ; tried++) {
            try {
                return EmbeddedServer.start(context, settings);
            } catch (ServerException e) {
                boolean busy = e.reason() == ServerException.Reason.PORT_BUSY;
                if (insist || !busy || tried == PORTS_TRIED || settings.port() == 65_535) {
                    throw e;
                }
                settings = settings.withPort(settings.port() + 1);
            }
        }
    }

    private static ServerSettings settings(Configuration config, Path dataFolder) {
        String pin = config.get(Keys.OPERATOR_PIN);
        return new ServerSettings(
                config.get(Keys.HOST),
                config.get(Keys.PORT),
                pin.isEmpty() ? null : pin,
                Set.copyOf(config.get(Keys.PUBLIC_HOSTS)),
                Set.copyOf(config.get(Keys.TRUSTED_PROXIES)),
                tls(config, dataFolder),
                dataFolder.resolve("access.json"),
                ServerSettings.DEFAULT_MESSAGES_PER_SECOND);
    }

    private static Tls tls(Configuration config, Path dataFolder) {
        return switch (config.get(Keys.TLS)) {
            case "self-signed" -> new Tls.SelfSigned(dataFolder.resolve("tls"));
            case "files" ->
                    new Tls.Pem(
                            Path.of(config.get(Keys.TLS_CERT)), Path.of(config.get(Keys.TLS_KEY)));
            default -> new Tls.Off();
        };
    }
}
