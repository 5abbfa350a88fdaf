package io.cartelem.server.stream;

import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.StoreException;
import io.cartelem.server.ServerContext;
import io.cartelem.server.rest.Json;
import io.cartelem.server.security.Caller;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A recorded session played to one client, on a virtual thread of its own. Reads a page ahead, so
/// it needs the same memory for an hour as for a second, and holds no read of the store open while
/// it waits.
final class Replay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    /// 25 messages a second, as live.
    private static final long TICK_NS = 40_000_000L;

    private static final long STATE_NS = 1_000_000_000L;

    /// Beyond this the machine slept or stalled: the replay goes on where it is by now, instead of
    /// sending all at once what nobody can watch any more.
    private static final long LEAP_NS = 5_000_000_000L;

    private final ServerContext context;
    private final long sessionId;
    private final Timebase timebase;
    private final long durationNs;
    private final ChannelTable table = new ChannelTable();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PageReader reader;
    private @Nullable StreamClient client;
    private double speed;
    private boolean playing = true;
    private boolean closed;
    private long seekNs = -1;
    private long lastNs;

    /// Position at `anchorNs` of [System#nanoTime].
    private long positionNs;

    private long anchorNs;
    private long changes = 1;
    private long told;
    private long toldNs;
    private boolean toldEnded;
    private long states;

    /// @param speed times real time, above 0
    /// @throws StoreException if the session cannot be read
    Replay(ServerContext context, SessionInfo session, double speed) {
        this.context = context;
        this.sessionId = session.id();
        this.speed = speed;
        this.timebase = context.store().timebase(sessionId);
        long last = 0;
        for (ChannelSummary summary : context.store().channels(sessionId)) {
            table.numberOf(summary.channel());
            last = Math.max(last, summary.lastNs());
        }
        this.durationNs = last;
        this.reader = new PageReader(context.store(), sessionId);
    }

    /// @return the client, not greeted yet
    StreamClient open(Wire wire, Format format, Caller caller, LongAdder droppedCounter) {
        StreamClient opened = new StreamClient(wire, Wish.replay(format), caller, droppedCounter);
        client = opened;
        return opened;
    }

    /// The first message.
    private String hello() {
        return "{\"type\":\"connection\",\"session_id\":"
                + sessionId
                + ",\"replay\":true,\"duration\":"
                + durationNs / 1e9
                + ",\"timestamp\":\""
                + Json.iso(timebase.utcOf(0))
                + "\","
                + StreamWriter.channels(table.from(0), 0)
                + ",\"latest\":[]}";
    }

    void start() {
        StreamClient to = client;
        if (to != null) {
            to.greet(hello(), table.size());
            var _ = Thread.ofVirtual().name("replay-" + sessionId).start(() -> run(to));
        }
    }

    void play() {
        change(() -> playing = true);
    }

    void pause() {
        change(() -> playing = false);
    }

    void speed(double times) {
        change(() -> speed = times);
    }

    /// @param seconds since the session's start; taken to the nearest end if outside
    void seek(double seconds) {
        long wanted = (long) Math.max(0, Math.min((double) durationNs, seconds * 1e9));
        change(() -> seekNs = wanted);
    }

    @Override
    public void close() {
        change(() -> closed = true);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            long now = System.nanoTime();
            positionNs = positionAt(now);
            anchorNs = now;
            what.run();
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(StreamClient to) {
        try {
            begin();
            while (tick(to)) {
                // each tick waits for its time
            }
        } catch (StoreException e) {
            LOG.warn("the replay of session {} ended", sessionId, e);
            to.close(4503, "the session cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        lock.lock();
        try {
            anchorNs = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /// One step: carries out a seek, sends what is due, waits for what comes next.
    private boolean tick(StreamClient to) throws InterruptedException {
        long seek;
        long position;
        long seen;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            seen = changes;
            seek = seekNs;
            seekNs = -1;
            if (seek >= 0) {
                positionNs = seek;
                anchorNs = System.nanoTime();
            }
            position = positionAt(System.nanoTime());
            if (seek < 0 && position - lastNs > LEAP_NS * Math.max(1, speed)) {
                seek = position;
            }
            lastNs = position;
        } finally {
            lock.unlock();
        }
        if (seek >= 0) {
            reader.seek(seek);
            sendState(to, seek);
        }
        sendDue(to, position);
        boolean ended = position >= durationNs && reader.exhausted();
        tellState(to, position, ended, seen);
        await(ended, seen);
        return true;
    }

    /// Says where the replay is, once a second and when a command changed it.
    ///
    /// @param seen the commands that `position` is the outcome of; a newer one is told next time
    private void tellState(StreamClient to, long position, boolean ended, long seen) {
        long now = System.nanoTime();
        if (ended != toldEnded || told != seen || now - toldNs >= STATE_NS) {
            toldEnded = ended;
            toldNs = now;
            told = seen;
            to.offerStatus(++states, state(position, ended));
        }
    }

    /// Waits for the next step, or for a command newer than `seen`.
    private void await(boolean ended, long seen) throws InterruptedException {
        lock.lock();
        try {
            long left = TICK_NS;
            while (!closed && changes == seen && left > 0) {
                if (ended || !playing) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void sendDue(StreamClient to, long position) {
        SampleBatch.Builder due = SampleBatch.builder(64);
        Signal next = reader.peek();
        while (next != null && next.timeNs() <= position) {
            due.add(next.channel(), next.timeNs(), next.value(), next.text(), next.quality());
            reader.take();
            next = reader.peek();
        }
        send(to, due.build());
    }

    /// What a live display would have shown at that time.
    private void sendState(StreamClient to, long timeNs) {
        SampleBatch.Builder state = SampleBatch.builder(64);
        for (Sample s : context.store().stateAt(sessionId, timeNs, Set.of())) {
            state.add(s.channel(), s.timeNs(), s.value(), s.text(), s.quality());
        }
        send(to, state.build());
    }

    private void send(StreamClient to, SampleBatch batch) {
        if (!batch.isEmpty()) {
            to.offer(
                    new Update(
                            batch, sessionId, TimeScale.recorded(timebase::epochMicrosOf), table));
        }
    }

    private String state(long position, boolean ended) {
        lock.lock();
        try {
            return Json.text(
                    Map.of(
                            "type",
                            "replay",
                            "session_id",
                            sessionId,
                            "state",
                            ended ? "ended" : playing ? "playing" : "paused",
                            "position",
                            Math.min(position, durationNs) / 1e9,
                            "duration",
                            durationNs / 1e9,
                            "speed",
                            speed));
        } finally {
            lock.unlock();
        }
    }

    private long positionAt(long nowNs) {
        return playing && anchorNs != 0
                ? Math.min(durationNs, positionNs + (long) ((nowNs - anchorNs) * speed))
                : positionNs;
    }
}
