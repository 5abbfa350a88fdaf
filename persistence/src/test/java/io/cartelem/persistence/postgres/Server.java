package io.cartelem.persistence.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// One PostgreSQL server for all tests, with a database for each test class. The library stops it
/// when the tests' process ends.
final class Server {
    private static final EmbeddedPostgres POSTGRES = start();

    private Server() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "60")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The PostgreSQL server of the tests did not start", e);
        }
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

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                url(port(), database).jdbc() + "?user=postgres&connectTimeout=10");
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
