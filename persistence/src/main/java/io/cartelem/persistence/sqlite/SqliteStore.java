package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Frame;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreStatus;
import io.cartelem.persistence.schema.LostRange;
import io.cartelem.persistence.schema.Refusals;
import io.cartelem.persistence.schema.SqliteSchema;
import io.cartelem.persistence.schema.Tables.Session;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Sessions in one SQLite file. Safe on any thread.
///
/// The file belongs to one process at a time; other programs may read it. Futures of appends
/// complete on a thread of the store; what hangs on them should be quick.
public final class SqliteStore extends SqliteReader implements SessionStore {

    private final StoreFile file;
    private final Writer writer;
    private final ReadPool readers;
    private final Maintenance maintenance;

    /// Sessions that record now, in this process or before a crash of an earlier one.
    private final Set<Long> recording = ConcurrentHashMap.newKeySet();

    /// Sessions that an earlier process left recording.
    private final Set<Long> interrupted = ConcurrentHashMap.newKeySet();

    private SqliteStore(StoreFile file, Writer writer, ReadPool readers, List<Long> open) {
        super(readers);
        this.file = file;
        this.writer = writer;
        this.readers = readers;
        this.maintenance = new Maintenance(file, writer);
        recording.addAll(open);
        interrupted.addAll(open);
    }

    /// Opens `file`, makes it if it is not there, brings an older one to the present schema (a
    /// backup of it stays beside it), and puts in order what a crash left.
    ///
    /// @throws StoreException LOCKED, FOREIGN, NEWER_SCHEMA, READ_ONLY, DAMAGED or FAILED
    public static SqliteStore open(Path file, SqliteOptions options, Clock clock) {
        return open(file, options, clock, SqliteSchema.CURRENT);
    }

    static SqliteStore open(Path path, SqliteOptions options, Clock clock, SqliteSchema schema) {
        StoreFile file = StoreFile.open(path, options, schema);
        WriterConnection connection = null;
        try {
            connection = new WriterConnection(file);
            List<Long> open =
                    connection.inTransaction(
                            c -> {
                                c.samples().compact();
                                return Metadata.ids(
                                        c.jdbc(), "started_ns NOT NULL AND stopped_ns IS NULL");
                            });
            Writer writer = new Writer(file, options, connection, clock);
            SqliteStore store = new SqliteStore(file, writer, new ReadPool(file), open);
            writer.start();
            writer.later(new Tidying());
            return store;
        } catch (Exception e) {
            if (connection != null) {
                connection.close();
            }
            file.close();
            throw SqliteErrors.of(e, file.path());
        }
    }

    /// The file.
    public Path path() {
        return file.path();
    }

    @Override
    public SessionInfo create(SessionDraft draft, SessionOrigin origin, Instant created) {
        return writer.call(
                c -> Metadata.get(c.jooq(), Metadata.insert(c.jooq(), draft, origin, created)));
    }

    @Override
    public Optional<SessionInfo> session(long sessionId) {
        return readers.read(c -> Metadata.find(c.jooq(), sessionId));
    }

    @Override
    public SessionList sessions(SessionQuery query) {
        return readers.read(c -> Metadata.list(c.jooq(), query));
    }

    @Override
    public SessionInfo edit(long sessionId, SessionDraft details) {
        return writer.call(
                c -> {
                    Metadata.edit(c.jooq(), sessionId, details);
                    return Metadata.get(c.jooq(), sessionId);
                });
    }

    @Override
    public SessionInfo begin(
            long sessionId, Instant start, ClockAnchor.Trust trust, SessionOrigin origin) {
        SessionInfo begun =
                writer.call(
                        c -> {
                            SessionInfo info = Metadata.get(c.jooq(), sessionId);
                            if (info.started() != null) {
                                throw Refusals.conflict(
                                        sessionId,
                                        info.active() ? "records already" : "has recorded already");
                            }
                            requireKept(info);
                            Metadata.begin(c.jooq(), sessionId, start, origin);
                            Metadata.anchor(c.jooq(), sessionId, new ClockAnchor(0, start, trust));
                            return Metadata.get(c.jooq(), sessionId);
                        });
        recording.add(sessionId);
        return begun;
    }

    @Override
    public CompletableFuture<Void> append(long sessionId, SampleBatch batch) {
        StoreException refusal = refusal(sessionId, batch);
        return refusal == null
                ? writer.append(Append.of(sessionId, batch))
                : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletableFuture<Void> appendFrame(long sessionId, long timeNs, String json) {
        return recording.contains(sessionId)
                ? writer.append(Append.of(sessionId, new Frame(0, timeNs, json)))
                : CompletableFuture.failedFuture(notRecording(sessionId));
    }

    @Override
    public void anchor(long sessionId, ClockAnchor anchor) {
        writer.call(
                c -> {
                    Metadata.get(c.jooq(), sessionId);
                    Metadata.anchor(c.jooq(), sessionId, anchor);
                    return true;
                });
    }

    @Override
    public SessionInfo finish(long sessionId, Instant stopped) {
        if (!recording.remove(sessionId)) {
            throw notRecording(sessionId);
        }
        try {
            SessionInfo finished =
                    writer.callAfterAppends(
                            c -> {
                                Metadata.set(c.jooq(), sessionId, Session.STOPPED_NS, stopped);
                                c.samples().compact();
                                c.samples().forget(sessionId);
                                return Metadata.get(c.jooq(), sessionId);
                            });
            interrupted.remove(sessionId);
            writer.later(new Tidying());
            return finished;
        } catch (StoreException e) {
            recording.add(sessionId);
            throw e;
        }
    }

    @Override
    public List<SessionInfo> recover() {
        List<SessionInfo> recovered = new ArrayList<>();
        for (long sessionId : List.copyOf(interrupted)) {
            recovered.add(writer.call(c -> Recovery.close(c, sessionId)));
            recording.remove(sessionId);
            interrupted.remove(sessionId);
        }
        if (!recovered.isEmpty()) {
            writer.later(new Tidying());
        }
        return recovered;
    }

    @Override
    public Marker mark(long sessionId, long timeNs, String text) {
        return writer.call(
                c -> {
                    Metadata.get(c.jooq(), sessionId);
                    return Metadata.mark(c.jooq(), sessionId, timeNs, text);
                });
    }

    @Override
    public void unmark(long sessionId, long markerId) {
        writer.call(
                c -> {
                    Metadata.get(c.jooq(), sessionId);
                    Metadata.unmark(c.jooq(), sessionId, markerId);
                    return true;
                });
    }

    @Override
    public void delete(long sessionId, Instant when) {
        writer.call(
                c -> {
                    SessionInfo info = Metadata.get(c.jooq(), sessionId);
                    if (info.active()) {
                        throw Refusals.conflict(sessionId, "records at the moment");
                    }
                    if (info.trashed() == null) {
                        Metadata.set(c.jooq(), sessionId, Session.TRASHED_NS, when);
                    }
                    return true;
                });
    }

    @Override
    public SessionInfo restore(long sessionId) {
        return writer.call(
                c -> {
                    Metadata.set(c.jooq(), sessionId, Session.TRASHED_NS, null);
                    return Metadata.get(c.jooq(), sessionId);
                });
    }

    @Override
    public int purge(Instant deletedBefore) {
        int gone = new Purge(writer, readers).all(deletedBefore);
        if (gone > 0) {
            maintenance.reclaim();
        }
        return gone;
    }

    @Override
    public StoreStatus status() {
        return StatusProbe.of(file.path(), writer);
    }

    @Override
    public long sizeOf(long sessionId) {
        return readers.read(c -> SessionSize.of(SessionView.of(c, sessionId)));
    }

    /// Puts everything appended so far into chunks and merges the small chunks of sessions that
    /// have ended. Happens by itself in idle time; returns when it is done.
    public void compact() {
        maintenance.compact();
    }

    /// Gives the room of purged sessions back to the disk in small steps that let recording
    /// through.
    ///
    /// @return bytes by which the file became smaller
    public long reclaim() {
        return maintenance.reclaim();
    }

    /// Writes a complete copy to `target` while recording goes on. It holds everything that was
    /// appended before the call.
    ///
    /// @throws StoreException INVALID if `target` exists, DISK_FULL or FAILED if it cannot be
    ///   written
    public void backup(Path target) {
        maintenance.backup(target);
    }

    /// Checks the whole file, which takes about as long as reading it.
    public IntegrityReport check() {
        return readers.read(c -> IntegrityCheck.run(c, file.path()));
    }

    /// What was given up in a session while its disk failed, in the order of time of failing.
    public List<LostRange> losses(long sessionId) {
        return readers.read(c -> LossTable.of(c.jooq(), sessionId));
    }

    @Override
    public long lostSamples(long sessionId) {
        return losses(sessionId).stream().mapToLong(LostRange::samples).sum();
    }

    @Override
    public void close() {
        // The writer goes last: only then does SQLite take the log into the file and remove it.
        readers.close();
        writer.close();
        file.close();
    }

    /// Runs a pragma on the writer's connection; the tests make faults with it.
    void onWriter(String pragma) {
        writer.outsideTransaction(pragma);
    }

    /// The youngest session that records, or that a crash left recording.
    long lastRecording() {
        return Collections.max(recording);
    }

    private static void requireKept(SessionInfo info) {
        if (info.trashed() != null) {
            throw Refusals.conflict(info.id(), "is in the trash");
        }
    }

    private StoreException notRecording(long sessionId) {
        return session(sessionId).isPresent()
                ? Refusals.conflict(sessionId, "does not record")
                : Refusals.notFound(sessionId);
    }

    private @Nullable StoreException refusal(long sessionId, SampleBatch batch) {
        if (!recording.contains(sessionId)) {
            return notRecording(sessionId);
        }
        return Refusals.of(batch).orElse(null);
    }
}
