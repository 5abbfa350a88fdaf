package io.cartelem.persistence.postgres;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreStatus;
import io.cartelem.persistence.schema.Refusals;
import io.cartelem.persistence.schema.Stamps;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Sessions in a PostgreSQL database, shared by a team. Safe on any thread, and for any number of
/// computers at a time, each recording its own sessions.
///
/// Futures of appends complete on the store's writing thread; what hangs on them should be quick.
public final class PostgresStore extends PostgresReader implements SessionStore {

    /// A session of another computer counts as left behind when nothing came for so long.
    private static final String SILENCE = "10 minutes";

    /// A row with its two index entries in bytes, as measured.
    private static final int BYTES_PER_SAMPLE = 215;

    private final Database database;
    private final PostgresWriter writer;
    private final String computer = computer();

    /// Sessions that this process records.
    private final Set<Long> recording = ConcurrentHashMap.newKeySet();

    private PostgresStore(Database database, PostgresOptions options) {
        super(database);
        this.database = database;
        this.writer = new PostgresWriter(database::connect, database.location(), options);
    }

    /// Connects, and makes or updates the tables.
    ///
    /// @throws StoreException NOT_READY if the server does not answer or refuses the user,
    ///   NEWER_SCHEMA, FAILED
    public static PostgresStore open(DatabaseUrl url, PostgresOptions options) {
        return new PostgresStore(new Database(url, options), options);
    }

    @Override
    public SessionInfo create(SessionDraft draft, SessionOrigin origin, Instant created) {
        return database.write(c -> SessionTable.insert(c, draft, origin, created));
    }

    @Override
    public Optional<SessionInfo> session(long sessionId) {
        return database.read(c -> SessionTable.find(c, sessionId));
    }

    @Override
    public SessionList sessions(SessionQuery query) {
        return database.read(c -> SessionTable.list(c, query));
    }

    @Override
    public SessionInfo edit(long sessionId, SessionDraft details) {
        return database.write(c -> SessionTable.edit(c, sessionId, details));
    }

    @Override
    public SessionInfo begin(
            long sessionId, Instant start, ClockAnchor.Trust trust, SessionOrigin origin) {
        SessionInfo begun =
                database.write(
                        c -> {
                            SessionInfo info = SessionTable.lock(c, sessionId);
                            if (info.started() != null) {
                                throw Refusals.conflict(
                                        sessionId,
                                        info.active() ? "records already" : "has recorded already");
                            }
                            if (info.trashed() != null) {
                                throw Refusals.conflict(sessionId, "is in the trash");
                            }
                            Sql.update(
                                    c,
                                    "UPDATE session SET started_ns = ?, origin = ?, writer = ?,"
                                            + " written_at = now() WHERE id = ?",
                                    Stamps.ns(start),
                                    origin.name(),
                                    computer,
                                    sessionId);
                            SessionTable.anchor(c, sessionId, new ClockAnchor(0, start, trust));
                            return SessionTable.get(c, sessionId);
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
                ? writer.append(Append.frame(sessionId, timeNs, json))
                : CompletableFuture.failedFuture(notRecording(sessionId));
    }

    @Override
    public void anchor(long sessionId, ClockAnchor anchor) {
        database.write(
                c -> {
                    SessionTable.anchor(c, sessionId, anchor);
                    return true;
                });
    }

    @Override
    public SessionInfo finish(long sessionId, Instant stopped) {
        if (!recording.remove(sessionId)) {
            throw notRecording(sessionId);
        }
        try {
            writer.flush(sessionId);
            SessionInfo finished =
                    database.write(
                            c -> {
                                Sql.update(
                                        c,
                                        "UPDATE session SET stopped_ns = ?, recovered = false"
                                                + " WHERE id = ?",
                                        Stamps.ns(stopped),
                                        sessionId);
                                return SessionTable.get(c, sessionId);
                            });
            writer.forget(sessionId);
            return finished;
        } catch (StoreException e) {
            recording.add(sessionId);
            throw e;
        }
    }

    @Override
    public List<SessionInfo> recover() {
        List<Long> open =
                database.read(
                        c ->
                                Sql.list(
                                        c,
                                        "SELECT id FROM session WHERE started_ns IS NOT NULL AND"
                                                + " stopped_ns IS NULL AND (writer = ? OR"
                                                + " written_at < now() - ?::interval) ORDER BY id",
                                        row -> row.getLong(1),
                                        computer,
                                        SILENCE));
        List<SessionInfo> recovered = new ArrayList<>();
        for (long sessionId : open) {
            if (!recording.contains(sessionId)) {
                database.write(c -> Recovery.close(c, sessionId)).ifPresent(recovered::add);
            }
        }
        return recovered;
    }

    @Override
    public Marker mark(long sessionId, long timeNs, String text) {
        return database.write(
                c -> {
                    SessionTable.get(c, sessionId);
                    return SessionTable.mark(c, sessionId, timeNs, text);
                });
    }

    @Override
    public void unmark(long sessionId, long markerId) {
        database.write(
                c -> {
                    SessionTable.get(c, sessionId);
                    return Sql.update(
                            c,
                            "DELETE FROM marker WHERE session_id = ? AND id = ?",
                            sessionId,
                            markerId);
                });
    }

    @Override
    public void delete(long sessionId, Instant when) {
        database.write(
                c -> {
                    if (SessionTable.lock(c, sessionId).active()) {
                        throw Refusals.conflict(sessionId, "records at the moment");
                    }
                    return Sql.update(
                            c,
                            "UPDATE session SET trashed_ns = coalesce(trashed_ns, ?) WHERE id = ?",
                            Stamps.ns(when),
                            sessionId);
                });
    }

    @Override
    public SessionInfo restore(long sessionId) {
        return database.write(
                c -> {
                    Sql.update(c, "UPDATE session SET trashed_ns = NULL WHERE id = ?", sessionId);
                    return SessionTable.get(c, sessionId);
                });
    }

    @Override
    public int purge(Instant deletedBefore) {
        return new Purge(database).all(deletedBefore);
    }

    @Override
    public StoreStatus status() {
        String problem = writer.problem();
        long size = -1;
        if (problem == null && !database.isClosed()) {
            try {
                size =
                        database.read(
                                c -> Sql.number(c, "SELECT pg_database_size(current_database())"));
            } catch (StoreException e) {
                problem = e.getMessage();
            }
        }
        return new StoreStatus(
                database.location(),
                problem == null && !database.isClosed(),
                size,
                -1,
                writer.pendingSamples(),
                writer.lostSamples(),
                problem);
    }

    @Override
    public long lostSamples(long sessionId) {
        return database.read(c -> LossTable.samples(c, sessionId));
    }

    @Override
    public long sizeOf(long sessionId) {
        return database.read(
                c ->
                        SessionTable.get(c, sessionId).samples() * BYTES_PER_SAMPLE
                                + Sql.number(
                                        c,
                                        "SELECT coalesce(sum(octet_length(json) + 64), 0)"
                                                + " FROM frame WHERE session_id = ?",
                                        sessionId));
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }

    private StoreException notRecording(long sessionId) {
        try {
            return session(sessionId).isPresent()
                    ? Refusals.conflict(sessionId, "does not record")
                    : Refusals.notFound(sessionId);
        } catch (StoreException e) {
            return e;
        }
    }

    private @Nullable StoreException refusal(long sessionId, SampleBatch batch) {
        if (!recording.contains(sessionId)) {
            return notRecording(sessionId);
        }
        return Refusals.of(batch).orElse(null);
    }

    private static String computer() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
