package io.cartelem.core.lap.session;

import io.cartelem.core.bus.BusWorker;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.LiveLap;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The laps of the drive going on. Takes positions from the bus through a bounded queue and times
/// them on its own thread, named `laps`; what it answers can be asked for on any thread.
public final class LiveLaps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLaps.class);

    /// Some ten seconds of everything a car can say; only positions are looked at.
    private static final int QUEUE = 65_536;

    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private final LiveTracker tracker;
    private final ConcurrentLinkedQueue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final CopyOnWriteArrayList<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final BusWorker worker;
    private volatile State state;

    /// How the drive stands.
    ///
    /// @param course null while no course is known
    /// @param saved whether the user saved that course
    /// @param now the lap being driven; times are the process's monotonic nanoseconds
    /// @param table the laps before it
    public record State(@Nullable Course course, boolean saved, LiveLap now, LapTable table) {}

    public LiveLaps(TelemetryBus bus, CourseBook book) {
        tracker = new LiveTracker(book);
        state = tracker.state();
        worker =
                new BusWorker(
                        "laps",
                        bus,
                        LiveLaps::hasPosition,
                        QUEUE,
                        LOOK_UP,
                        System::nanoTime,
                        (batches, before) -> work(batches));
    }

    /// The latest state. Changes with every position.
    public State state() {
        return state;
    }

    /// Compares with that lap from now on; null for the best lap of the drive. Takes effect with
    /// the next position.
    public void compareWith(@Nullable LapTrace lap) {
        orders.add(() -> tracker.compareWith(lap));
    }

    /// Begins anew, as at the start of a recording: earlier laps are forgotten.
    ///
    /// @param fromNs positions before this monotonic time do not count; those since count still
    public void restart(long fromNs) {
        orders.add(() -> tracker.restart(fromNs));
    }

    /// Calls `listener` on the thread `laps` when a lap or a sector ended, a lap began or the
    /// course changed.
    ///
    /// @return the handle that ends it
    public TelemetryBus.Subscription onChange(Consumer<State> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        worker.close();
    }

    private static boolean hasPosition(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.channel(i).name().equals(FixBuilder.LATITUDE)) {
                return true;
            }
        }
        return false;
    }

    private void work(List<SampleBatch> batches) {
        for (SampleBatch batch : batches) {
            obey();
            take(batch);
        }
        obey();
    }

    private void obey() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
            state = tracker.state();
        }
    }

    private void take(SampleBatch batch) {
        try {
            boolean changed = tracker.accept(batch);
            State now = tracker.state();
            state = now;
            if (changed) {
                listeners.forEach(listener -> listener.accept(now));
            }
        } catch (RuntimeException e) {
            LOG.warn("a position was not timed", e);
        }
    }
}
