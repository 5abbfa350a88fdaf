package io.cartelem.persistence.postgres;

import io.cartelem.persistence.schema.Stamps;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/// Samples of one session that were accepted and then given up, kept with the session so that
/// nobody takes the gap for a standstill.
///
/// @param fromNs time of the first of them, nanoseconds since the session's start
/// @param toNs time of the last of them
/// @param since when the first of them was given up
/// @param reason what was wrong, in a sentence
record Loss(long sessionId, long fromNs, long toNs, long samples, Instant since, String reason) {

    /// @param append with at least one sample
    static Loss of(Append append, String reason, Instant now) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (int i = 0; i < append.batch().size(); i++) {
            from = Math.min(from, append.batch().timeNs(i));
            to = Math.max(to, append.batch().timeNs(i));
        }
        return new Loss(append.sessionId(), from, to, append.batch().size(), now, reason);
    }

    /// Both as one range.
    Loss and(Loss later) {
        return new Loss(
                sessionId,
                Math.min(fromNs, later.fromNs),
                Math.max(toNs, later.toNs),
                samples + later.samples,
                since,
                later.reason);
    }

    /// Notes it, unless somebody removed the session.
    void insert(Connection connection) throws SQLException {
        if (SessionTable.find(connection, sessionId).isPresent()) {
            Sql.update(
                    connection,
                    "INSERT INTO loss (session_id, from_ns, to_ns, samples, since_ns, reason)"
                            + " VALUES (?,?,?,?,?,?)",
                    sessionId,
                    fromNs,
                    toNs,
                    samples,
                    Stamps.ns(since),
                    SessionTable.clean(reason));
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
