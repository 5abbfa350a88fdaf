package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.Refusals;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Adds samples to the tail and turns the tail into chunks, within transactions that the writer
/// begins and ends. Belongs to the writer's thread and to one connection.
///
/// Everything in memory here mirrors committed rows plus those of the current transaction. When
/// that fails, the writer throws this object away and makes a new one, which reads the tail back:
/// the file is the only truth.
final class SampleWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SampleWriter.class);

    /// The tail is emptied at so many samples a channel, within the bounds below.
    private static final int SAMPLES_PER_CHANNEL = 768;

    private static final int MIN_TAIL = 16_384;
    private static final int MAX_TAIL = 65_536;

    /// Channel objects remembered by identity before the memory of them is cleared.
    private static final int KNOWN_OBJECTS = 4096;

    private final Connection connection;
    private final ChunkWriter chunks;
    private final TailTable tail;
    private final Map<Long, Session> sessions = new HashMap<>();
    private final List<ChannelBuffer> touched = new ArrayList<>();
    private final Set<Session> addedTo = new HashSet<>();
    private int tailSamples;
    private int newSamples;
    private int openChannels;

    /// Reads the committed tail back.
    SampleWriter(Connection connection) throws SQLException {
        this.connection = connection;
        this.chunks = new ChunkWriter(connection);
        this.tail = new TailTable(connection);
        Map<Long, ChannelBuffer> buffers = new HashMap<>();
        for (long sessionId : tail.sessions()) {
            for (ChannelBuffer buffer : session(sessionId).byKey.values()) {
                buffers.put(buffer.id, buffer);
            }
        }
        tailSamples = tail.readInto(buffers);
    }

    ChunkWriter chunks() {
        return chunks;
    }

    /// Samples in the tail by now.
    int tailSamples() {
        return tailSamples;
    }

    /// Takes samples into the current transaction; [#flush] writes them.
    void add(long sessionId, SampleBatch batch) throws SQLException {
        Session session = session(sessionId);
        addedTo.add(session);
        for (int i = 0; i < batch.size(); i++) {
            ChannelBuffer buffer = session.buffer(batch.channel(i));
            if (buffer.size == buffer.inTail) {
                touched.add(buffer);
            }
            Quality quality = batch.quality(i);
            buffer.add(
                    Math.floorDiv(batch.timeNs(i), 1000), batch.value(i), batch.text(i), quality);
        }
        newSamples += batch.size();
    }

    /// Writes what was added, into the tail or, when that has become long, all into chunks.
    ///
    /// @throws StoreException SESSION_NOT_FOUND if another program removed a session of it
    void flush() throws SQLException {
        for (Session session : addedTo) {
            if (!isThere(session)) {
                throw Refusals.notFound(session.id);
            }
        }
        addedTo.clear();
        int limit = Math.clamp((long) openChannels * SAMPLES_PER_CHANNEL, MIN_TAIL, MAX_TAIL);
        if (tailSamples + newSamples >= limit) {
            compact();
            return;
        }
        tail.insert(touched);
        for (ChannelBuffer buffer : touched) {
            buffer.inTail = buffer.size;
        }
        tailSamples += newSamples;
        touched.clear();
        newSamples = 0;
    }

    /// Turns the whole tail and all that was added into chunks. Short ones are merged when their
    /// session ends. What is in the tail of a session that another program removed goes with it.
    void compact() throws SQLException {
        if (tailSamples + newSamples == 0) {
            tail.clear();
            return;
        }
        for (Session session : List.copyOf(sessions.values())) {
            if (!isThere(session)) {
                LOG.warn("session {} was removed by another program", session.id);
                forget(session.id);
                continue;
            }
            ChunkWriter.Times times = chunks.times(session.id);
            for (ChannelBuffer buffer : session.byKey.values()) {
                if (buffer.size > 0) {
                    compact(buffer, times);
                }
            }
        }
        tail.clear();
        tailSamples = 0;
        touched.clear();
        newSamples = 0;
    }

    /// Forgets a session that ended and whose samples are all in chunks.
    void forget(long sessionId) {
        Session gone = sessions.remove(sessionId);
        if (gone != null) {
            openChannels -= gone.byKey.size();
        }
    }

    @Override
    public void close() throws SQLException {
        chunks.close();
        tail.close();
    }

    private void compact(ChannelBuffer buffer, ChunkWriter.Times times) throws SQLException {
        ChannelTotals written =
                chunks.write(
                        times,
                        buffer.id,
                        buffer.totals.samples,
                        buffer.us,
                        buffer.values,
                        buffer.isText() ? buffer.texts : null,
                        buffer.qualities,
                        buffer.size);
        buffer.totals.append(written);
        saveTotals(connection, buffer.id, buffer.totals);
        buffer.clear();
    }

    /// Notes with a channel what its chunks hold together.
    static void saveTotals(Connection connection, long channelId, ChannelTotals totals)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE channel SET samples = ?, numbers = ?, first_us = ?, last_us = ?,"
                                + " min = ?, max = ?, sum = ?, ordered = ? WHERE id = ?")) {
            Columns.setTotals(update, 1, totals);
            update.setInt(8, totals.ordered ? 1 : 0);
            update.setLong(9, channelId);
            update.executeUpdate();
        }
    }

    private boolean isThere(Session session) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM session WHERE id = ?")) {
            select.setLong(1, session.id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private Session session(long sessionId) throws SQLException {
        Session known = sessions.get(sessionId);
        if (known != null) {
            return known;
        }
        Session session = new Session(sessionId);
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT " + Columns.CHANNEL + " FROM channel WHERE session_id = ?")) {
            select.setLong(1, sessionId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    session.know(
                            new ChannelBuffer(
                                    row.getLong(1),
                                    Columns.channel(row),
                                    Columns.channelTotals(row)));
                }
            }
        }
        sessions.put(sessionId, session);
        return session;
    }

    /// What tells two channels of a session apart: a sensor that changes its unit begins a new one.
    private record Key(String source, String name, String unit, ValueKind kind) {
        static Key of(Channel channel) {
            return new Key(
                    stored(channel.source()),
                    stored(channel.name()),
                    stored(channel.unit()),
                    channel.kind());
        }

        /// As it comes back from the file, which keeps half a character as a question mark.
        private static String stored(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }
    }

    private final class Session {
        private final long id;
        private final Map<Key, ChannelBuffer> byKey = new HashMap<>();
        private final IdentityHashMap<Channel, ChannelBuffer> byObject = new IdentityHashMap<>();

        Session(long id) {
            this.id = id;
        }

        void know(ChannelBuffer buffer) {
            byKey.put(Key.of(buffer.channel), buffer);
            openChannels++;
        }

        ChannelBuffer buffer(Channel channel) throws SQLException {
            ChannelBuffer known = byObject.get(channel);
            if (known != null) {
                return known;
            }
            Key key = Key.of(channel);
            ChannelBuffer buffer = byKey.get(key);
            if (buffer == null) {
                buffer = new ChannelBuffer(insert(channel), channel, new ChannelTotals());
                know(buffer);
            }
            if (byObject.size() >= KNOWN_OBJECTS) {
                byObject.clear();
            }
            byObject.put(channel, buffer);
            return buffer;
        }

        private long insert(Channel channel) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO channel (session_id, source, name, unit, kind, decimals)"
                                    + " VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
                insert.setLong(1, id);
                insert.setString(2, channel.source());
                insert.setString(3, channel.name());
                insert.setString(4, channel.unit());
                insert.setString(5, channel.kind().name());
                insert.setInt(6, channel.decimals());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    long channelId = row.getLong(1);
                    if (channelId > SignalIds.MAX_CHANNEL) {
                        throw new StoreException(
                                Reason.INVALID,
                                "This file has no room for more channels; begin a new file.");
                    }
                    return channelId;
                }
            }
        }
    }
}
