package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Joins neighbouring small chunks of a channel, which compaction leaves where a channel is slow.
/// Samples keep their ids. On the writer's thread, one object for one session.
final class ChunkMerger {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkMerger.class);

    /// A chunk of fewer samples wastes room on its header.
    private static final int SMALL = 384;

    private static final int MAX = 1024;

    private static final String CHUNKS_BY_ORDINAL =
            "SELECT "
                    + Columns.CHUNK
                    + " FROM sample_chunk WHERE channel_id = ? ORDER BY first_ordinal";

    private final long sessionId;
    private @Nullable ChunkWriter writer;
    private ChunkWriter.@Nullable Times times;

    ChunkMerger(long sessionId) {
        this.sessionId = sessionId;
    }

    void merge(WriterConnection connection, long channelId) throws SQLException {
        if (Metadata.find(connection.jooq(), sessionId)
                .filter(session -> session.trashed() == null)
                .isEmpty()) {
            return;
        }
        // A reader's view on the writer's connection: it lives as long as this call.
        ReadConnection reading = new ReadConnection(connection.jdbc(), sessionId);
        try {
            SessionView view = SessionView.of(reading, sessionId);
            for (ChannelRow channel : view.channels(SignalQuery.all(sessionId))) {
                if (channel.id() == channelId) {
                    merge(connection, view, channel);
                }
            }
        } finally {
            reading.releaseStatements();
        }
    }

    private void merge(WriterConnection connection, SessionView view, ChannelRow channel)
            throws SQLException {
        List<ChunkHeader> group = new ArrayList<>();
        int samples = 0;
        for (ChunkHeader chunk : chunks(view, channel)) {
            boolean joins =
                    samples + chunk.count() <= MAX && (samples < SMALL || chunk.count() < SMALL);
            if (!joins) {
                join(connection, view, group);
                group.clear();
                samples = 0;
            }
            group.add(chunk);
            samples += chunk.count();
        }
        join(connection, view, group);
    }

    private static List<ChunkHeader> chunks(SessionView view, ChannelRow channel)
            throws SQLException {
        List<ChunkHeader> chunks = new ArrayList<>();
        PreparedStatement select = view.connection().prepare(CHUNKS_BY_ORDINAL);
        select.setLong(1, channel.id());
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                chunks.add(Columns.chunk(row, channel));
            }
        }
        return chunks;
    }

    private void join(WriterConnection connection, SessionView view, List<ChunkHeader> group)
            throws SQLException {
        if (group.size() < 2) {
            return;
        }
        ChannelRow channel = group.getFirst().channel();
        ChannelBuffer joined =
                new ChannelBuffer(channel.id(), channel.channel(), new ChannelTotals());
        try {
            for (ChunkHeader chunk : group) {
                joined.addAll(view.load(chunk));
            }
        } catch (StoreException damaged) {
            LOG.warn("left as it is: {}", damaged.getMessage(), damaged);
            return;
        }
        for (ChunkHeader chunk : group) {
            delete(connection, "DELETE FROM value_column WHERE id = ?", chunk.valueId());
            delete(
                    connection,
                    "DELETE FROM sample_chunk WHERE channel_id = ? AND first_us = ?"
                            + " AND first_ordinal = ?",
                    channel.id(),
                    chunk.totals().firstUs,
                    chunk.firstOrdinal());
        }
        ChunkWriter chunks = connection.samples().chunks();
        chunks.write(
                times(chunks),
                channel.id(),
                group.getFirst().firstOrdinal(),
                joined.us,
                joined.values,
                joined.isText() ? joined.texts : null,
                joined.qualities,
                joined.size);
    }

    /// The time columns written so far, so that channels which shared theirs go on doing so.
    private ChunkWriter.Times times(ChunkWriter chunks) {
        ChunkWriter.Times known = times;
        if (known == null || writer != chunks) {
            known = chunks.times(sessionId);
            times = known;
            writer = chunks;
        }
        return known;
    }

    private static void delete(WriterConnection connection, String sql, long... key)
            throws SQLException {
        try (PreparedStatement delete = connection.jdbc().prepareStatement(sql)) {
            for (int i = 0; i < key.length; i++) {
                delete.setLong(i + 1, key[i]);
            }
            delete.executeUpdate();
        }
    }
}
