package io.cartelem.persistence.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The customary layout as an anchor: one row a sample, in SQLite as a table without rowid with the
/// key (session, channel, time), in DuckDB as a table filled by its appender.
final class RowTable implements AutoCloseable {
    final Path file;
    private final Connection connection;
    private final boolean duck;
    private final PreparedStatement range;

    private RowTable(Path file, Connection connection, boolean duck) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.duck = duck;
        try (Statement statement = connection.createStatement()) {
            if (duck) {
                statement.execute("SET threads = 2");
            } else {
                statement.execute("PRAGMA page_size = 8192");
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                statement.execute("PRAGMA cache_size = -65536");
            }
            String key = duck ? "" : ", PRIMARY KEY (session, channel, t)";
            statement.execute(
                    "CREATE TABLE s (session INTEGER, channel INTEGER, t BIGINT, value DOUBLE"
                            + key
                            + ")"
                            + (duck ? "" : " WITHOUT ROWID"));
        }
        range =
                connection.prepareStatement(
                        "SELECT t, value FROM s WHERE session = 1 AND channel = ? AND t >= ?"
                                + " AND t < ? ORDER BY t");
    }

    static RowTable sqlite(Path file) throws SQLException {
        return new RowTable(file, DriverManager.getConnection("jdbc:sqlite:" + file), false);
    }

    static RowTable duckdb(Path file) throws SQLException {
        return new RowTable(file, DriverManager.getConnection("jdbc:duckdb:" + file), true);
    }

    void insert(Workload work, int perCommit) throws Exception {
        if (duck) {
            append(work, perCommit);
            return;
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO s VALUES (1, ?, ?, ?)")) {
            for (int i = 0; i < work.samples; i++) {
                insert.setInt(1, work.channel[i]);
                insert.setLong(2, work.us[i]);
                insert.setDouble(3, work.values[i]);
                insert.addBatch();
                if ((i + 1) % perCommit == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private void append(Workload work, int perCommit) throws Exception {
        var duckdb = connection.unwrap(org.duckdb.DuckDBConnection.class);
        try (var appender = duckdb.createAppender("main", "s")) {
            for (int i = 0; i < work.samples; i++) {
                appender.beginRow();
                appender.append(1);
                appender.append((int) work.channel[i]);
                appender.append(work.us[i]);
                appender.append(work.values[i]);
                appender.endRow();
                if ((i + 1) % perCommit == 0) {
                    appender.flush();
                }
            }
        }
    }

    /// Reads a range of one channel; answers the sum of its values.
    double read(int channel, long from, long to) throws SQLException {
        double sum = 0;
        range.setInt(1, channel);
        range.setLong(2, from);
        range.setLong(3, to);
        try (ResultSet row = range.executeQuery()) {
            while (row.next()) {
                sum += row.getLong(1) & 1;
                sum += row.getDouble(2);
            }
        }
        return sum;
    }

    double scan() throws SQLException {
        double sum = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT channel, t, value FROM s")) {
            while (row.next()) {
                sum += row.getInt(1) + (row.getLong(2) & 1) + row.getDouble(3);
            }
        }
        return sum;
    }

    long size() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(duck ? "CHECKPOINT" : "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        return Files.size(file);
    }

    @Override
    public void close() throws SQLException {
        range.close();
        connection.close();
    }
}
