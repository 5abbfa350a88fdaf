package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.Clock;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.thread.Threads;
import io.cartelem.persistence.schema.LostRange;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The one thread that writes, and the queue before it. Appends are gathered and committed
/// together; tasks run between commits, each in a transaction of its own; with nothing else to do
/// it works off what is in the background. While the disk fails it keeps what was appended, within
/// the bound of the options, and tries again.
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /// Samples in one transaction at most, so that no commit takes long.
    private static final int GROUP = 131_072;

    /// Work on the writer's thread within a transaction.
    interface Work<T> {
        T run(WriterConnection connection) throws Exception;
    }

    /// A piece of background work, small enough that recording can wait for it.
    interface Step {
        /// @return whether there is more to do
        boolean run(WriterConnection connection) throws Exception;
    }

    private record Task(boolean afterAppends, Runnable attempt, CompletableFuture<?> result) {}

    private final StoreFile file;
    private final SqliteOptions options;
    private final WriterConnection connection;
    private final Clock clock;
    private final Thread thread;
    private final ExecutorService acknowledgements =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("store-acks").factory());

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Deque<Step> background = new ArrayDeque<>();
    private final Backlog backlog;
    private volatile boolean closing;
    private long retryAtNs;
    private volatile @Nullable StoreException problem;

    Writer(StoreFile file, SqliteOptions options, WriterConnection connection, Clock clock) {
        this.clock = clock;
        this.file = file;
        this.options = options;
        this.connection = connection;
        this.backlog = new Backlog(options);
        this.thread = Thread.ofPlatform().name("store-writer").unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /// Takes an append. Returns at once, except that it waits for room while the bound of memory is
    /// reached and writing works: a producer that is faster than the disk is slowed down to it.
    /// While writing fails, what does not fit is given up.
    CompletableFuture<Void> append(Append append) {
        lock.lock();
        try {
            while (!closing && problem == null && !backlog.fits(append)) {
                room.awaitUninterruptibly();
            }
            if (closing) {
                append.done().completeExceptionally(closed());
            } else if (!backlog.fits(append)) {
                StoreException reason = problem == null ? closed() : problem;
                backlog.giveUp(append, reason, clock.utc());
                append.done().completeExceptionally(reason);
            } else {
                backlog.add(append);
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        return append.done();
    }

    /// Runs `task` on the writer's thread in a transaction and returns what it made.
    <T> T call(Work<T> task) {
        return WriterResult.await(submit(false, () -> connection.inTransaction(task)));
    }

    /// As [#call], when all that was appended before is durable; fails if it cannot be.
    <T> T callAfterAppends(Work<T> task) {
        return WriterResult.await(submit(true, () -> connection.inTransaction(task)));
    }

    /// Runs one statement on the writer's connection, in no transaction.
    void outsideTransaction(String sql) {
        WriterResult.await(submit(false, () -> connection.execute(sql)));
    }

    /// Adds work for idle times.
    void later(Step step) {
        lock.lock();
        try {
            background.addLast(step);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        return thread.isAlive() && !closing;
    }

    /// What is wrong at the moment, null if nothing.
    @Nullable StoreException problem() {
        return problem;
    }

    /// Samples that wait, and samples that were given up.
    Backlog.Account account() {
        lock.lock();
        try {
            return backlog.account();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        Threads.awaitEnd(thread);
        acknowledgements.close();
    }

    private <T> CompletableFuture<T> submit(boolean afterAppends, Callable<T> task) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("the writer cannot wait for itself");
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable attempt =
                () -> {
                    try {
                        result.complete(task.call());
                    } catch (Exception e) {
                        result.completeExceptionally(SqliteErrors.of(e, file.path()));
                    }
                };
        lock.lock();
        try {
            if (closing) {
                throw closed();
            }
            tasks.addLast(new Task(afterAppends, attempt, result));
            work.signal();
        } finally {
            lock.unlock();
        }
        return result;
    }

    private StoreException closed() {
        return new StoreException(
                Reason.NOT_READY, "The recordings in " + file.path() + " are closed.");
    }

    private void loop() {
        try {
            boolean more = true;
            while (more) {
                more = step();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("the writer of {} stopped", file.path(), e);
            throw e;
        } finally {
            end();
        }
    }

    /// Does the most urgent thing, waits if there is none; false when the store is closing and all
    /// is done that can be.
    private boolean step() {
        Task task = null;
        Step step = null;
        List<Append> group = List.of();
        boolean last = false;
        lock.lock();
        try {
            while (true) {
                last = closing;
                task = tasks.pollFirst();
                if (task != null || last) {
                    break;
                }
                long wait = untilDueNs();
                if (wait <= 0) {
                    group = backlog.group(GROUP);
                    break;
                }
                step = problem == null ? background.pollFirst() : null;
                if (step != null) {
                    break;
                }
                work.awaitNanos(wait);
            }
        } catch (InterruptedException e) {
            LOG.warn("nobody interrupts the writer; it goes on", e);
        } finally {
            lock.unlock();
        }
        if (task != null) {
            run(task);
        } else if (!group.isEmpty()) {
            commit(group);
        } else if (step != null) {
            run(step);
        } else {
            commitAll();
        }
        return task != null || !last;
    }

    /// Nanoseconds until waiting appends must be committed; a long time if there are none.
    private long untilDueNs() {
        Append oldest = backlog.oldest();
        if (oldest == null) {
            return TimeUnit.HOURS.toNanos(1);
        }
        long now = System.nanoTime();
        if (problem != null) {
            return retryAtNs - now;
        }
        if (backlog.samples() >= options.commitSamples()) {
            return 0;
        }
        return options.commitInterval().toNanos() - (now - oldest.arrivedNs());
    }

    private void run(Task task) {
        StoreException failure = task.afterAppends() ? commitAll() : null;
        if (failure == null) {
            task.attempt().run();
        } else {
            task.result().completeExceptionally(failure);
        }
    }

    private void run(Step step) {
        try {
            if (connection.inTransaction(step::run)) {
                later(step);
            }
        } catch (Exception e) {
            // What is left undone in the background costs space, not data; the next start does it.
            LOG.warn("tidying up {} failed", file.path(), e);
        }
    }

    /// Commits everything that waits now; answers what went wrong, null if nothing.
    private @Nullable StoreException commitAll() {
        while (true) {
            List<Append> group;
            lock.lock();
            try {
                group = backlog.group(GROUP);
            } finally {
                lock.unlock();
            }
            if (group.isEmpty()) {
                return null;
            }
            StoreException failure = commit(group);
            if (failure != null) {
                return failure;
            }
        }
    }

    private @Nullable StoreException commit(List<Append> group) {
        StoreException failure = write(group);
        if (failure == null) {
            reportLosses();
        }
        return failure;
    }

    private @Nullable StoreException write(List<Append> group) {
        StoreException failure = null;
        try {
            connection.commit(group);
        } catch (Exception e) {
            failure = SqliteErrors.of(e, file.path());
        }
        if (failure != null && !SqliteErrors.isForGood(failure)) {
            noteProblem(failure);
            return failure;
        }
        if (failure != null && group.size() > 1) {
            // One of them can never succeed: the others need not wait for it.
            int half = group.size() / 2;
            StoreException first = write(group.subList(0, half));
            return first == null ? write(group.subList(half, group.size())) : first;
        }
        settle(group, failure);
        return null;
    }

    /// Forgets the oldest that wait: they are durable, or given up because of `failure`.
    private void settle(List<Append> group, @Nullable StoreException failure) {
        if (failure != null) {
            LOG.error("{} refuses what was appended; it is given up", file.path(), failure);
        } else if (problem != null) {
            LOG.info("writing to {} works again", file.path());
        }
        lock.lock();
        try {
            backlog.settle(group, failure, clock.utc());
            problem = null;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        acknowledgements.execute(() -> group.forEach(append -> append.settle(failure)));
    }

    private void noteProblem(StoreException failure) {
        lock.lock();
        try {
            if (problem == null) {
                LOG.warn("samples stay in memory: {}", failure.getMessage(), failure);
            }
            problem = failure;
            retryAtNs = System.nanoTime() + options.retryInterval().toNanos();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void reportLosses() {
        List<LostRange> losses;
        lock.lock();
        try {
            losses = backlog.takeLosses();
        } finally {
            lock.unlock();
        }
        LossTable.report(losses, connection, options.onLoss());
    }

    /// Gives up what could not be written, says so, and lets the file go.
    private void end() {
        List<Append> left;
        List<Task> undone;
        StoreException reason = problem == null ? closed() : problem;
        lock.lock();
        try {
            closing = true;
            left = backlog.group(Integer.MAX_VALUE);
            backlog.settle(left, reason, clock.utc());
            undone = List.copyOf(tasks);
            tasks.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(append -> append.settle(reason));
        undone.forEach(task -> task.result().completeExceptionally(closed()));
        reportLosses();
        connection.close();
    }
}
