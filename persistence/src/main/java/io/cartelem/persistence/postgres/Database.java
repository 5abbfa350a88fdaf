package io.cartelem.persistence.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import java.sql.Connection;
import java.sql.SQLException;

/// The connections to the server, and transactions on them. Safe on any thread.
final class Database implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:io/cartelem/persistence/schema/postgres";
    private static final String HISTORY = "cartelem_schema";
    private static final int SCHEMA = 2;

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

    /// Does not touch a database that is up to date, so that a user without the right to make
    /// tables can record.
    private void migrate() {
        int found = read(Database::schema);
        if (found > SCHEMA) {
            throw new StoreException(
                    Reason.NEWER_SCHEMA,
                    "The database "
                            + location
                            + " was written by a newer Cartelem; it was not touched.");
        }
        if (found == SCHEMA) {
            return;
        }
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations(MIGRATIONS)
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    Reason.FAILED,
                    "The tables of " + location + " could not be made or brought up to date.",
                    e);
        }
    }

    /// The version of the tables, 0 for none.
    private static int schema(Connection connection) throws SQLException {
        if (Sql.number(connection, "SELECT count(to_regclass(?))", HISTORY) == 0) {
            return 0;
        }
        return Sql.first(
                        connection,
                        "SELECT version FROM "
                                + HISTORY
                                + " WHERE success ORDER BY installed_rank DESC LIMIT 1",
                        row -> Integer.parseInt(row.getString(1)))
                .orElse(0);
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
