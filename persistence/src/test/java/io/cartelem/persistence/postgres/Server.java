package io.cartelem.persistence.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// One PostgreSQL server for all tests, with a database for each test class. The library stops it
/// when the tests' process ends.
final class Server {
    private static final int PORTS = 5;
    private static final int LOWEST_PORT = 15_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final EmbeddedPostgres POSTGRES = start();

    private Server() {}

    private static EmbeddedPostgres start() {
        IOException last = null;
        for (int attempt = 0; attempt < PORTS; attempt++) {
            try {
                return EmbeddedPostgres.builder()
                        .setPort(freePort())
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "60")
                        // Vacuuming the template would hold up CREATE DATABASE.
                        .setServerConfig("autovacuum", "off")
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .start();
            } catch (IOException | IllegalStateException e) {
                last = new IOException("The PostgreSQL server of the tests did not start", e);
            }
        }
        throw new UncheckedIOException(last);
    }

    /// A port that nobody listens at. The server cannot take it at once, so it lies below those
    /// that systems give to connections, and whoever was quicker is made way for with another one.
    private static int freePort() throws IOException {
        int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(port));
        }
        return port;
    }

    static int port() {
        return POSTGRES.getPort();
    }

    /// The address of `database`, which is made if it is not there.
    static DatabaseUrl database(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")
                    .next()) {
                statement.execute("CREATE DATABASE " + database);
            }
        }
        return url(port(), database);
    }

    static DatabaseUrl url(int port, String database) {
        return DatabaseUrl.parse("postgresql://postgres@localhost:" + port + "/" + database);
    }

    /// The time for it is said here, because a store's pool sets the one that all drivers of the
    /// process go by.
    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                url(port(), database).jdbc() + "?user=postgres&connectTimeout=60&loginTimeout=60");
    }

    /// Empties a database that a store has used.
    static void empty(String database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "DO $$ BEGIN IF to_regclass('session') IS NOT NULL THEN TRUNCATE session,"
                            + " clock_anchor, clock_span, channel, signals, frame, marker, loss;"
                            + " END IF; END $$");
        }
    }
}
