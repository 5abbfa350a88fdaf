package io.cartelem.core.bus;

import io.cartelem.core.model.SampleBatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A hand-off between a publisher that must not wait and a consumer that may be slow. Bounded in
/// samples; when full it refuses the newest batch and counts its samples, because what waits
/// already is older and contiguous with what was delivered. Any number of producers, one consumer.
public final class BatchQueue implements TelemetryBus.Subscriber {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<SampleBatch> waiting = new ArrayDeque<>();
    private final int capacity;
    private int samples;
    private long dropped;
    private boolean closed;

    /// @param capacity samples that may wait, 1 or more
    public BatchQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a queue needs room for a sample, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public void accept(SampleBatch batch) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (samples + batch.size() > capacity) {
                dropped += batch.size();
                return;
            }
            waiting.add(batch);
            samples += batch.size();
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// All that waits, in order; waits up to `timeout` for the first. Empty after the time-out or
    /// when closed and drained.
    public List<SampleBatch> drain(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (waiting.isEmpty() && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
            List<SampleBatch> all = new ArrayList<>(waiting);
            waiting.clear();
            samples = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    /// Samples waiting now.
    public int size() {
        lock.lock();
        try {
            return samples;
        } finally {
            lock.unlock();
        }
    }

    /// Samples refused since the start because the queue was full.
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /// Refuses further batches silently and wakes the consumer; what waits can still be drained.
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
