package io.cartelem.persistence.postgres;

import io.cartelem.core.model.SessionInfo;
import io.cartelem.persistence.schema.Stamps;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Closes a session that a crash left recording.
final class Recovery {
    private Recovery() {}

    /// Empty if somebody still records it.
    static Optional<SessionInfo> close(Connection c, long sessionId) throws SQLException {
        if (!WriterLock.isFree(c, sessionId)) {
            return Optional.empty();
        }
        SessionInfo info = SessionTable.lock(c, sessionId);
        Instant started = info.started();
        if (started == null || info.stopped() != null) {
            return Optional.empty();
        }
        Optional<Long> last =
                Sql.first(
                        c,
                        "SELECT max(last_ns) AS last FROM channel WHERE session_id = ?"
                                + " HAVING max(last_ns) IS NOT NULL",
                        row -> row.getLong(1),
                        sessionId);
        Instant stopped =
                last.isPresent() ? SessionTable.timebase(c, sessionId).utcOf(last.get()) : started;
        Sql.update(
                c,
                "UPDATE session SET stopped_ns = ?, recovered = true WHERE id = ?",
                Stamps.ns(stopped),
                sessionId);
        return Optional.of(SessionTable.get(c, sessionId));
    }
}
