package io.cartelem.persistence.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The server goes away and comes back: nothing is lost within the bound, nothing comes twice.
class PostgresOutageTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final int BOUND = 5_000;

    /// For a store that waits until the line is mended, and for one that is to say soon that it is
    /// cut.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration HASTE = Duration.ofMillis(250);

    private Proxy proxy;
    private PostgresStore store;

    @BeforeEach
    void open() throws IOException, SQLException {
        Server.database("outage");
        proxy = new Proxy(Server.port());
        store = store(PATIENCE);
        Server.empty("outage");
    }

    @AfterEach
    void close() throws IOException {
        proxy.mend();
        store.close();
        proxy.close();
    }

    private PostgresStore store(Duration connectTimeout) {
        return PostgresStore.open(Server.url(proxy.port(), "outage"), options(connectTimeout));
    }

    private static PostgresOptions options(Duration connectTimeout) {
        return new PostgresOptions(
                Duration.ofMillis(5), 500, BOUND, 3, connectTimeout, Duration.ofSeconds(60));
    }

    @Test
    void keepsWhatComesWhileTheServerIsAwayAndWritesItOnce() throws Exception {
        long id = recording();
        store.append(id, SampleBatch.of(RPM, 0, 0)).get(60, TimeUnit.SECONDS);
        PostgresStore reader = store(HASTE);
        proxy.cut();
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        for (int i = 1; i <= 2_000; i++) {
            appended.add(store.append(id, SampleBatch.of(RPM, i * 1_000L, i)));
        }
        StoreException away = assertThrows(StoreException.class, () -> reader.markers(id));
        assertEquals(Reason.NOT_READY, away.reason());
        reader.close();
        // Asked before the writer knows it, the patient store would look for itself, patiently.
        await(() -> store.status().problem() != null);
        assertFalse(store.status().ready());
        assertEquals(2_000, store.status().pendingSamples());
        assertFalse(appended.getLast().isDone());

        proxy.mend();
        all(appended).get(60, TimeUnit.SECONDS);
        assertEquals(2_001, store.finish(id, START.plusSeconds(9)).samples());
        assertExactly(id, 2_001);
        assertTrue(store.status().ready());
        assertEquals(0, store.status().lostSamples());
    }

    @Test
    void writesABatchOnceWhoseCommitWasNeverAnswered() throws Exception {
        long id = recording();
        store.append(id, SampleBatch.of(RPM, 0, 0)).get(60, TimeUnit.SECONDS);
        for (int round = 0; round < 3; round++) {
            proxy.loseAnswerToCommit();
            SampleBatch.Builder batch = SampleBatch.builder(100);
            for (int i = 0; i < 100; i++) {
                int n = 1 + round * 100 + i;
                batch.add(RPM, n * 1_000L, n);
            }
            store.append(id, batch.build()).get(60, TimeUnit.SECONDS);
            assertEquals(round + 1, proxy.answersLost());
        }
        store.append(id, SampleBatch.of(RPM, 301_000, 301)).get(60, TimeUnit.SECONDS);
        assertExactly(id, 302);
        assertEquals(302, store.channels(id).getFirst().count());
        assertEquals(301, store.channels(id).getFirst().max());
    }

    @Test
    void refusesAndCountsWhatMemoryCannotHold() throws Exception {
        long id = recording();
        proxy.cut();
        CompletableFuture<Void> kept = store.append(id, batchOf(BOUND - 10));
        CompletableFuture<Void> refused = store.append(id, batchOf(11));
        ExecutionException failure = assertThrows(ExecutionException.class, refused::get);
        assertEquals(Reason.NOT_READY, ((StoreException) failure.getCause()).reason());
        proxy.mend();
        kept.get(60, TimeUnit.SECONDS);
        assertEquals(11, store.status().lostSamples());
        assertEquals(BOUND - 10, store.count(SignalQuery.all(id)));
    }

    @Test
    void notesWithTheSessionWhatWasLost() throws Exception {
        long whole = recording();
        store.append(whole, batchOf(10)).get(60, TimeUnit.SECONDS);
        store.finish(whole, START.plusSeconds(1));
        long id = recording();
        proxy.cut();
        CompletableFuture<Void> kept = store.append(id, batchOf(BOUND - 10));
        assertThrows(ExecutionException.class, store.append(id, batchOf(11))::get);
        assertThrows(ExecutionException.class, store.append(id, batchOf(20))::get);
        proxy.mend();
        kept.get(60, TimeUnit.SECONDS);
        store.finish(id, START.plusSeconds(9));

        assertEquals(31, store.lostSamples(id));
        assertEquals(0, store.lostSamples(whole));
        try (var connection = Server.connect("outage");
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT from_ns, to_ns, reason FROM loss")) {
            assertTrue(row.next());
            assertEquals(0, row.getLong(1));
            assertEquals(19_000, row.getLong(2));
            assertTrue(row.getString(3).contains("longer than memory lasts"), row.getString(3));
            assertFalse(row.next(), "one range for the outage");
        }
        store.delete(id, START);
        assertEquals(1, store.purge(START.plusSeconds(1)));
        assertEquals(0, store.lostSamples(id));
    }

    @Test
    void leavesASessionAloneThatAnotherStoreRecords() throws Exception {
        long id = recording();
        store.append(id, SampleBatch.of(RPM, 5_000, 1)).get(60, TimeUnit.SECONDS);
        try (PostgresStore other = store(PATIENCE)) {
            assertEquals(List.of(), other.recover());
            store.close();
            assertEquals(
                    List.of(id), other.recover().stream().map(session -> session.id()).toList());
        }
    }

    @Test
    void saysThatNoServerAnswersWithoutShowingThePassword() {
        proxy.cut();
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://ada:secret@localhost:" + proxy.port() + "/cars");
        StoreException refusal =
                assertThrows(StoreException.class, () -> PostgresStore.open(url, options(HASTE)));
        assertEquals(Reason.NOT_READY, refusal.reason());
        assertEquals(
                "The database postgresql://ada@localhost:%d/cars does not answer."
                        .formatted(proxy.port()),
                refusal.getMessage());
    }

    @Test
    void refusesTheTablesOfANewerVersion() throws Exception {
        Server.database("newer");
        DatabaseUrl url = Server.url(Server.port(), "newer");
        PostgresStore.open(url, PostgresStoreTest.QUICK).close();
        try (var connection = Server.connect("newer");
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO cartelem_schema SELECT installed_rank + 1, '99', description,"
                            + " type, script, checksum, installed_by, installed_on,"
                            + " execution_time, success FROM cartelem_schema"
                            + " ORDER BY installed_rank DESC LIMIT 1");
        }
        StoreException refusal =
                assertThrows(
                        StoreException.class,
                        () -> PostgresStore.open(url, PostgresStoreTest.QUICK));
        assertEquals(Reason.NEWER_SCHEMA, refusal.reason());
    }

    private long recording() {
        long id = store.create(SessionDraft.named("s"), SessionOrigin.LIVE, START).id();
        return store.begin(id, START, ClockAnchor.Trust.GPS, SessionOrigin.LIVE).id();
    }

    private static SampleBatch batchOf(int samples) {
        SampleBatch.Builder batch = SampleBatch.builder(samples);
        for (int i = 0; i < samples; i++) {
            batch.add(RPM, i * 1_000L, i);
        }
        return batch.build();
    }

    private void assertExactly(long id, int samples) {
        List<Signal> signals = new ArrayList<>();
        store.scan(SignalQuery.all(id), signals::add);
        assertEquals(samples, signals.size());
        for (int i = 0; i < samples; i++) {
            assertEquals(i, signals.get(i).value());
            assertEquals(i, Channels.ordinalOf(signals.get(i).id()));
        }
        assertNotNull(store.status().location());
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited for a minute");
            LockSupport.parkNanos(5_000_000);
        }
    }
}
