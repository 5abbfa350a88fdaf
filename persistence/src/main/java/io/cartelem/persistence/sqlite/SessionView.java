package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.chunk.DamagedChunkException;
import io.cartelem.persistence.chunk.NumberCodec;
import io.cartelem.persistence.chunk.NumberColumn;
import io.cartelem.persistence.chunk.TextCodec;
import io.cartelem.persistence.chunk.TextColumn;
import io.cartelem.persistence.chunk.TimeCodec;
import io.cartelem.persistence.schema.Refusals;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One session within one snapshot: its channels, its chunks, its part of the tail. Lives as long
/// as the read that made it; used by one thread.
final class SessionView {
    /// Decoded time columns kept, because channels that share one are read one after the other.
    private static final int TIME_COLUMNS = 64;

    /// The chunks of a channel that can hold samples of a time range, by their first time. In an
    /// ordered channel the last chunk that begins before the range is the earliest that reaches
    /// into it; in another one any chunk may.
    private static final String IN_RANGE =
            " FROM sample_chunk WHERE channel_id = ?1 AND last_us >= ?2 AND first_us < ?3"
                    + " AND first_us >= CASE WHEN ?4 THEN coalesce((SELECT max(first_us) FROM"
                    + " sample_chunk WHERE channel_id = ?1 AND first_us < ?2), ?2) ELSE"
                    + " -9223372036854775807 END ORDER BY first_us, first_ordinal";

    private static final String CHUNKS_IN_RANGE = "SELECT " + Columns.CHUNK + IN_RANGE;

    /// The same with the values, which saves a look-up for each chunk that is decoded anyway.
    static final String CHUNKS_WITH_DATA =
            "SELECT "
                    + Columns.CHUNK
                    + ", (SELECT data FROM value_column WHERE id = value_id)"
                    + IN_RANGE;

    private final ReadConnection connection;
    private final long sessionId;
    private final Map<Long, Times> timeColumns =
            new LinkedHashMap<>(TIME_COLUMNS, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Times> eldest) {
                    return size() > TIME_COLUMNS;
                }
            };

    private SessionView(ReadConnection connection, long sessionId) {
        this.connection = connection;
        this.sessionId = sessionId;
    }

    /// @throws StoreException SESSION_NOT_FOUND
    static SessionView of(ReadConnection connection, long sessionId) throws SQLException {
        PreparedStatement select = connection.prepare("SELECT 1 FROM session WHERE id = ?");
        select.setLong(1, sessionId);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw Refusals.notFound(sessionId);
            }
        }
        return new SessionView(connection, sessionId);
    }

    ReadConnection connection() {
        return connection;
    }

    long sessionId() {
        return sessionId;
    }

    /// The channels that `query` wants, by id.
    List<ChannelRow> channels(SignalQuery query) throws SQLException {
        List<ChannelRow> found = new ArrayList<>();
        PreparedStatement select =
                connection.prepare(
                        "SELECT "
                                + Columns.CHANNEL
                                + " FROM channel WHERE session_id = ? ORDER BY id");
        select.setLong(1, sessionId);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ChannelRow channel =
                        new ChannelRow(
                                row.getLong(1), Columns.channel(row), Columns.channelTotals(row));
                if (query.wants(channel.channel())) {
                    found.add(channel);
                }
            }
        }
        return found;
    }

    List<ChunkHeader> chunks(ChannelRow channel, TimeRange range) throws SQLException {
        List<ChunkHeader> found = new ArrayList<>();
        try (ResultSet row = chunkRows(connection.prepare(CHUNKS_IN_RANGE), channel, range)) {
            while (row.next()) {
                found.add(Columns.chunk(row, channel));
            }
        }
        return found;
    }

    /// Runs [#CHUNKS_WITH_DATA] or the same without data.
    static ResultSet chunkRows(PreparedStatement select, ChannelRow channel, TimeRange range)
            throws SQLException {
        select.setLong(1, channel.id());
        select.setLong(2, range.from());
        select.setLong(3, range.to());
        select.setInt(4, channel.chunked().ordered ? 1 : 0);
        return select.executeQuery();
    }

    /// Decodes a chunk.
    ///
    /// @throws StoreException DAMAGED, saying which part of the session it is
    Run load(ChunkHeader chunk) throws SQLException {
        return load(chunk, blob("SELECT data FROM value_column WHERE id = ?", chunk.valueId()));
    }

    /// Decodes a chunk of which the values have been read, null if they are missing.
    Run load(ChunkHeader chunk, byte @Nullable [] data) throws SQLException {
        try {
            Times times = times(chunk);
            ChannelRow channel = chunk.channel();
            if (channel.channel().kind() == ValueKind.TEXT) {
                TextColumn column = TextCodec.decode(present(data));
                requireCount(chunk, column.texts().length);
                return new Run(
                        channel,
                        chunk.firstOrdinal(),
                        times.us,
                        new double[0],
                        column.texts(),
                        column.qualities(),
                        times.order);
            }
            NumberColumn column = NumberCodec.decode(present(data));
            requireCount(chunk, column.values().length);
            return new Run(
                    channel,
                    chunk.firstOrdinal(),
                    times.us,
                    column.values(),
                    null,
                    column.qualities(),
                    times.order);
        } catch (DamagedChunkException e) {
            throw new StoreException(
                    Reason.DAMAGED,
                    String.format(
                            Locale.ROOT,
                            "Session %d, channel %s, %.3f s to %.3f s is damaged: %s.",
                            sessionId,
                            chunk.channel().channel().id(),
                            chunk.totals().firstUs / 1e6,
                            chunk.totals().lastUs / 1e6,
                            e.getMessage()),
                    e);
        }
    }

    /// Says that chunks of a channel are missing.
    StoreException incomplete(ChannelRow channel, long found) {
        return new StoreException(
                Reason.DAMAGED,
                "Session %d, channel %s is damaged: %d of its %d samples are in chunks."
                        .formatted(
                                sessionId,
                                channel.channel().id(),
                                found,
                                channel.chunked().samples));
    }

    /// The tail of some channels within a range, a run for each that has any, by channel id.
    List<Run> tail(List<ChannelRow> channels, TimeRange range) throws SQLException {
        return TailReader.read(connection, channels, range);
    }

    private Times times(ChunkHeader chunk) throws SQLException, DamagedChunkException {
        Times known = timeColumns.get(chunk.timeId());
        if (known == null) {
            byte[] data = blob("SELECT data FROM time_column WHERE id = ?", chunk.timeId());
            known = Times.of(TimeCodec.decode(present(data)));
            timeColumns.put(chunk.timeId(), known);
        }
        requireCount(chunk, known.us.length);
        if (known.firstUs != chunk.totals().firstUs || known.lastUs != chunk.totals().lastUs) {
            throw new DamagedChunkException("its times are not those that its index names");
        }
        return known;
    }

    private byte @Nullable [] blob(String sql, long id) throws SQLException {
        PreparedStatement select = connection.prepare(sql);
        select.setLong(1, id);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    private static byte[] present(byte @Nullable [] data) throws DamagedChunkException {
        if (data == null) {
            throw new DamagedChunkException("its data is missing");
        }
        return data;
    }

    /// A decoded time column.
    private record Times(long[] us, int @Nullable [] order, long firstUs, long lastUs) {
        static Times of(long[] us) {
            ChannelTotals totals = ChannelTotals.of(us, 0, us.length);
            return new Times(us, Run.orderOf(us), totals.firstUs, totals.lastUs);
        }
    }

    private static void requireCount(ChunkHeader chunk, int found) throws DamagedChunkException {
        if (found != chunk.totals().samples) {
            throw new DamagedChunkException(
                    "it holds " + found + " samples instead of " + chunk.totals().samples);
        }
    }
}
