package io.cartelem.persistence.sqlite;

import static io.cartelem.persistence.schema.Tables.Session.SESSION;

import io.cartelem.persistence.schema.Tables.Session;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Merges the small chunks of sessions that have ended, a channel at a time, in the writer's idle
/// time. What a crash interrupts begins anew at the next start.
final class Tidying implements Writer.Step {
    private final Deque<Long> channels = new ArrayDeque<>();
    private long sessionId;
    private @Nullable ChunkMerger merger;

    @Override
    public boolean run(WriterConnection connection) throws SQLException {
        if (merger == null && !takeSession(connection)) {
            return false;
        }
        ChunkMerger current = merger;
        Long channel = channels.pollFirst();
        if (current != null && channel != null) {
            current.merge(connection, channel);
            return true;
        }
        dropUnusedTimes(connection);
        connection
                .jooq()
                .update(SESSION)
                .set(Session.TIDY, 1)
                .where(Session.ID.eq(sessionId))
                .execute();
        merger = null;
        return true;
    }

    private boolean takeSession(WriterConnection connection) throws SQLException {
        List<Long> untidy =
                Metadata.ids(
                        connection.jdbc(),
                        "stopped_ns NOT NULL AND trashed_ns IS NULL AND tidy = 0");
        if (untidy.isEmpty()) {
            return false;
        }
        sessionId = untidy.getFirst();
        merger = new ChunkMerger(sessionId);
        try (PreparedStatement select =
                connection.jdbc().prepareStatement("SELECT id FROM channel WHERE session_id = ?")) {
            select.setLong(1, sessionId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    channels.add(row.getLong(1));
                }
            }
        }
        return true;
    }

    private void dropUnusedTimes(WriterConnection connection) throws SQLException {
        try (PreparedStatement delete =
                connection
                        .jdbc()
                        .prepareStatement(
                                "DELETE FROM time_column WHERE session_id = ?1 AND id NOT IN"
                                        + " (SELECT k.time_id FROM channel c JOIN sample_chunk k"
                                        + " ON k.channel_id = c.id WHERE c.session_id = ?1)")) {
            delete.setLong(1, sessionId);
            delete.executeUpdate();
        }
    }
}
