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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes wrong on the writing thread itself reaches whoever waits, and no more is lost than it
/// must be.
class PostgresWriterTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);

    private static PostgresStore opened() throws Exception {
        Server.database("writer");
        return PostgresStore.open(Server.url(Server.port(), "writer"), PostgresStoreTest.QUICK);
    }

    /// A writer that gets a connection only after its first attempt.
    private static PostgresWriter failingFirst(Runnable failure) {
        AtomicInteger connections = new AtomicInteger();
        return new PostgresWriter(
                () -> {
                    if (connections.incrementAndGet() == 1) {
                        failure.run();
                    }
                    return connection();
                },
                "cars",
                PostgresStoreTest.QUICK);
    }

    @Test
    void goesOnAfterAFailureThatNobodyForesaw() throws Exception {
        try (PostgresStore store = opened()) {
            long id = recording(store);
            PostgresWriter writer =
                    failingFirst(
                            () -> {
                                throw new IllegalStateException("a defect");
                            });
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
        try (PostgresStore store = opened()) {
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
    void averagesNumbersWhoseSumNoNumberCanHold() throws Exception {
        try (PostgresStore store = opened()) {
            long id = recording(store);
            SampleBatch.Builder large = SampleBatch.builder(5);
            double[] values = {Double.MAX_VALUE, Double.MAX_VALUE, 1e200, Double.MAX_VALUE, 5};
            for (int i = 0; i < values.length; i++) {
                large.add(RPM, i * 1_000_000L, values[i]);
            }
            store.append(id, large.build()).get(60, TimeUnit.SECONDS);
            SignalQuery all = SignalQuery.all(id);
            assertEquals(
                    Double.MAX_VALUE,
                    store.statistics(all.between(0, 2_000_000)).getFirst().mean());
            assertEquals(
                    Double.MAX_VALUE / 2,
                    store.statistics(all.between(2_000_000, 4_000_000)).getFirst().mean(),
                    1e300);
            assertEquals(5, store.statistics(all.between(4_000_000, 4_500_000)).getFirst().mean());
        }
    }

    @Test
    void givesUpOnlyTheAppendThatTheServerRefuses() throws Exception {
        try (PostgresStore store = opened();
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

    @Test
    void notesWithTheSessionWhatWasLostWhenItsThreadEnds() throws Exception {
        try (PostgresStore store = opened()) {
            long id = recording(store);
            PostgresWriter writer =
                    failingFirst(
                            () -> {
                                throw new LinkageError("a broken installation");
                            });
            assertEquals(Reason.FAILED, failure(writer.append(Append.of(id, batch(0)))).reason());
            assertEquals(1, store.lostSamples(id));
            writer.close();
        }
    }

    @Test
    void asksAServerThatIsAwayOnlyOnceMoreWhenItCloses() {
        AtomicInteger connections = new AtomicInteger();
        PostgresWriter writer =
                new PostgresWriter(
                        () -> {
                            connections.incrementAndGet();
                            throw new SQLException("no route", "08001");
                        },
                        "cars",
                        new PostgresOptions(
                                Duration.ofHours(1),
                                32_768,
                                4_000_000,
                                4,
                                Duration.ofSeconds(60),
                                Duration.ZERO));
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        for (int session = 1; session <= 5; session++) {
            appended.add(writer.append(Append.of(session, batch(session))));
        }
        writer.close();
        for (CompletableFuture<Void> one : appended) {
            assertEquals(Reason.NOT_READY, failure(one).reason());
        }
        assertEquals(5, writer.lostSamples());
        assertEquals(1, connections.get());
    }

    @Test
    void dividesABatchForBadDataOnly() throws Exception {
        try (PostgresStore store = opened();
                var connection = Server.connect("writer");
                var statement = connection.createStatement()) {
            long id = recording(store);
            AtomicInteger connections = new AtomicInteger();
            CountDownLatch waiting = new CountDownLatch(1);
            PostgresWriter writer =
                    new PostgresWriter(
                            () -> {
                                connections.incrementAndGet();
                                await(waiting);
                                return connection();
                            },
                            "cars",
                            PostgresStoreTest.QUICK);
            List<CompletableFuture<Void>> appended = new ArrayList<>();
            statement.execute("ALTER TABLE signals RENAME TO hidden");
            try {
                // The first holds the writer up until the others are one batch.
                for (int i = 0; i < 33; i++) {
                    appended.add(writer.append(Append.of(id, batch(i))));
                }
                waiting.countDown();
                for (CompletableFuture<Void> one : appended) {
                    assertEquals(Reason.FAILED, failure(one).reason());
                }
            } finally {
                statement.execute("ALTER TABLE hidden RENAME TO signals");
            }
            writer.close();
            assertTrue(connections.get() <= 6, connections + " connections for two batches");
            assertEquals(33, store.lostSamples(id));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection() throws SQLException {
        Connection connection = Server.connect("writer");
        connection.setAutoCommit(false);
        return connection;
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
