package io.cartelem.persistence.sqlite;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A connection that reads snapshots, with the statements it has prepared. Used by one thread at a
/// time.
final class ReadConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadConnection.class);

    private static final int KEPT = 256;

    private final Connection jdbc;
    private final Object identity;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    ReadConnection(Connection jdbc, Object identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    /// Which file it has open.
    Object identity() {
        return identity;
    }

    Connection jdbc() {
        return jdbc;
    }

    DSLContext jooq() {
        return Jooq.on(jdbc);
    }

    /// A prepared statement for fixed SQL, kept for the next read. Its earlier result ends.
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = jdbc.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /// As [#prepare], for a statement that is open several times at once, each under a number of
    /// its own. A merge of very many channels does not fill the memory with statements: those
    /// beyond a few hundred are not kept.
    ///
    /// @param opened where a statement goes that the caller has to close
    PreparedStatement prepare(String sql, int number, List<PreparedStatement> opened)
            throws SQLException {
        if (number < KEPT) {
            return prepare(sql + " -- " + number);
        }
        PreparedStatement statement = jdbc.prepareStatement(sql);
        opened.add(statement);
        return statement;
    }

    /// Runs `work` within one read transaction: tail and chunks belong together.
    <T> T onSnapshot(ReadPool.Read<T> work) throws Exception {
        execute("BEGIN");
        try {
            return work.run(this);
        } finally {
            execute("ROLLBACK");
        }
    }

    /// Closes the statements but not the connection, which belongs to someone else.
    void releaseStatements() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    @Override
    public void close() {
        try {
            jdbc.close();
        } catch (SQLException e) {
            LOG.debug("a reader did not close cleanly", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }
}
