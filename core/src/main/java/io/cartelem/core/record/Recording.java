package io.cartelem.core.record;

import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.thread.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// One session while it is recorded. Samples come on any thread; the thread `recorder` keeps frames
/// and anchors.
final class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final long RATE_WINDOW_NS = 2_000_000_000L;

    private final SessionInfo session;
    private final long startNs;
    private final SessionStore store;
    private final LiveState live;
    private final Clock clock;
    private final Duration frameInterval;
    private final Duration tick;
    private final Thread thread;
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AnchorKeeper anchors = new AnchorKeeper();
    private final Object anchorLock = new Object();
    private volatile RateMark older;
    private volatile RateMark newer;

    private record RateMark(long timeNs, long samples) {}

    Recording(
            SessionInfo session,
            long startNs,
            Instant startUtc,
            SessionStore store,
            LiveState live,
            Clock clock,
            Duration frameInterval,
            Duration tick) {
        this.session = session;
        this.startNs = startNs;
        this.store = store;
        this.live = live;
        this.clock = clock;
        this.frameInterval = frameInterval;
        this.tick = tick;
        older = new RateMark(startNs, 0);
        newer = older;
        anchors.start(new ClockAnchor(0, startUtc, ClockAnchor.Trust.SYSTEM));
        thread = Thread.ofVirtual().name("recorder").start(() -> timed(startUtc));
    }

    SessionInfo session() {
        return session;
    }

    long startNs() {
        return startNs;
    }

    long samples() {
        return samples.get();
    }

    long lost() {
        return lost.get();
    }

    long sinceStart(long nowNs) {
        return Math.max(0, nowNs - startNs);
    }

    /// Samples a second over the last two to four seconds.
    double rate(long nowNs) {
        RateMark since = older;
        long elapsed = nowNs - since.timeNs();
        return elapsed <= 0 ? 0 : (samples.get() - since.samples()) * 1e9 / elapsed;
    }

    void keep(SampleBatch batch) {
        SampleBatch since = fromStart(batch);
        if (since.isEmpty()) {
            return;
        }
        samples.addAndGet(since.size());
        var _ =
                store.append(session.id(), since)
                        .whenComplete(
                                (done, failure) -> {
                                    if (failure != null) {
                                        lost.addAndGet(since.size());
                                    }
                                });
    }

    void trustedTime(long timeNs, Instant utc) {
        if (timeNs < startNs) {
            return;
        }
        synchronized (anchorLock) {
            anchors.trusted(timeNs - startNs, utc).ifPresent(this::keepAnchor);
        }
    }

    /// Ends the timed work; what was kept is in the store's hands.
    void close() {
        Threads.end(thread);
    }

    /// Samples measured before the start belong to no session.
    private SampleBatch fromStart(SampleBatch batch) {
        boolean early = false;
        for (int i = 0; i < batch.size() && !early; i++) {
            early = batch.timeNs(i) < startNs;
        }
        if (!early) {
            return batch.shifted(-startNs);
        }
        SampleBatch.Builder kept = SampleBatch.builder(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            if (batch.timeNs(i) >= startNs) {
                kept.add(
                        batch.channel(i),
                        batch.timeNs(i) - startNs,
                        batch.value(i),
                        batch.text(i),
                        batch.quality(i));
            }
        }
        return kept.build();
    }

    private void timed(Instant startUtc) {
        boolean frames = frameInterval.isPositive();
        long nextFrame = startNs + frameInterval.toNanos();
        long nextTick = startNs + tick.toNanos();
        Instant lastUtc = startUtc;
        long lastNs = startNs;
        try {
            while (true) {
                long due = frames ? Math.min(nextFrame, nextTick) : nextTick;
                clock.pause(Duration.ofNanos(due - clock.monoNs()));
                long now = clock.monoNs();
                if (frames && now >= nextFrame) {
                    keepFrame(now);
                    nextFrame = after(nextFrame, frameInterval.toNanos(), now);
                }
                if (now >= nextTick) {
                    Instant utc = clock.utc();
                    compareClocks(now, utc, lastUtc.plusNanos(now - lastNs));
                    lastUtc = utc;
                    lastNs = now;
                    markRate(now);
                    nextTick = after(nextTick, tick.toNanos(), now);
                }
            }
        } catch (InterruptedException e) {
            // close() asked for the end
        }
    }

    private void keepFrame(long now) {
        var _ =
                store.appendFrame(session.id(), sinceStart(now), FrameWriter.write(live, now))
                        .exceptionally(
                                failure -> {
                                    LOG.warn("a frame was not kept", failure);
                                    return null;
                                });
    }

    private void compareClocks(long now, Instant utc, Instant expected) {
        synchronized (anchorLock) {
            anchors.system(sinceStart(now), utc, expected).ifPresent(this::keepAnchor);
        }
    }

    private void keepAnchor(ClockAnchor anchor) {
        try {
            store.anchor(session.id(), anchor);
        } catch (StoreException e) {
            LOG.warn("a clock anchor was not kept", e);
        }
    }

    private void markRate(long now) {
        if (now - newer.timeNs() >= RATE_WINDOW_NS) {
            older = newer;
            newer = new RateMark(now, samples.get());
        }
    }

    /// The next time on the grid of `step`; grid points that were missed are skipped, not caught
    /// up.
    private static long after(long due, long step, long now) {
        long behind = now - due;
        return due + (behind / step + 1) * step;
    }
}
