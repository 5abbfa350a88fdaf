package io.cartelem.persistence.sqlite;

import io.cartelem.persistence.chunk.NumberCodec;
import io.cartelem.persistence.chunk.TextCodec;
import io.cartelem.persistence.chunk.TimeCodec;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Puts columns of samples into chunks within the writer's current transaction. Belongs to the
/// writer's thread and to one connection.
final class ChunkWriter implements AutoCloseable {
    /// Larger chunks compress little better and cost more to open.
    private static final int MAX_SAMPLES = 1024;

    /// Texts of a chunk in characters, so that no chunk of long texts becomes a burden.
    private static final int MAX_CHARACTERS = 1 << 18;

    private final PreparedStatement insertTimes;
    private final PreparedStatement insertValues;
    private final PreparedStatement insertChunk;
    private long nextTimeId;
    private long nextValueId;

    ChunkWriter(Connection connection) throws SQLException {
        insertTimes =
                connection.prepareStatement(
                        "INSERT INTO time_column (id, session_id, data) VALUES (?, ?, ?)");
        insertValues =
                connection.prepareStatement("INSERT INTO value_column (id, data) VALUES (?, ?)");
        insertChunk =
                connection.prepareStatement(
                        "INSERT INTO sample_chunk (channel_id, first_ordinal, time_id, value_id,"
                                + " count, numbers, first_us, last_us, min, max, sum)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        nextTimeId = next(connection, "time_column");
        nextValueId = next(connection, "value_column");
    }

    /// The columns of time that one session has written in this transaction. Channels that were
    /// sampled together come with equal times and share one.
    final class Times {
        private final Map<Key, Long> written = new HashMap<>();
        private final long sessionId;

        Times(long sessionId) {
            this.sessionId = sessionId;
        }

        private long write(long[] us, int from, int count) throws SQLException {
            Key key = new Key(Arrays.copyOfRange(us, from, from + count));
            Long known = written.get(key);
            if (known != null) {
                return known;
            }
            long id = nextTimeId++;
            insertTimes.setLong(1, id);
            insertTimes.setLong(2, sessionId);
            insertTimes.setBytes(3, TimeCodec.encode(us, from, count));
            insertTimes.executeUpdate();
            written.put(key, id);
            return id;
        }
    }

    Times times(long sessionId) {
        return new Times(sessionId);
    }

    /// Writes the first `count` samples of the columns as chunks of even size.
    ///
    /// @param firstOrdinal ordinal of the first of them
    /// @param texts null for a numeric channel
    /// @return what was written
    ChannelTotals write(
            Times times,
            long channelId,
            long firstOrdinal,
            long[] us,
            double[] values,
            @Nullable String @Nullable [] texts,
            byte @Nullable [] qualities,
            int count)
            throws SQLException {
        ChannelTotals all = new ChannelTotals();
        int chunks = (count + MAX_SAMPLES - 1) / MAX_SAMPLES;
        int at = 0;
        for (int chunk = 0; chunk < chunks || at < count; chunk++) {
            int end = chunk + 1 >= chunks ? count : (int) ((long) count * (chunk + 1) / chunks);
            int size = texts == null ? end - at : fitting(texts, at, end);
            ChannelTotals totals =
                    texts == null
                            ? ChannelTotals.of(us, values, at, size)
                            : ChannelTotals.of(us, at, size);
            byte[] data =
                    texts == null
                            ? NumberCodec.encode(values, at, size, qualities)
                            : TextCodec.encode(texts, at, size, qualities);
            insert(channelId, firstOrdinal + at, times.write(us, at, size), data, totals);
            all.append(totals);
            at += size;
        }
        return all;
    }

    private void insert(
            long channelId, long firstOrdinal, long timeId, byte[] data, ChannelTotals totals)
            throws SQLException {
        long valueId = nextValueId++;
        insertValues.setLong(1, valueId);
        insertValues.setBytes(2, data);
        insertValues.executeUpdate();
        insertChunk.setLong(1, channelId);
        insertChunk.setLong(2, firstOrdinal);
        insertChunk.setLong(3, timeId);
        insertChunk.setLong(4, valueId);
        Columns.setTotals(insertChunk, 5, totals);
        insertChunk.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        insertTimes.close();
        insertValues.close();
        insertChunk.close();
    }

    private static int fitting(@Nullable String[] texts, int from, int end) {
        int characters = 0;
        int i = from;
        while (i < end) {
            String text = texts[i];
            characters += text == null ? 0 : text.length();
            if (characters > MAX_CHARACTERS && i > from) {
                break;
            }
            i++;
        }
        return i - from;
    }

    private static long next(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT coalesce(max(id), 0) + 1 FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private record Key(long[] us) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(us, key.us);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(us);
        }
    }
}
