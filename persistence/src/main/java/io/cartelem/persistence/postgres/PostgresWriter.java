package io.cartelem.persistence.postgres;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The thread that writes samples. While the server is away it keeps trying with growing pauses,
/// and what comes meanwhile waits in the [Backlog].
final class PostgresWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWriter.class);
    private static final long FIRST_PAUSE_NS = 100_000_000L;
    private static final long LONGEST_PAUSE_NS = 5_000_000_000L;

    private final Database database;
    private final PostgresOptions options;
    private final Backlog backlog;
    private final Thread thread;

    private final Map<Long, Recording> recordings = new ConcurrentHashMap<>();

    /// Belongs to the writing thread, and so do the sessions locked through it.
    private @Nullable Connection connection;

    private final Set<Long> locked = new HashSet<>();

    private volatile @Nullable String problem;
    private volatile long closeDeadlineNs = Long.MAX_VALUE;

    PostgresWriter(Database database, PostgresOptions options) {
        this.database = database;
        this.options = options;
        this.backlog = new Backlog(options, database.location());
        this.thread = Thread.ofPlatform().name("postgres-writer").unstarted(this::run);
        thread.start();
    }

    CompletableFuture<Void> append(Append append) {
        backlog.add(append);
        return append.done();
    }

    /// Waits until everything appended to a session before is durable.
    ///
    /// @throws StoreException NOT_READY if the server is away for too long
    void flush(long sessionId) {
        try {
            append(Append.barrier(sessionId))
                    .get(options.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StoreException(
                    Reason.NOT_READY,
                    "The database " + database.location() + " does not answer.",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException failure
                    ? failure
                    : new StoreException(Reason.FAILED, "Writing failed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Reason.NOT_READY, "Waiting was interrupted.", e);
        }
    }

    /// Forgets a session to which nothing will be appended any more.
    void forget(long sessionId) {
        recordings.remove(sessionId);
    }

    long pendingSamples() {
        return backlog.pendingSamples();
    }

    long lostSamples() {
        return backlog.lostSamples();
    }

    /// Why nothing can be written now, null if all is well.
    @Nullable String problem() {
        return problem;
    }

    /// Writes what waits, as far as that works within the time for closing.
    void close() {
        closeDeadlineNs = System.nanoTime() + options.closeTimeout().toNanos();
        backlog.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (List<Append> taken = backlog.take(); !taken.isEmpty(); taken = backlog.take()) {
                Map<Long, List<Append>> bySession = new LinkedHashMap<>();
                for (Append append : taken) {
                    bySession
                            .computeIfAbsent(append.sessionId(), id -> new ArrayList<>())
                            .add(append);
                }
                bySession.forEach(this::write);
            }
        } catch (InterruptedException e) {
            LOG.warn("Writing to {} was interrupted", database.location());
        } finally {
            disconnect();
        }
    }

    private void write(long sessionId, List<Append> appends) {
        StoreException failure = null;
        boolean nothing = appends.stream().allMatch(Append::isBarrier);
        if (!nothing) {
            Recording recording =
                    recordings.computeIfAbsent(sessionId, id -> new Recording(sessionId));
            failure = attempts(recording, appends);
        }
        backlog.settled(appends, failure);
        noteLosses();
        for (Append append : appends) {
            if (failure == null) {
                append.done().complete(null);
            } else {
                append.done().completeExceptionally(failure);
            }
        }
    }

    /// Notes with their sessions what was given up; while the server is away that waits.
    private void noteLosses() {
        if (problem != null && System.nanoTime() < closeDeadlineNs) {
            return;
        }
        for (Loss loss : backlog.takeLosses()) {
            try {
                Connection open = opened();
                loss.insert(open);
                open.commit();
                LOG.error(
                        "{} samples of session {} were lost: {}",
                        loss.samples(),
                        loss.sessionId(),
                        loss.reason());
            } catch (SQLException e) {
                LOG.warn("The loss of {} samples is not noted yet", loss.samples(), e);
                disconnect();
                backlog.putBack(loss);
            }
        }
    }

    /// Null once it is durable.
    private @Nullable StoreException attempts(Recording recording, List<Append> appends) {
        long pause = FIRST_PAUSE_NS;
        while (true) {
            try {
                BatchWriter.write(connected(recording.sessionId), recording, appends);
                problem = null;
                return null;
            } catch (StoreException e) {
                recording.undo();
                disconnect();
                return e;
            } catch (SQLException e) {
                recording.undo();
                disconnect();
                StoreException failure = PostgresErrors.of(e, database.location());
                if (problem == null) {
                    LOG.warn("{} Samples wait in memory.", failure.getMessage(), e);
                }
                problem = failure.getMessage();
                if (!PostgresErrors.isPassing(e) || System.nanoTime() > closeDeadlineNs) {
                    return failure;
                }
            }
            try {
                backlog.pause(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new StoreException(Reason.NOT_READY, "Writing was interrupted.", e);
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_NS);
        }
    }

    private Connection connected(long sessionId) throws SQLException {
        Connection open = opened();
        // While this connection lives, nobody takes the session for one that a crash left behind.
        if (!locked.contains(sessionId)) {
            WriterLock.take(open, sessionId);
            locked.add(sessionId);
        }
        return open;
    }

    private Connection opened() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.connect();
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        locked.clear();
        if (open != null) {
            try (open) {
                open.rollback();
                WriterLock.releaseAll(open);
                open.commit();
            } catch (SQLException e) {
                LOG.debug("The connection was gone already", e);
            }
        }
    }
}
