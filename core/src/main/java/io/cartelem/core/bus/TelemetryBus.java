package io.cartelem.core.bus;

import io.cartelem.core.model.SampleBatch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// Hands every published batch to every subscriber, on the publisher's thread, in the order in
/// which they subscribed. A subscriber must be quick and must not block; one with slow work takes a
/// [BatchQueue] and drains it on its own thread. A subscriber that throws loses that batch, is
/// counted, and harms no other.
public final class TelemetryBus {
    private final CopyOnWriteArrayList<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final LongAdder published = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /// Receives batches.
    @FunctionalInterface
    public interface Subscriber {
        void accept(SampleBatch batch);
    }

    /// Ends a subscription when closed; closing twice is harmless.
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// @return the handle with which whoever subscribed ends it
    public Subscription subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /// Publishes on the calling thread; times are the process's monotonic nanoseconds.
    public void publish(SampleBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        published.add(batch.size());
        for (Subscriber subscriber : subscribers) {
            try {
                subscriber.accept(batch);
            } catch (RuntimeException e) {
                failures.increment();
                System.getLogger(TelemetryBus.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "a subscriber failed on " + List.of(batch.channel(0)),
                                e);
            }
        }
    }

    /// Samples published since the start.
    public long published() {
        return published.sum();
    }

    /// Batches that a subscriber refused by throwing.
    public long failures() {
        return failures.sum();
    }
}
