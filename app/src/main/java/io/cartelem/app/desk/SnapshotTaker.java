package io.cartelem.app.desk;

import io.cartelem.core.live.LiveState;
import io.cartelem.core.port.StoreStatus;
import io.cartelem.core.record.RecordingStatus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Takes the snapshot of a frame without ever waiting: what may need a disk is asked four times a
/// second on a background thread, and the last answer is used. Called on one thread.
public final class SnapshotTaker implements Supplier<Snapshot> {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);
    private static final long STATUS_EVERY_NS = 250_000_000L;
    private static final RecordingStatus IDLE =
            new RecordingStatus(null, 0, Duration.ZERO, 0, 0, 0, null);
    private static final StoreStatus UNKNOWN = new StoreStatus("", false, -1, -1, 0, 0, null);

    private final Desk desk;
    private final Executor background;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile RecordingStatus recording = IDLE;
    private volatile StoreStatus store = UNKNOWN;
    private volatile long askedNs = Long.MIN_VALUE;
    private volatile long midnightNs;

    public SnapshotTaker(Desk desk, Executor background) {
        this.desk = desk;
        this.background = background;
    }

    @Override
    public Snapshot get() {
        long now = desk.clock().monoNs();
        if (askedNs == Long.MIN_VALUE || now - askedNs >= STATUS_EVERY_NS) {
            refresh();
        }
        LiveState live = desk.live();
        return new Snapshot(
                now,
                midnightNs,
                live.version(),
                live,
                desk.collectors(),
                recording,
                store,
                desk.dropped());
    }

    /// Asks for the status and waits for it, right after start or stop, so that the next frame does
    /// not show what was before. Any thread that may block.
    public void refreshNow() {
        // one at a time, so that an older answer never replaces a newer one
        reading.lock();
        try {
            recording = desk.recorder().status();
            store = desk.store().status();
        } catch (RuntimeException e) {
            LOG.warn("the status of the recording could not be read", e);
        } finally {
            reading.unlock();
        }
    }

    private void refresh() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        askedNs = desk.clock().monoNs();
        midnightNs = askedNs - timeOfDay().toNanoOfDay();
        background.execute(
                () -> {
                    try {
                        refreshNow();
                    } finally {
                        asking.set(false);
                    }
                });
    }

    private LocalTime timeOfDay() {
        return LocalTime.ofInstant(desk.clock().utc(), ZoneId.systemDefault());
    }
}
