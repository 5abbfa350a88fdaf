package io.cartelem.persistence.postgres;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.LostRange;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
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

    /// Where connections come from.
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    private final Connector connector;
    private final String location;
    private final PostgresOptions options;
    private final Backlog backlog;
    private final Thread thread;

    private final Map<Long, Recording> recordings = new ConcurrentHashMap<>();

    /// Belongs to the writing thread, and so do the sessions locked through it.
    private @Nullable Connection connection;

    private final Set<Long> locked = new HashSet<>();

    /// Why the last attempt failed, where that passes; null otherwise. Belongs to the writing
    /// thread.
    private @Nullable StoreException away;

    /// Given up, and not told to those who wait for it. Belongs to the writing thread.
    private final List<Refused> refused = new ArrayList<>();

    private record Refused(List<Append> appends, StoreException reason) {}

    private volatile @Nullable String problem;

    /// By `System.nanoTime`; counts once [#closing] is set.
    private volatile long closeDeadlineNs;

    private volatile boolean closing;

    /// @param location the database's name as people see it
    PostgresWriter(Connector connector, String location, PostgresOptions options) {
        this.connector = connector;
        this.location = location;
        this.options = options;
        this.backlog = new Backlog(options, location);
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
                    Reason.NOT_READY, "The database " + location + " does not answer.", e);
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
        closing = true;
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
        List<Append> taken = List.of();
        StoreException end =
                new StoreException(Reason.NOT_READY, "The database " + location + " was closed.");
        try {
            for (taken = backlog.take(); !taken.isEmpty(); taken = backlog.take()) {
                Map<Long, List<Append>> bySession = new LinkedHashMap<>();
                for (Append append : taken) {
                    bySession
                            .computeIfAbsent(append.sessionId(), id -> new ArrayList<>())
                            .add(append);
                }
                bySession.forEach(
                        (session, appends) -> {
                            write(session, appends);
                            tellRefused();
                        });
            }
        } catch (InterruptedException e) {
            LOG.warn("Writing to {} was interrupted", location);
        } catch (RuntimeException | Error e) {
            LOG.error("The writer of {} stopped", location, e);
            end = failed(e);
            problem = end.getMessage();
            throw e;
        } finally {
            try {
                giveUpAll(taken, end);
            } finally {
                disconnect();
            }
        }
    }

    /// Nothing is written any more: fails what was taken and is undecided, what waits and what
    /// comes, so that nobody waits for it.
    private void giveUpAll(List<Append> taken, StoreException reason) {
        Set<Append> decided = Collections.newSetFromMap(new IdentityHashMap<>());
        refused.forEach(known -> decided.addAll(known.appends()));
        List<Append> left = new ArrayList<>(taken);
        left.removeIf(append -> append.done().isDone() || decided.contains(append));
        left.addAll(backlog.end(reason));
        refuse(left, reason);
        tellRefused();
    }

    private void write(long sessionId, List<Append> appends) {
        StoreException failure = null;
        boolean nothing = appends.stream().allMatch(Append::isBarrier);
        if (!nothing) {
            Recording recording =
                    recordings.computeIfAbsent(sessionId, id -> new Recording(sessionId));
            failure = attempts(recording, appends);
        }
        if (failure == null) {
            settle(appends);
        } else if (appends.size() > 1 && PostgresErrors.isOfData(failure) && !isTimeOver()) {
            // One of them can never succeed: the others may be written without it.
            int half = appends.size() / 2;
            write(sessionId, appends.subList(0, half));
            write(sessionId, appends.subList(half, appends.size()));
        } else {
            refuse(appends, failure);
        }
    }

    private void settle(List<Append> durable) {
        if (durable.stream().anyMatch(Append::isBarrier)) {
            // Who waits for everything before also wants to know what of it is lost.
            tellRefused();
        }
        backlog.settled(durable, null);
        durable.forEach(append -> append.done().complete(null));
    }

    private void refuse(List<Append> appends, StoreException reason) {
        backlog.settled(appends, reason);
        refused.add(new Refused(appends, reason));
    }

    /// Tells of what was given up, when it stands with its sessions, if that is possible.
    private void tellRefused() {
        List<Refused> told = List.copyOf(refused);
        refused.clear();
        try {
            noteLosses();
        } finally {
            for (Refused one : told) {
                one.appends().forEach(a -> a.done().completeExceptionally(one.reason()));
            }
        }
    }

    /// Whether the time for closing has passed.
    private boolean isTimeOver() {
        return closing && System.nanoTime() - closeDeadlineNs >= 0;
    }

    private StoreException failed(Throwable failure) {
        return new StoreException(
                Reason.FAILED, "The database " + location + " could not do that.", failure);
    }

    /// Notes with their sessions what was given up, all in one transaction; while the server is
    /// away that waits.
    private void noteLosses() {
        if (away != null) {
            return;
        }
        List<LostRange> losses = backlog.takeLosses();
        if (losses.isEmpty()) {
            return;
        }
        boolean noted = false;
        try {
            Connection open = opened();
            for (LostRange loss : losses) {
                LossTable.insert(open, loss);
            }
            open.commit();
            noted = true;
        } catch (SQLException | RuntimeException e) {
            LOG.warn("Losses in {} sessions are not noted yet", losses.size(), e);
        } finally {
            if (!noted) {
                disconnect();
                losses.forEach(backlog::putBack);
            }
        }
        if (noted) {
            for (LostRange loss : losses) {
                LOG.error(
                        "{} samples of session {} were lost: {}",
                        loss.samples(),
                        loss.sessionId(),
                        loss.reason());
            }
        }
    }

    /// Null once it is durable.
    private @Nullable StoreException attempts(Recording recording, List<Append> appends) {
        long pause = FIRST_PAUSE_NS;
        StoreException known = away;
        if (known != null && isTimeOver()) {
            return known;
        }
        while (true) {
            try {
                BatchWriter.write(connected(recording.sessionId), recording, appends);
                problem = null;
                away = null;
                return null;
            } catch (StoreException e) {
                recording.undo();
                disconnect();
                return e;
            } catch (SQLException e) {
                recording.undo();
                disconnect();
                StoreException failure = PostgresErrors.of(e, location);
                if (problem == null) {
                    LOG.warn("{} Samples wait in memory.", failure.getMessage(), e);
                }
                problem = failure.getMessage();
                away = PostgresErrors.isPassing(e) ? failure : null;
                if (away == null || isTimeOver()) {
                    return failure;
                }
            } catch (RuntimeException e) {
                LOG.error("Samples of session {} cannot be written", recording.sessionId, e);
                recording.undo();
                disconnect();
                return failed(e);
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
            open = connector.connect();
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
