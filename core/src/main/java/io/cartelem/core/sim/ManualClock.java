package io.cartelem.core.sim;

import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A clock that stands still until it is told to go on, for tests of everything that waits. Any
/// threads.
///
/// A test lets the code under test run into its pause ([#awaitPause]), then moves the time.
public final class ManualClock implements Clock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Condition paused = lock.newCondition();
    private final List<Long> wakes = new ArrayList<>();
    private final Instant origin;
    private long nowNs;

    /// A clock that shows 0 ns and `origin`.
    public ManualClock(Instant origin) {
        this.origin = origin;
    }

    @Override
    public long monoNs() {
        lock.lock();
        try {
            return nowNs;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant utc() {
        return origin.plusNanos(monoNs());
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = nowNs + duration.toNanos();
            if (nowNs >= end) {
                return;
            }
            wakes.add(end);
            paused.signalAll();
            try {
                while (nowNs < end) {
                    moved.await();
                }
            } finally {
                wakes.remove((Long) end);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Moves the time on and wakes whoever waited for it.
    public void advance(Duration duration) {
        lock.lock();
        try {
            nowNs += duration.toNanos();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits in real time until a thread is in a pause that is not over.
    ///
    /// @return how long that pause still takes, the shortest if there are several
    /// @throws IllegalStateException if none is within `patience`
    public Duration awaitPause(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (true) {
                OptionalLong next = wakes.stream().mapToLong(w -> w).filter(w -> w > nowNs).min();
                if (next.isPresent()) {
                    return Duration.ofNanos(next.getAsLong() - nowNs);
                }
                if (left <= 0) {
                    throw new IllegalStateException("nobody waits for this clock");
                }
                left = paused.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
