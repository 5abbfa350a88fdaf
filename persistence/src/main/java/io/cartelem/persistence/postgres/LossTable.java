package io.cartelem.persistence.postgres;

import io.cartelem.persistence.schema.LostRange;
import io.cartelem.persistence.schema.Stamps;

import java.sql.Connection;
import java.sql.SQLException;

/// What was lost, kept with the session. Functions without state.
final class LossTable {
    private LossTable() {}

    /// Notes a loss, unless somebody removed the session.
    static void insert(Connection connection, LostRange loss) throws SQLException {
        if (SessionTable.find(connection, loss.sessionId()).isPresent()) {
            Sql.update(
                    connection,
                    "INSERT INTO loss (session_id, from_ns, to_ns, samples, since_ns, reason)"
                            + " VALUES (?,?,?,?,?,?)",
                    loss.sessionId(),
                    loss.fromNs(),
                    loss.toNs(),
                    loss.samples(),
                    Stamps.ns(loss.since()),
                    SessionTable.clean(loss.reason()));
        }
    }

    /// How many samples of a session were given up.
    static long samples(Connection connection, long sessionId) throws SQLException {
        return Sql.number(
                connection,
                "SELECT coalesce(sum(samples), 0) FROM loss WHERE session_id = ?",
                sessionId);
    }
}
