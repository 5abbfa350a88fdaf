package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Connections for readers. Each read takes one for itself, so readers wait for nobody; a few are
/// kept for the next. Safe on any thread.
final class ReadPool implements AutoCloseable {
    private static final int KEPT = 4;

    /// Work on a snapshot of the file.
    interface Read<T> {
        T run(ReadConnection connection) throws Exception;
    }

    private final StoreFile file;
    private final ConcurrentLinkedDeque<ReadConnection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger kept = new AtomicInteger();
    private volatile boolean closed;

    ReadPool(StoreFile file) {
        this.file = file;
    }

    /// Runs `work` on a snapshot that holds everything committed before.
    <T> T read(Read<T> work) {
        ReadConnection connection = null;
        try {
            connection = take();
            T result = connection.onSnapshot(work);
            give(connection);
            return result;
        } catch (UncheckedIOException | CancellationException e) {
            // By who takes the samples, not by the store: its disk is full, or it has enough.
            close(connection);
            throw e;
        } catch (Exception e) {
            close(connection);
            throw SqliteErrors.of(e, file.path());
        }
    }

    private static void close(@Nullable ReadConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        drain();
    }

    private ReadConnection take() throws SQLException {
        if (closed) {
            throw new StoreException(
                    Reason.NOT_READY, "The recordings in " + file.path() + " are closed.");
        }
        Object identity = file.identity();
        for (ReadConnection known = idle.pollFirst(); known != null; known = idle.pollFirst()) {
            kept.decrementAndGet();
            if (known.identity().equals(identity)) {
                return known;
            }
            known.close();
        }
        return new ReadConnection(file.reader(), identity);
    }

    private void give(ReadConnection connection) {
        if (kept.incrementAndGet() > KEPT) {
            kept.decrementAndGet();
            connection.close();
        } else {
            idle.addFirst(connection);
            if (closed) {
                drain();
            }
        }
    }

    private void drain() {
        for (ReadConnection known = idle.pollFirst(); known != null; known = idle.pollFirst()) {
            known.close();
        }
    }
}
