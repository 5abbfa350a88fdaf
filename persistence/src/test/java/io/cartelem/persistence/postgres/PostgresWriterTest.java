package io.cartelem.persistence.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes wrong on the writing thread itself reaches whoever waits, and no more is lost than it
/// must be.
class PostgresWriterTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);

    @Test
    void goesOnAfterAFailureThatNobodyForesaw() throws Exception {
        Server.database("writer");
        try (PostgresStore store =
                PostgresStore.open(Server.url(Server.port(), "writer"), PostgresStoreTest.QUICK)) {
            long id = recording(store);
            AtomicInteger connections = new AtomicInteger();
            PostgresWriter writer =
                    new PostgresWriter(
                            () -> {
                                if (connections.incrementAndGet() == 1) {
                                    throw new IllegalStateException("a defect");
                                }
                                var connection = Server.connect("writer");
                                connection.setAutoCommit(false);
                                return connection;
                            },
                            "cars",
                            PostgresStoreTest.QUICK);
            CompletableFuture<Void> first = writer.append(Append.of(id, batch(0)));
            assertEquals(Reason.FAILED, failure(first).reason());
            writer.append(Append.of(id, batch(1))).get(60, TimeUnit.SECONDS);
            writer.close();
            assertEquals(1, writer.lostSamples());
            assertEquals(0, writer.pendingSamples());
            assertEquals(1, store.count(SignalQuery.all(id)));
            assertEquals(1, store.lostSamples(id), "the loss stands with the session");
        }
    }

    @Test
    void failsWhatWaitsAndWhatComesWhenItsThreadEnds() throws Exception {
        PostgresWriter writer =
                new PostgresWriter(
                        () -> {
                            throw new LinkageError("a broken installation");
                        },
                        "cars",
                        PostgresStoreTest.QUICK);
        assertEquals(Reason.FAILED, failure(writer.append(Append.of(1, batch(0)))).reason());
        StoreException later = failure(writer.append(Append.of(1, batch(1))));
        assertEquals("The database cars could not do that.", later.getMessage());
        assertEquals(later.getMessage(), writer.problem());
        assertEquals(
                Reason.FAILED, assertThrows(StoreException.class, () -> writer.flush(1)).reason());
        assertEquals(2, writer.lostSamples());
        assertEquals(0, writer.pendingSamples());
        writer.close();
    }

    @Test
    void keepsSumsThatNoNumberCanHold() throws Exception {
        Server.database("writer");
        try (PostgresStore store =
                PostgresStore.open(Server.url(Server.port(), "writer"), PostgresStoreTest.QUICK)) {
            long id = recording(store);
            for (double value : new double[] {Double.MAX_VALUE, Double.MAX_VALUE, 1}) {
                store.append(id, SampleBatch.of(RPM, 0, value)).get(60, TimeUnit.SECONDS);
            }
            store.finish(id, START.plusSeconds(1));
            assertEquals(3, store.count(SignalQuery.all(id)));
            assertEquals(Double.MAX_VALUE, store.channels(id).getFirst().max());
            assertEquals(0, store.lostSamples(id));
        }
    }

    @Test
    void givesUpOnlyTheAppendThatTheServerRefuses() throws Exception {
        Server.database("writer");
        try (PostgresStore store =
                        PostgresStore.open(
                                Server.url(Server.port(), "writer"), PostgresStoreTest.QUICK);
                var connection = Server.connect("writer");
                var statement = connection.createStatement()) {
            long id = recording(store);
            statement.execute("ALTER TABLE signals ADD CONSTRAINT no_seven CHECK (value_num <> 7)");
            List<CompletableFuture<Void>> appended = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    appended.add(store.append(id, batch(i)));
                }
                assertEquals(Reason.FAILED, failure(appended.get(7)).reason());
                assertEquals(19, store.finish(id, START.plusSeconds(1)).samples());
            } finally {
                statement.execute("ALTER TABLE signals DROP CONSTRAINT no_seven");
            }
            appended.remove(7);
            assertTrue(appended.stream().noneMatch(CompletableFuture::isCompletedExceptionally));
            assertEquals(19, store.count(SignalQuery.all(id)));
            assertEquals(1, store.lostSamples(id));
        }
    }

    private static long recording(PostgresStore store) {
        long id = store.create(SessionDraft.named("s"), SessionOrigin.LIVE, START).id();
        return store.begin(id, START, ClockAnchor.Trust.GPS, SessionOrigin.LIVE).id();
    }

    private static SampleBatch batch(int number) {
        return SampleBatch.of(RPM, number * 1_000L, number);
    }

    private static StoreException failure(CompletableFuture<Void> append) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> append.get(60, TimeUnit.SECONDS));
        return (StoreException) failure.getCause();
    }
}
