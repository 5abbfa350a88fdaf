package io.cartelem.core.port;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Keeps sessions. Safe on any thread. One thread inside writes; `append` and `appendFrame` hand
/// over and return at once, everything else returns when it is done.
///
/// An append is durable when its future completes, which happens at most a commit interval later;
/// the future fails with a [StoreException] only when the samples are given up. Appends of one
/// session become visible in the order of the calls.
public interface SessionStore extends SampleReader, AutoCloseable {

    /// Makes a session that does not record yet.
    SessionInfo create(SessionDraft draft, SessionOrigin origin, Instant created);

    Optional<SessionInfo> session(long sessionId);

    SessionList sessions(SessionQuery query);

    /// Replaces what a person said about it.
    SessionInfo edit(long sessionId, SessionDraft details);

    /// Begins recording into a session that never recorded: time 0 is `start`.
    ///
    /// @param origin where its samples will come from; replaces what was said when it was made
    /// @throws StoreException CONFLICT if it records or has recorded
    SessionInfo begin(long sessionId, Instant start, ClockAnchor.Trust trust, SessionOrigin origin);

    /// Adds samples with times since the session's start; times are kept to the microsecond.
    CompletableFuture<Void> append(long sessionId, SampleBatch batch);

    /// Adds a snapshot of the latest values.
    CompletableFuture<Void> appendFrame(long sessionId, long timeNs, String json);

    void anchor(long sessionId, ClockAnchor anchor);

    /// Ends recording; returns when all that was appended before is durable.
    SessionInfo finish(long sessionId, Instant stopped);

    /// Closes every session that a crash left recording at its last sample and marks it recovered.
    /// Called once after opening, before the first `begin`.
    List<SessionInfo> recover();

    Marker mark(long sessionId, long timeNs, String text);

    void unmark(long sessionId, long markerId);

    /// Puts a session into the trash.
    ///
    /// @throws StoreException CONFLICT while it records
    void delete(long sessionId, Instant when);

    /// Takes a session out of the trash.
    SessionInfo restore(long sessionId);

    /// Removes for good what was put into the trash before `deletedBefore`, in small steps that let
    /// recording through; returns how many sessions went.
    int purge(Instant deletedBefore);

    StoreStatus status();

    /// Samples of a session that were accepted and then given up because the disk or the server
    /// failed; 0 where the store keeps no account of it.
    default long lostSamples(long sessionId) {
        return 0;
    }

    /// Size of one session on disk in bytes, estimated where its data shares pages with others.
    long sizeOf(long sessionId);

    /// Makes all appended data durable, then releases file or connections. Appends after that fail.
    @Override
    void close();
}
