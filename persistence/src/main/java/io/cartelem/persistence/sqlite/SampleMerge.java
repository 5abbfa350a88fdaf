package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.Signal;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Walks over the samples of many channels in the order of time, then id, and holds of each channel
/// only the chunk that it is in. (Where the times of a channel go back, chunks overlap; then it
/// holds those that do.) Used by one thread; close it.
///
/// A heap keeps what could come next on top: the next sample of a run, or a chunk that is still
/// folded, which stands at its first time before all samples of that time.
final class SampleMerge implements AutoCloseable {
    /// Where the values stand in a row of [SessionView#CHUNKS_WITH_DATA].
    private static final int DATA = 11;

    private final SessionView view;
    private final TimeRange range;
    private final List<PreparedStatement> statements = new ArrayList<>();
    private Entry[] heap = new Entry[64];
    private int size;
    private int opened;

    SampleMerge(SessionView view, List<ChannelRow> channels, TimeRange range) throws SQLException {
        this.view = view;
        this.range = range;
        try {
            for (Run run : view.tail(channels, range)) {
                pushRun(run);
            }
            for (ChannelRow channel : channels) {
                if (channel.chunked().samples > 0 && range.touches(channel.chunked())) {
                    pushNext(new Cursor(channel, open(channel)));
                }
            }
            unfold();
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    boolean hasNext() {
        return size > 0;
    }

    /// Time of the sample that comes next, microseconds.
    long nextUs() {
        return heap[0].us;
    }

    long nextId() {
        return heap[0].id;
    }

    /// The sample that comes next.
    Signal signal() {
        return heap[0].run().signal(heap[0].rank);
    }

    /// Passes the sample that comes next.
    void advance() throws SQLException {
        Entry top = heap[0];
        if (top.toNextSample()) {
            sink();
        } else {
            removeTop();
        }
        unfold();
    }

    @Override
    public void close() throws SQLException {
        for (int i = 0; i < size; i++) {
            Cursor cursor = heap[i].cursor;
            if (cursor != null) {
                cursor.rows.close();
            }
        }
        for (PreparedStatement statement : statements) {
            statement.close();
        }
    }

    /// Decodes chunks for as long as one is on top.
    private void unfold() throws SQLException {
        while (size > 0 && heap[0].cursor != null) {
            Entry folded = heap[0];
            ChunkHeader chunk = folded.chunk;
            Cursor cursor = folded.cursor;
            removeTop();
            if (chunk != null && cursor != null) {
                pushRun(view.load(chunk, folded.data));
                pushNext(cursor);
            }
        }
    }

    private ResultSet open(ChannelRow channel) throws SQLException {
        PreparedStatement select =
                view.connection().prepare(SessionView.CHUNKS_WITH_DATA, opened++, statements);
        return SessionView.chunkRows(select, channel, range);
    }

    private void pushNext(Cursor cursor) throws SQLException {
        ResultSet rows = cursor.rows;
        if (rows.next()) {
            ChunkHeader chunk = Columns.chunk(rows, cursor.channel);
            cursor.samples += chunk.count();
            push(new Entry(chunk, rows.getBytes(DATA), cursor));
            return;
        }
        rows.close();
        long expected = cursor.channel.chunked().samples;
        if (range.covers(cursor.channel.chunked()) && cursor.samples != expected) {
            throw view.incomplete(cursor.channel, cursor.samples);
        }
    }

    private void pushRun(Run run) {
        int from = run.rankOf(range.from());
        int to = run.rankOf(range.to());
        if (from < to) {
            push(new Entry(run, from, to));
        }
    }

    private void push(Entry entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!entry.before(heap[parent])) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = entry;
    }

    private void removeTop() {
        heap[0] = heap[--size];
        if (size > 0) {
            sink();
        }
    }

    /// Lets the top entry, whose time has changed, sink to where it belongs.
    private void sink() {
        Entry entry = heap[0];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(entry)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = entry;
    }

    /// The chunks of a channel that are still to come.
    private static final class Cursor {
        private final ChannelRow channel;
        private final ResultSet rows;
        private long samples;

        Cursor(ChannelRow channel, ResultSet rows) {
            this.channel = channel;
            this.rows = rows;
        }
    }

    private static final class Entry {
        private long us;
        private long id;
        private final @Nullable Run run;
        private int rank;
        private final int end;
        private final @Nullable ChunkHeader chunk;
        private final byte @Nullable [] data;
        private final @Nullable Cursor cursor;

        /// A run that stands at its sample `rank`.
        Entry(Run run, int rank, int end) {
            this.run = run;
            this.rank = rank;
            this.end = end;
            this.chunk = null;
            this.data = null;
            this.cursor = null;
            this.us = run.usAt(rank);
            this.id = run.id(rank);
        }

        /// A folded chunk with its values, and where those after it come from.
        Entry(ChunkHeader chunk, byte @Nullable [] data, Cursor cursor) {
            this.data = data;
            this.run = null;
            this.end = 0;
            this.chunk = chunk;
            this.cursor = cursor;
            this.us = chunk.totals().firstUs;
            this.id = -1;
        }

        Run run() {
            if (run == null) {
                throw new IllegalStateException("a folded chunk has no sample yet");
            }
            return run;
        }

        boolean toNextSample() {
            rank++;
            if (rank >= end) {
                return false;
            }
            us = run().usAt(rank);
            id = run().id(rank);
            return true;
        }

        boolean before(Entry other) {
            return us < other.us || (us == other.us && id < other.id);
        }
    }
}
