package io.cartelem.core.bus;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.thread.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Work on what the bus carries that must not hold up its publishers: a bounded queue and one
/// thread that empties it turn by turn. What comes while the queue is full is refused. A turn that
/// fails is logged, once, and does not end the work.
public final class BusWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BusWorker.class);

    private final Duration beat;
    private final LongSupplier clock;
    private final Turn work;
    private final BatchQueue queue;
    private final TelemetryBus.Subscription subscription;
    private final Thread thread;
    private boolean complained;
    private volatile boolean closed;

    /// One turn, on the worker's thread.
    public interface Turn {
        /// @param batches what came since the last turn, oldest first; empty when nothing came for
        ///   a beat
        /// @param beforeNs monotonic time before the queue was looked at: whatever was published
        ///   until then is in this turn or was in an earlier one
        void take(List<SampleBatch> batches, long beforeNs);
    }

    /// Begins at once, so it is made last in its owner's constructor.
    ///
    /// @param name of the thread
    /// @param wanted which batches are queued at all; called on the publisher's thread
    /// @param capacity samples that may wait
    /// @param beat how long a turn waits for something to come
    /// @param clock the monotonic clock of the samples, ns
    public BusWorker(
            String name,
            TelemetryBus bus,
            Predicate<SampleBatch> wanted,
            int capacity,
            Duration beat,
            LongSupplier clock,
            Turn work) {
        this.beat = beat;
        this.clock = clock;
        this.work = work;
        queue = new BatchQueue(capacity);
        subscription =
                bus.subscribe(
                        batch -> {
                            if (wanted.test(batch)) {
                                queue.accept(batch);
                            }
                        });
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /// Works off what waits and returns when the thread has ended, even if the caller is
    /// interrupted; the interrupt is kept.
    @Override
    public void close() {
        subscription.close();
        closed = true;
        queue.close();
        Threads.awaitEnd(thread);
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                long before = clock.getAsLong();
                boolean last = closed;
                take(queue.drain(beat), before);
                more = !last;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(List<SampleBatch> batches, long before) {
        try {
            work.take(batches, before);
        } catch (RuntimeException e) {
            if (!complained) {
                complained = true;
                LOG.error("a turn of {} failed; it goes on", thread.getName(), e);
            }
        }
    }
}
