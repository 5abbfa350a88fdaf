package io.cartelem.core.record;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The one switch between "values are shown" and "values are kept". Safe on any thread; start, stop
/// and mark wait for the store, everything else returns at once.
///
/// Samples go to the store on the thread that publishes them, so between the bus and the next
/// commit lies no further delay. One session records at a time.
public final class SessionRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRecorder.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final SessionStore store;
    private final LiveState live;
    private final Clock clock;
    private final Duration frameInterval;
    private final Supplier<SessionOrigin> origin;
    private final TelemetryBus.Subscription subscription;
    private final ReentrantLock switching = new ReentrantLock();
    private final AtomicReference<@Nullable Recording> current = new AtomicReference<>();
    private final PreRoll preRoll = new PreRoll();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// A place in a recording.
    ///
    /// @param timeNs nanoseconds since the session's start
    public record Spot(long sessionId, long timeNs) {}

    /// @param frameInterval how often a snapshot of all values is kept; zero for never
    /// @param origin where the samples on the bus come from now; asked at each start, so that no
    ///   caller can pass a simulated drive off as a real one
    public SessionRecorder(
            SessionStore store,
            TelemetryBus bus,
            LiveState live,
            Clock clock,
            Duration frameInterval,
            Supplier<SessionOrigin> origin) {
        this.store = store;
        this.live = live;
        this.clock = clock;
        this.frameInterval = frameInterval;
        this.origin = origin;
        this.subscription = bus.subscribe(this::keep);
    }

    /// Makes a session and records into it.
    ///
    /// @throws StoreException CONFLICT if one records already
    public SessionInfo start(SessionDraft draft) {
        switching.lock();
        try {
            refuseIfRecording();
            return begin(store.create(draft, origin.get(), clock.utc()).id(), Duration.ZERO);
        } finally {
            switching.unlock();
        }
    }

    /// Makes a session and records into it, beginning with what came in the last `span`. Has
    /// nothing from before if [#keepBefore] was not called in time.
    ///
    /// @throws StoreException CONFLICT if one records already
    public SessionInfo startEarlier(SessionDraft draft, Duration span) {
        switching.lock();
        try {
            refuseIfRecording();
            return begin(store.create(draft, origin.get(), clock.utc()).id(), span);
        } finally {
            switching.unlock();
        }
    }

    /// Keeps the last `span` of what comes while nothing is recorded, for [#startEarlier]; zero for
    /// nothing.
    public void keepBefore(Duration span) {
        synchronized (preRoll) {
            preRoll.span(span.toNanos());
        }
    }

    /// Records into a session that was made before and never recorded.
    public SessionInfo start(long sessionId) {
        switching.lock();
        try {
            refuseIfRecording();
            return begin(sessionId, Duration.ZERO);
        } finally {
            switching.unlock();
        }
    }

    /// Ends the recording; returns when everything is durable.
    ///
    /// @throws StoreException CONFLICT if none records
    public SessionInfo stop() {
        switching.lock();
        try {
            Recording ending = current.getAndSet(null);
            if (ending == null) {
                throw new StoreException(Reason.CONFLICT, "Nothing is being recorded.");
            }
            try {
                ending.close();
                SessionInfo finished = store.finish(ending.session().id(), clock.utc());
                LOG.info(
                        "stopped recording session {} with {} samples",
                        finished.id(),
                        ending.samples());
                return finished;
            } finally {
                // Nothing is recorded any more, also where the store failed at the end.
                changed();
            }
        } finally {
            switching.unlock();
        }
    }

    /// Sets a marker at this instant.
    ///
    /// @throws StoreException CONFLICT if nothing records
    public Marker mark(String text) {
        Recording recording = current.get();
        if (recording == null) {
            throw new StoreException(
                    Reason.CONFLICT, "A marker needs a recording; nothing is being recorded.");
        }
        return store.mark(recording.session().id(), recording.sinceStart(clock.monoNs()), text);
    }

    /// Sets a marker at an instant of the recording.
    ///
    /// @param monoNs monotonic time; the start of the recording for one before it
    /// @return empty if nothing records
    public Optional<Spot> markAt(long monoNs, String text) {
        Recording recording = current.get();
        if (recording == null) {
            return Optional.empty();
        }
        long sessionId = recording.session().id();
        Marker marker = store.mark(sessionId, recording.sinceStart(monoNs), text);
        return Optional.of(new Spot(sessionId, marker.timeNs()));
    }

    /// A receiver with a fix said at the monotonic time `timeNs` that it was `utc`.
    public void trustedTime(long timeNs, Instant utc) {
        Recording recording = current.get();
        if (recording != null) {
            recording.trustedTime(timeNs, utc);
        }
    }

    /// The session being recorded, as it was when it began.
    public Optional<SessionInfo> current() {
        return Optional.ofNullable(current.get()).map(Recording::session);
    }

    public RecordingStatus status() {
        Recording recording = current.get();
        String problem = store.status().problem();
        if (recording == null) {
            return new RecordingStatus(null, 0, Duration.ZERO, 0, 0, 0, problem);
        }
        long now = clock.monoNs();
        return new RecordingStatus(
                recording.session(),
                recording.startNs(),
                Duration.ofNanos(recording.sinceStart(now)),
                recording.samples(),
                recording.rate(now),
                recording.lost(),
                problem);
    }

    /// Calls `listener` after each start and stop, on the thread that did it.
    ///
    /// @return the handle that ends it
    public TelemetryBus.Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Stops a running recording and lets go of the bus. The store stays open; it belongs to
    /// whoever made it.
    @Override
    public void close() {
        subscription.close();
        if (current.get() != null) {
            stop();
        }
    }

    private SessionInfo begin(long sessionId, Duration earlier) {
        Instant utc = clock.utc().minus(earlier);
        long startNs = clock.monoNs() - earlier.toNanos();
        SessionInfo session = store.begin(sessionId, utc, ClockAnchor.Trust.SYSTEM, origin.get());
        Recording recording =
                new Recording(session, startNs, utc, store, live, clock, frameInterval, TICK);
        handOver(recording, earlier.isPositive());
        LOG.info("recording session {} \"{}\"", session.id(), session.name());
        changed();
        return session;
    }

    /// Gives what was kept to the recording before anything newer reaches it, so that nothing is
    /// lost, doubled or out of order.
    private void handOver(Recording recording, boolean wanted) {
        while (true) {
            List<SampleBatch> kept;
            synchronized (preRoll) {
                kept = preRoll.drain();
                if (kept.isEmpty() || !wanted) {
                    current.set(recording);
                    return;
                }
            }
            kept.forEach(recording::keep);
        }
    }

    private void keep(SampleBatch batch) {
        Recording recording = current.get();
        if (recording == null) {
            synchronized (preRoll) {
                recording = current.get();
                if (recording == null) {
                    preRoll.add(batch);
                    return;
                }
            }
        }
        recording.keep(batch);
    }

    private void refuseIfRecording() {
        Recording recording = current.get();
        if (recording != null) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "Session \""
                            + recording.session().name()
                            + "\" is being recorded; stop it first.");
        }
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
