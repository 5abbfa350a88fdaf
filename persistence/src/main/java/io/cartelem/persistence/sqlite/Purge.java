package io.cartelem.persistence.sqlite;

import io.cartelem.persistence.schema.Stamps;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Removes sessions from the trash for good, a few hundred chunks at a time, so that recording goes
/// on in between.
final class Purge {
    private static final int STEP = 256;

    private static final String CHANNELS = "(SELECT id FROM channel WHERE session_id = ?1)";

    private static final List<String> CHUNK_DELETIONS =
            List.of(
                    "DELETE FROM value_column WHERE id IN (SELECT value_id FROM sample_chunk"
                            + " WHERE channel_id IN "
                            + CHANNELS
                            + " ORDER BY channel_id, first_us, first_ordinal LIMIT "
                            + STEP
                            + ")",
                    "DELETE FROM sample_chunk WHERE (channel_id, first_us, first_ordinal) IN"
                            + " (SELECT channel_id, first_us, first_ordinal FROM sample_chunk"
                            + " WHERE channel_id IN "
                            + CHANNELS
                            + " ORDER BY channel_id, first_us, first_ordinal LIMIT "
                            + STEP
                            + ")");

    /// In this order, each repeated until it finds nothing more: what is referred to goes last.
    private static final List<List<String>> DELETIONS =
            List.of(
                    CHUNK_DELETIONS,
                    List.of(
                            "DELETE FROM time_column WHERE id IN (SELECT id FROM time_column"
                                    + " WHERE session_id = ?1 LIMIT "
                                    + STEP
                                    + ")"),
                    List.of(
                            "DELETE FROM frame WHERE (session_id, number) IN (SELECT session_id, number"
                                    + " FROM frame WHERE session_id = ?1 LIMIT "
                                    + STEP
                                    + ")"));

    private static final List<String> LAST_DELETIONS =
            List.of(
                    "DELETE FROM channel WHERE session_id = ?1",
                    "DELETE FROM marker WHERE session_id = ?1",
                    "DELETE FROM clock_anchor WHERE session_id = ?1",
                    "DELETE FROM loss WHERE session_id = ?1",
                    "DELETE FROM session WHERE id = ?1");

    private final Writer writer;
    private final ReadPool readers;

    Purge(Writer writer, ReadPool readers) {
        this.writer = writer;
        this.readers = readers;
    }

    /// @return how many sessions went
    int all(Instant deletedBefore) {
        long before = Stamps.ns(deletedBefore);
        List<Long> gone = readers.read(c -> Metadata.ids(c.jdbc(), "trashed_ns < " + before));
        for (long sessionId : gone) {
            boolean more = true;
            while (more) {
                more = writer.call(c -> step(c, sessionId));
            }
        }
        return gone.size();
    }

    private static boolean step(WriterConnection connection, long sessionId) throws SQLException {
        if (Metadata.get(connection.jooq(), sessionId).trashed() == null) {
            return false;
        }
        for (List<String> deletions : DELETIONS) {
            int deleted = 0;
            for (String deletion : deletions) {
                deleted += delete(connection.jdbc(), deletion, sessionId);
            }
            if (deleted > 0) {
                return true;
            }
        }
        connection.samples().forget(sessionId);
        for (String deletion : LAST_DELETIONS) {
            delete(connection.jdbc(), deletion, sessionId);
        }
        return false;
    }

    private static int delete(Connection connection, String sql, long sessionId)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, sessionId);
            return delete.executeUpdate();
        }
    }
}
