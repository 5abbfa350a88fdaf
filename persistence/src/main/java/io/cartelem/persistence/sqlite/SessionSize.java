package io.cartelem.persistence.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Estimates how much of the file a session takes.
final class SessionSize {
    /// Room of a row beside its data: keys, lengths, its share of free space in the page.
    private static final int TAIL_ROW = 30;

    private static final int CHUNK_ROW = 90;
    private static final int FRAME_ROW = 30;

    private SessionSize() {}

    static long of(SessionView view) throws SQLException {
        return sum(
                        view,
                        "SELECT coalesce(sum(length(v.data) + "
                                + CHUNK_ROW
                                + "), 0) FROM channel c JOIN sample_chunk k ON k.channel_id = c.id"
                                + " JOIN value_column v ON v.id = k.value_id"
                                + " WHERE c.session_id = ?")
                + sum(
                        view,
                        "SELECT coalesce(sum(length(data)), 0) FROM time_column"
                                + " WHERE session_id = ?")
                + sum(
                        view,
                        "SELECT coalesce(sum(octet_length(json) + "
                                + FRAME_ROW
                                + "), 0) FROM frame WHERE session_id = ?")
                + sum(
                        view,
                        "SELECT count(*) * "
                                + TAIL_ROW
                                + " FROM sample_tail WHERE id >> 40 IN"
                                + " (SELECT id FROM channel WHERE session_id = ?)");
    }

    private static long sum(SessionView view, String sql) throws SQLException {
        PreparedStatement select = view.connection().prepare(sql);
        select.setLong(1, view.sessionId());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
