package io.cartelem.persistence.postgres;

import io.cartelem.persistence.schema.Stamps;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Removes deleted sessions for good, a few thousand rows in each transaction, so that recording
/// gets through and the log stays small.
final class Purge {
    private static final int ROWS = 20_000;

    private final Database database;

    Purge(Database database) {
        this.database = database;
    }

    /// How many sessions went.
    int all(Instant deletedBefore) {
        List<Long> sessions =
                database.read(
                        c ->
                                Sql.list(
                                        c,
                                        "SELECT id FROM session WHERE trashed_ns < ? ORDER BY id",
                                        row -> row.getLong(1),
                                        Stamps.ns(deletedBefore)));
        sessions.forEach(this::one);
        return sessions.size();
    }

    private void one(long sessionId) {
        List<Integer> channels =
                database.read(
                        c ->
                                Sql.list(
                                        c,
                                        "SELECT number FROM channel WHERE session_id = ?",
                                        row -> row.getInt(1),
                                        sessionId));
        for (int channel : channels) {
            boolean more = true;
            while (more) {
                more = database.write(c -> step(c, sessionId, channel));
            }
        }
        database.write(
                c -> {
                    for (String table :
                            List.of(
                                    "signals",
                                    "frame",
                                    "marker",
                                    "clock_anchor",
                                    "clock_span",
                                    "loss",
                                    "channel")) {
                        Sql.update(c, "DELETE FROM " + table + " WHERE session_id = ?", sessionId);
                    }
                    return Sql.update(c, "DELETE FROM session WHERE id = ?", sessionId);
                });
    }

    /// Removes the earliest samples of a channel; whether more are left.
    private static boolean step(Connection c, long sessionId, int channel) throws SQLException {
        Optional<Long> until =
                Sql.first(
                        c,
                        "SELECT t_mono_ns FROM signals WHERE session_id = ? AND channel_id = ?"
                                + " ORDER BY t_mono_ns OFFSET ? LIMIT 1",
                        row -> row.getLong(1),
                        sessionId,
                        channel,
                        ROWS);
        return until.isPresent()
                && Sql.update(
                                c,
                                "DELETE FROM signals WHERE session_id = ? AND channel_id = ?"
                                        + " AND t_mono_ns <= ?",
                                sessionId,
                                channel,
                                until.get())
                        > 0;
    }
}
