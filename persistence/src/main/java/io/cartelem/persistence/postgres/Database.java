package io.cartelem.persistence.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

import java.sql.Connection;
import java.sql.SQLException;

/// The connections to the server, and transactions on them. Safe on any thread.
final class Database implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:io/cartelem/persistence/schema/postgres";
    private static final MigrationVersion SCHEMA = MigrationVersion.fromVersion("1");

    private final HikariDataSource pool;
    private final String location;
    private volatile boolean closed;

    /// Something to do on a connection.
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Connects and brings the schema up to date.
    ///
    /// @throws StoreException NOT_READY, NEWER_SCHEMA or FAILED
    Database(DatabaseUrl url, PostgresOptions options) {
        location = url.shown();
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgres");
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(options.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(options.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.addDataSourceProperty("ApplicationName", "Cartelem");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool = new HikariDataSource(config);
        try {
            migrate();
        } catch (StoreException e) {
            pool.close();
            throw e;
        }
    }

    private void migrate() {
        write(connection -> connection.isValid(5));
        try {
            Flyway flyway =
                    Flyway.configure(Database.class.getClassLoader())
                            .dataSource(pool)
                            .locations(MIGRATIONS)
                            .table("cartelem_schema")
                            .baselineOnMigrate(true)
                            .baselineVersion("0")
                            .load();
            MigrationInfo current = flyway.info().current();
            if (current != null
                    && current.getVersion() != null
                    && current.getVersion().compareTo(SCHEMA) > 0) {
                throw new StoreException(
                        Reason.NEWER_SCHEMA,
                        "The database "
                                + location
                                + " was written by a newer Cartelem; it was not touched.");
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    Reason.FAILED,
                    "The tables of " + location + " could not be made or brought up to date.",
                    e);
        }
    }

    /// The server and the database, without a password.
    String location() {
        return location;
    }

    boolean isClosed() {
        return closed;
    }

    /// A connection for the writer's own use, with transactions.
    Connection connect() throws SQLException {
        return pool.getConnection();
    }

    /// Reads in one consistent view of the data.
    <T> T read(Work<T> work) {
        return run(
                connection -> {
                    connection.setReadOnly(true);
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    return work.on(connection);
                });
    }

    /// Writes in one transaction.
    <T> T write(Work<T> work) {
        return run(work);
    }

    private <T> T run(Work<T> work) {
        if (closed) {
            throw closedNow();
        }
        try (Connection connection = pool.getConnection()) {
            boolean done = false;
            try {
                T result = work.on(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollback(connection);
                }
            }
        } catch (SQLException e) {
            throw closed ? closedNow() : PostgresErrors.of(e, location);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and its transaction with it; the first failure is thrown.
            return;
        }
    }

    private StoreException closedNow() {
        return new StoreException(Reason.NOT_READY, "The database " + location + " was closed.");
    }

    @Override
    public void close() {
        closed = true;
        pool.close();
    }
}
