package io.cartelem.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.LostRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// What happens when the disk does not do as it is told: recording goes on in memory, and the store
/// says what is wrong and what was lost.
class SqliteFailureTest {
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final int BATCH = 1_000;

    @TempDir private Path folder;
    private final List<LostRange> told = new CopyOnWriteArrayList<>();

    private SqliteStore open(long memorySamples) {
        return SqliteStore.open(
                folder.resolve("recordings.db"),
                Stores.quick().withMemory(memorySamples, 64).withLossListener(told::add),
                Stores.CLOCK);
    }

    private static SampleBatch batch(int number) {
        SampleBatch.Builder batch = SampleBatch.builder(BATCH);
        for (int i = 0; i < BATCH; i++) {
            long ordinal = (long) number * BATCH + i;
            batch.add(RPM, ordinal * 1_000_000, Math.sin((double) ordinal));
        }
        return batch.build();
    }

    private static void fillDisk(SqliteStore store) {
        long pages = pages(store);
        store.onWriter("PRAGMA max_page_count = " + pages);
    }

    private static long pages(SqliteStore store) {
        try {
            return Stores.number(
                    store, "SELECT page_count FROM pragma_page_count() WHERE '' = ?", "");
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void blamesNobodyWhenAReaderHasEnough() {
        try (SqliteStore store = open(1_000_000)) {
            long session = Stores.recording(store);
            store.append(session, batch(0)).join();
            SignalQuery all = SignalQuery.all(session);
            CancellationException cancelled = new CancellationException("enough");
            UncheckedIOException full = new UncheckedIOException(new IOException("target is full"));
            for (RuntimeException thrown : List.of(cancelled, full)) {
                assertSame(
                        thrown,
                        assertThrows(
                                RuntimeException.class,
                                () ->
                                        store.scan(
                                                all,
                                                signal -> {
                                                    throw thrown;
                                                })));
            }
            assertEquals(BATCH, store.count(all), "it reads on");
        }
    }

    @Test
    void keepsSamplesInMemoryWhileTheDiskIsFullAndResumes() throws Exception {
        try (SqliteStore store = open(1_000_000)) {
            long session = Stores.recording(store);
            store.append(session, batch(0)).get();
            fillDisk(store);
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            for (int i = 1; i < 100; i++) {
                waiting.add(store.append(session, batch(i)));
            }
            Stores.await("the problem shows", () -> store.status().problem() != null);
            assertTrue(store.status().problem().matches("The disk that holds .* is full\\."));
            assertTrue(store.status().pendingSamples() > 0);
            assertFalse(waiting.getLast().isDone());
            StoreException refusal =
                    assertThrows(StoreException.class, () -> store.finish(session, Stores.START));
            assertEquals(Reason.DISK_FULL, refusal.reason());
            assertTrue(store.session(session).orElseThrow().active());
            store.onWriter("PRAGMA max_page_count = 1000000");
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get();
            assertNull(store.status().problem());
            assertEquals(0, store.status().lostSamples());
            assertEquals(100L * BATCH, store.count(SignalQuery.all(session)));
            assertEquals(100L * BATCH, store.finish(session, Stores.START).samples());
            assertEquals(List.of(), store.check().problems());
        }
    }

    @Test
    void reportsExactlyWhatWasLostWhenMemoryDidNotLast() throws Exception {
        long recorded;
        try (SqliteStore store = open(20L * BATCH)) {
            long session = Stores.recording(store);
            recorded = session;
            store.append(session, batch(0)).get();
            store.onWriter("PRAGMA query_only = ON");
            CompletableFuture<Void> first = store.append(session, batch(1));
            Stores.await("the problem shows", () -> store.status().problem() != null);
            assertTrue(store.status().problem().contains("read-only"));
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 2; i < 40; i++) {
                all.add(store.append(session, batch(i)));
            }
            ExecutionException lost = assertThrows(ExecutionException.class, all.getLast()::get);
            assertEquals(Reason.READ_ONLY, ((StoreException) lost.getCause()).reason());
            assertEquals(19L * BATCH, store.status().lostSamples());
            // Another attempt that fails: what is lost is told when it is known, and can be noted.
            assertThrows(StoreException.class, () -> store.finish(session, Stores.START));
            assertEquals(List.of(), told);
            store.onWriter("PRAGMA query_only = OFF");
            first.get();
            Stores.await("the loss is told", () -> !told.isEmpty());
            LostRange range = told.getFirst();
            assertEquals(session, range.sessionId());
            assertEquals(19L * BATCH, range.samples());
            assertEquals(21L * BATCH * 1_000_000, range.fromNs());
            assertEquals((40L * BATCH - 1) * 1_000_000, range.toNs());
            assertEquals(21L * BATCH, store.count(SignalQuery.all(session)));
            assertEquals(told, store.losses(session));
        }
        try (SqliteStore store = open(1000)) {
            assertEquals(19L * BATCH, store.losses(recorded).getFirst().samples());
        }
    }

    @Test
    void givesUpAtCloseWhatItCouldNotWrite() throws Exception {
        SqliteStore store = open(1_000_000);
        long session = Stores.recording(store);
        store.onWriter("PRAGMA query_only = ON");
        CompletableFuture<Void> late = store.append(session, batch(0));
        store.close();
        assertTrue(late.isCompletedExceptionally());
        assertEquals(BATCH, told.getFirst().samples());
    }

    @Test
    void slowsAProducerDownInsteadOfLosingWhileTheDiskWorks() throws Exception {
        try (SqliteStore store = open(5L * BATCH)) {
            long session = Stores.recording(store);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(store.append(session, batch(i)));
                assertTrue(store.status().pendingSamples() <= 5L * BATCH);
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
            assertEquals(200L * BATCH, store.count(SignalQuery.all(session)));
        }
    }

    @Test
    void waitsForAnotherProgramThatHoldsTheFile() throws Exception {
        try (SqliteStore store = open(1_000_000);
                Connection other = Stores.connect(store.path());
                Statement statement = other.createStatement()) {
            long session = Stores.recording(store);
            statement.execute("BEGIN IMMEDIATE");
            CompletableFuture<Void> waiting = store.append(session, batch(0));
            Stores.await("the problem shows", () -> store.status().problem() != null);
            assertTrue(store.status().problem().startsWith("Another program is using"));
            assertEquals(0, store.count(SignalQuery.all(session)), "readers go on");
            statement.execute("ROLLBACK");
            waiting.get();
            assertNull(store.status().problem());
        }
    }

    @Test
    void saysThatTheFileIsGoneAndGoesOnWhenItIsBack() throws Exception {
        Path away = folder.resolve("away.db");
        try (SqliteStore store = open(1_000_000)) {
            long session = Stores.recording(store);
            Files.move(store.path(), away);
            CompletableFuture<Void> waiting = store.append(session, batch(0));
            Stores.await("the problem shows", () -> store.status().problem() != null);
            assertTrue(store.status().problem().contains("is gone"), store.status().problem());
            assertEquals(-1, store.status().sizeBytes());
            Files.move(away, store.path());
            waiting.get();
            assertEquals(BATCH, store.count(SignalQuery.all(session)));
        }
    }

    @Test
    void usesTheCopyThatCameToThePlaceOfItsFile() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (SqliteStore store = open(1_000_000)) {
            long session = Stores.recording(store);
            store.append(session, batch(0)).get();
            store.backup(copy);
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(StoreFile.sibling(store.path(), suffix));
            }
            CompletableFuture<Void> waiting = store.append(session, batch(1));
            Stores.await("the problem shows", () -> store.status().problem() != null);
            Files.move(copy, store.path());
            waiting.get();
            assertEquals(2L * BATCH, store.count(SignalQuery.all(session)));
            assertNotNull(store.status());
        }
    }

    @Test
    void retriesNothingThatIsNotAnAppend() throws Exception {
        try (SqliteStore store = open(1_000_000)) {
            long session = Stores.recording(store);
            store.onWriter("PRAGMA query_only = ON");
            StoreException refusal =
                    assertThrows(StoreException.class, () -> store.mark(session, 0, "x"));
            assertEquals(Reason.READ_ONLY, refusal.reason());
            store.onWriter("PRAGMA query_only = OFF");
            assertEquals(List.of(), store.markers(session));
        }
    }

    @Test
    void givesUpOnlyTheAppendThatCanNeverSucceed() throws Exception {
        try (SqliteStore store = open(1_000_000)) {
            long gone = Stores.recording(store);
            long session = Stores.recording(store);
            store.append(session, batch(0)).get(60, TimeUnit.SECONDS);
            // Another program removed a session that records: its first channel refers to nothing.
            Stores.sql(store, "DELETE FROM clock_anchor WHERE session_id = " + gone);
            Stores.sql(store, "DELETE FROM session WHERE id = " + gone);
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            for (int i = 1; i < 20; i++) {
                waiting.add(store.append(session, batch(i)));
                if (i == 7) {
                    CompletableFuture<Void> never = store.append(gone, batch(7));
                    waiting.add(never.handle((_, failure) -> null));
                    ExecutionException lost =
                            assertThrows(
                                    ExecutionException.class,
                                    () -> never.get(60, TimeUnit.SECONDS));
                    assertEquals(Reason.FAILED, ((StoreException) lost.getCause()).reason());
                }
            }
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new))
                    .get(60, TimeUnit.SECONDS);
            assertNull(store.status().problem(), "writing works");
            assertEquals(BATCH, store.status().lostSamples());
            Stores.await("the loss is told", () -> !told.isEmpty());
            assertEquals(gone, told.getFirst().sessionId());
            assertEquals(BATCH, told.getFirst().samples());
            assertEquals(20L * BATCH, store.finish(session, Stores.START).samples());
            assertEquals(20L * BATCH, store.count(SignalQuery.all(session)));
        }
    }

    @Test
    void tellsOnceWhatOneCommitHadToGiveUp() throws Exception {
        try (SqliteStore store = open(1_000_000)) {
            long gone = Stores.recording(store);
            long session = Stores.recording(store);
            Stores.sql(store, "DELETE FROM clock_anchor WHERE session_id = " + gone);
            Stores.sql(store, "DELETE FROM session WHERE id = " + gone);
            // So that all of them wait for the same commit.
            store.onWriter("PRAGMA query_only = ON");
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(store.append(session, batch(i)));
                waiting.add(store.append(gone, batch(i)).handle((_, failure) -> null));
            }
            store.onWriter("PRAGMA query_only = OFF");
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new))
                    .get(60, TimeUnit.SECONDS);
            assertEquals(8L * BATCH, store.finish(session, Stores.START).samples());
            assertEquals(8L * BATCH, store.status().lostSamples());
            assertEquals(List.of(8L * BATCH), told.stream().map(LostRange::samples).toList());
        }
    }

    @Test
    void losesNothingOfASessionWhenAnotherProgramRemovesOneWhoseSamplesAreRecent()
            throws Exception {
        long session;
        try (SqliteStore store = open(1_000_000)) {
            long gone = Stores.recording(store);
            session = Stores.recording(store);
            store.append(gone, batch(0)).get(60, TimeUnit.SECONDS);
            Stores.sql(store, "DELETE FROM session WHERE id = " + gone);
            ExecutionException refused =
                    assertThrows(
                            ExecutionException.class,
                            () -> store.append(gone, batch(1)).get(60, TimeUnit.SECONDS));
            assertEquals(Reason.SESSION_NOT_FOUND, ((StoreException) refused.getCause()).reason());
            // Enough to turn what is recent into chunks more than once.
            for (int i = 0; i < 100; i++) {
                store.append(session, batch(i)).get(60, TimeUnit.SECONDS);
            }
            assertEquals(BATCH, store.status().lostSamples());
            assertEquals(100L * BATCH, store.count(SignalQuery.all(session)));
            store.append(session, batch(100)).get(60, TimeUnit.SECONDS);
            store.append(session, batch(101)).get(60, TimeUnit.SECONDS);
        }
        try (SqliteStore store = open(1_000_000)) {
            assertEquals(102L * BATCH, store.count(SignalQuery.all(session)));
        }
    }

    @Test
    void opensAFileFromWhichAnotherProgramRemovedASessionWithRecentSamples() throws Exception {
        try (SqliteStore store = open(1_000_000)) {
            long gone = Stores.recording(store);
            store.append(gone, batch(0)).get(60, TimeUnit.SECONDS);
            Stores.sql(store, "DELETE FROM session WHERE id = " + gone);
        }
        try (SqliteStore store = open(1_000_000)) {
            long session = Stores.recording(store);
            store.append(session, batch(0)).get(60, TimeUnit.SECONDS);
            assertEquals(BATCH, store.finish(session, Stores.START).samples());
        }
    }

    @Test
    void keepsChannelsWhoseNamesAreNotUnicode() throws Exception {
        try (SqliteStore store = open(1_000_000)) {
            long session = Stores.recording(store);
            // Half a character each: the file cannot tell one half from the other.
            for (String half : List.of("A\uD800", "A\uD801")) {
                Channel channel = Channel.number("bench", half, "", 0);
                store.append(session, SampleBatch.of(channel, 0, 1)).get(60, TimeUnit.SECONDS);
            }
            store.onWriter("PRAGMA query_only = ON");
            Channel again = Channel.number("bench", "A\uD800", "", 0);
            CompletableFuture<Void> waiting =
                    store.append(session, SampleBatch.of(again, 1_000_000, 2));
            Stores.await("the problem shows", () -> store.status().problem() != null);
            store.onWriter("PRAGMA query_only = OFF");
            waiting.get(60, TimeUnit.SECONDS);
            assertEquals(3, store.finish(session, Stores.START).samples());
            assertEquals(0, store.status().lostSamples());
        }
    }
}
