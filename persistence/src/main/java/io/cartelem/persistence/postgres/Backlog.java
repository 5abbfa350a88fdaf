package io.cartelem.persistence.postgres;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What was handed over and is not durable yet, in the order in which it came. Bounded: when the
/// server is away for longer than the bound lasts, the newest samples are refused and counted as
/// lost. Safe on any thread; one thread takes.
final class Backlog {
    private static final long CLOSING_PAUSE_NS = 100_000_000L;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Append> waiting = new ArrayDeque<>();
    private final PostgresOptions options;
    private final String location;

    /// Of what waits and of what has been taken and is not settled.
    private long weight;

    private long pendingSamples;
    private long lostSamples;
    private boolean hurry;
    private boolean closed;

    Backlog(PostgresOptions options, String location) {
        this.options = options;
        this.location = location;
    }

    /// Takes `append` in or fails its future.
    void add(Append append) {
        StoreException refusal = null;
        lock.lock();
        try {
            if (closed) {
                refusal =
                        new StoreException(
                                Reason.NOT_READY, "The database " + location + " was closed.");
            } else if (weight + append.weight() > options.memorySamples() && !append.isBarrier()) {
                lostSamples += append.batch().size();
                refusal =
                        new StoreException(
                                Reason.NOT_READY,
                                "The database "
                                        + location
                                        + " has been away for longer than memory lasts.");
            } else {
                weight += append.weight();
                pendingSamples += append.batch().size();
                hurry |= append.isBarrier();
                waiting.add(append);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            append.done().completeExceptionally(refusal);
        }
    }

    /// Waits until something is there and has waited for the commit interval, or is enough for a
    /// commit, or somebody is in a hurry.
    ///
    /// @return in order, empty only when closed and nothing is left
    List<Append> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            long left = options.commitInterval().toNanos();
            while (left > 0 && !hurry && !closed && weight < options.commitSamples()) {
                left = changed.awaitNanos(left);
            }
            List<Append> taken = new ArrayList<>();
            long samples = 0;
            while (!waiting.isEmpty() && samples < options.commitSamples()) {
                Append next = waiting.remove();
                samples += next.batch().size();
                taken.add(next);
            }
            hurry = waiting.stream().anyMatch(Append::isBarrier);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Waits before the next attempt; closing shortens it.
    void pause(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0) {
                changed.awaitNanos(left);
                long whole = closed ? Math.min(nanos, CLOSING_PAUSE_NS) : nanos;
                left = whole - (System.nanoTime() - start);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what is durable, or was given up.
    void settled(List<Append> appends, boolean lost) {
        lock.lock();
        try {
            for (Append append : appends) {
                weight -= append.weight();
                pendingSamples -= append.batch().size();
                lostSamples += lost ? append.batch().size() : 0;
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long pendingSamples() {
        lock.lock();
        try {
            return pendingSamples;
        } finally {
            lock.unlock();
        }
    }

    long lostSamples() {
        lock.lock();
        try {
            return lostSamples;
        } finally {
            lock.unlock();
        }
    }
}
