package io.cartelem.persistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Who records a session holds an advisory lock on it, which the server lets go when the connection
/// ends: so one car's start does not close what another car is recording.
final class WriterLock {
    /// "CTLM": keeps clear of other programs' locks in the same database.
    private static final int CLASS = 0x43544C4D;

    private WriterLock() {}

    /// Takes the lock for as long as the connection lives. Does not wait: the server may not have
    /// noticed yet that an earlier connection of ours is gone.
    static void take(Connection connection, long sessionId) throws SQLException {
        Sql.first(
                connection,
                "SELECT pg_try_advisory_lock(?, ?)",
                row -> row.getBoolean(1),
                CLASS,
                (int) sessionId);
    }

    /// Whether nobody records the session. Holds the lock until the transaction ends.
    static boolean isFree(Connection connection, long sessionId) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT pg_try_advisory_xact_lock(?, ?)",
                        row -> row.getBoolean(1),
                        CLASS,
                        (int) sessionId)
                .orElse(false);
    }

    static void releaseAll(Connection connection) throws SQLException {
        Sql.first(connection, "SELECT pg_advisory_unlock_all()", row -> true);
    }
}
