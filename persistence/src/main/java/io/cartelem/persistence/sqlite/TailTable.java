package io.cartelem.persistence.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The writer's side of `sample_tail`. Belongs to the writer's thread and to one connection.
final class TailTable implements AutoCloseable {
    /// Rows that one statement inserts: most of the cost of a row is that of its statement.
    private static final int[] ROWS = {128, 16, 1};

    private static final int COLUMNS = 3;

    private final Connection connection;
    private final List<PreparedStatement> inserts = new ArrayList<>();
    private final PreparedStatement insertSpecial;

    TailTable(Connection connection) throws SQLException {
        this.connection = connection;
        for (int rows : ROWS) {
            inserts.add(
                    connection.prepareStatement(
                            "INSERT INTO sample_tail (id, t_us, value) VALUES (?, ?, ?)"
                                    + ", (?, ?, ?)".repeat(rows - 1)));
        }
        insertSpecial =
                connection.prepareStatement(
                        "INSERT INTO sample_tail (id, t_us, value, quality) VALUES (?, ?, ?, ?)");
    }

    /// Inserts what the buffers hold beyond the tail.
    void insert(List<ChannelBuffer> buffers) throws SQLException {
        List<ChannelBuffer> plain = new ArrayList<>();
        int rows = 0;
        for (ChannelBuffer buffer : buffers) {
            if (buffer.isText() || buffer.qualities != null) {
                insertSpecial(buffer);
            } else {
                plain.add(buffer);
                rows += buffer.size - buffer.inTail;
            }
        }
        RowBinder binder = new RowBinder(plain);
        for (int i = 0; i < ROWS.length; i++) {
            for (; rows >= ROWS[i]; rows -= ROWS[i]) {
                binder.bind(inserts.get(i), ROWS[i]);
                inserts.get(i).executeUpdate();
            }
        }
    }

    /// The sessions of which samples are in the tail. What is there of one that another program
    /// removed goes when the tail is cleared.
    List<Long> sessions() throws SQLException {
        List<Long> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT DISTINCT session_id FROM channel WHERE id IN"
                                        + " (SELECT DISTINCT id >> 40 FROM sample_tail)"
                                        + " AND session_id IN (SELECT id FROM session)")) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found;
    }

    /// Fills the empty buffers of all channels in the tail.
    ///
    /// @return the samples read
    int readInto(Map<Long, ChannelBuffer> buffersByChannel) throws SQLException {
        int samples = 0;
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery(
                                "SELECT id, t_us, value, quality FROM sample_tail ORDER BY id")) {
            while (row.next()) {
                ChannelBuffer buffer = buffersByChannel.get(SignalIds.channelOf(row.getLong(1)));
                if (buffer == null) {
                    continue;
                }
                buffer.add(
                        row.getLong(2),
                        buffer.isText() ? Double.NaN : Columns.number(row, 3),
                        buffer.isText() ? row.getString(3) : null,
                        Columns.quality(row.getInt(4)));
                buffer.inTail = buffer.size;
                samples++;
            }
        }
        return samples;
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM sample_tail");
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement insert : inserts) {
            insert.close();
        }
        insertSpecial.close();
    }

    private void insertSpecial(ChannelBuffer buffer) throws SQLException {
        for (int i = buffer.inTail; i < buffer.size; i++) {
            insertSpecial.setLong(1, buffer.signalId(i));
            insertSpecial.setLong(2, buffer.us[i]);
            if (buffer.isText()) {
                insertSpecial.setString(3, buffer.texts[i]);
            } else {
                insertSpecial.setDouble(3, buffer.values[i]);
            }
            insertSpecial.setInt(4, buffer.qualities == null ? 0 : buffer.qualities[i]);
            insertSpecial.executeUpdate();
        }
    }

    /// Walks over the new samples of several buffers as if they were one.
    private static final class RowBinder {
        private final List<ChannelBuffer> buffers;
        private int current;
        private int index = -1;

        RowBinder(List<ChannelBuffer> buffers) {
            this.buffers = buffers;
        }

        void bind(PreparedStatement insert, int rows) throws SQLException {
            for (int row = 0; row < rows; row++) {
                ChannelBuffer buffer = buffers.get(current);
                if (index < 0) {
                    index = buffer.inTail;
                }
                insert.setLong(row * COLUMNS + 1, buffer.signalId(index));
                insert.setLong(row * COLUMNS + 2, buffer.us[index]);
                insert.setDouble(row * COLUMNS + 3, buffer.values[index]);
                if (++index == buffer.size) {
                    current++;
                    index = -1;
                }
            }
        }
    }
}
