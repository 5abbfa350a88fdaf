package io.cartelem.persistence.postgres;

import io.cartelem.core.port.Clock;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.LostRange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Clock clock = Clock.system();
    private final PostgresOptions options;
    private final String location;

    /// Of what waits and of what has been taken and is not settled.
    private long weight;

    private long pendingSamples;
    private long lostSamples;

    /// Not noted with their sessions yet.
    private final Map<Long, LostRange> losses = new LinkedHashMap<>();

    private boolean hurry;
    private boolean closed;

    /// Why nothing is taken any more, null while somebody takes.
    private @Nullable StoreException ended;

    Backlog(PostgresOptions options, String location) {
        this.options = options;
        this.location = location;
    }

    /// Takes `append` in or fails its future.
    void add(Append append) {
        StoreException refusal = null;
        lock.lock();
        try {
            if (ended != null) {
                refusal = ended;
                giveUp(append, refusal);
            } else if (closed) {
                refusal =
                        new StoreException(
                                Reason.NOT_READY, "The database " + location + " was closed.");
            } else if (weight + append.weight() > options.memorySamples() && !append.isBarrier()) {
                refusal =
                        new StoreException(
                                Reason.NOT_READY,
                                "The database "
                                        + location
                                        + " has been away for longer than memory lasts.");
                giveUp(append, refusal);
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
    ///
    /// @param failure why it was given up, null for what is durable
    void settled(List<Append> appends, @Nullable StoreException failure) {
        lock.lock();
        try {
            for (Append append : appends) {
                weight -= append.weight();
                pendingSamples -= append.batch().size();
                if (failure != null) {
                    giveUp(append, failure);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// What was given up and is not noted yet, a range for each session.
    List<LostRange> takeLosses() {
        lock.lock();
        try {
            List<LostRange> taken = List.copyOf(losses.values());
            losses.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Takes back what could not be noted.
    void putBack(LostRange loss) {
        lock.lock();
        try {
            losses.merge(loss.sessionId(), loss, (later, earlier) -> earlier.and(later));
        } finally {
            lock.unlock();
        }
    }

    /// Called with the lock held.
    private void giveUp(Append append, StoreException reason) {
        if (!append.batch().isEmpty()) {
            lostSamples += append.batch().size();
            LostRange loss =
                    LostRange.of(
                            append.sessionId(),
                            append.batch(),
                            clock.utc(),
                            String.valueOf(reason.getMessage()));
            losses.merge(append.sessionId(), loss, LostRange::and);
        }
    }

    /// Nobody takes any more: from now on appends are refused for `reason`.
    ///
    /// @return what waited, to be settled
    List<Append> end(StoreException reason) {
        lock.lock();
        try {
            ended = closed ? null : reason;
            closed = true;
            List<Append> left = List.copyOf(waiting);
            waiting.clear();
            return left;
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
