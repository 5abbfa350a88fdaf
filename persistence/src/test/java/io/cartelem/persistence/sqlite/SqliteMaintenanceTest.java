package io.cartelem.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Care for the file: merging, reclaiming, backup, check.
class SqliteMaintenanceTest {
    private static final Channel FAST = Channel.number("obd", "RPM", "rpm", 0);
    private static final Channel WITH_IT = Channel.number("obd", "SPEED", "km/h", 0);
    private static final Channel SLOW = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    private static final Channel NOTE = Channel.text("pit", "note");

    @TempDir private Path folder;

    private static List<Signal> all(SqliteStore store, long session) {
        List<Signal> signals = new ArrayList<>();
        store.scan(SignalQuery.all(session), signals::add);
        return signals;
    }

    /// A drive in which one channel is a hundred times slower than the others.
    private static void drive(SqliteStore store, long session, int rows) throws Exception {
        for (int from = 0; from < rows; from += 5_000) {
            SampleBatch.Builder batch = SampleBatch.builder(10_100);
            for (int i = from; i < from + 5_000; i++) {
                long t = i * 10_000_000L;
                batch.add(FAST, t, 800 + (int) (((i * 40_503L) >>> 3) % 8_191));
                batch.add(WITH_IT, t, i % 100);
                if (i % 100 == 0) {
                    batch.add(SLOW, t, 80 + i % 7);
                    batch.add(NOTE, t, "lap " + i / 1000);
                }
            }
            store.append(session, batch.build()).get();
        }
    }

    @Test
    void mergesSmallChunksWhenASessionEndsAndChangesNoSample() throws Exception {
        try (SqliteStore store = Stores.open(folder)) {
            long session = Stores.recording(store);
            drive(store, session, 60_000);
            long slowBefore = Stores.number(store, Stores.CHUNKS_OF, SLOW.name());
            List<Signal> before = all(store, session);
            store.finish(session, Stores.START);
            store.compact();
            assertTrue(slowBefore > 3, slowBefore + " chunks");
            assertEquals(1, Stores.number(store, Stores.CHUNKS_OF, SLOW.name()));
            assertEquals(1, Stores.number(store, Stores.CHUNKS_OF, NOTE.name()));
            assertEquals(before, all(store, session));
            assertEquals(List.of(), store.check().problems());
        }
    }

    @Test
    void chartsWholeChunksAlsoWhenALateSampleFollowsThem() throws Exception {
        try (SqliteStore store = Stores.open(folder)) {
            long session = Stores.recording(store);
            SampleBatch.Builder batch = SampleBatch.builder(40_000);
            for (int i = 0; i < 40_000; i++) {
                batch.add(FAST, i * 1_000_000L, i);
            }
            store.append(session, batch.build()).get();
            store.compact();
            store.append(session, SampleBatch.of(FAST, 20_000_500_000L, -5)).get();
            Series series = store.series(SignalQuery.all(session), 4).getFirst();
            assertEquals(4, series.min().length);
            assertEquals(-5, Arrays.stream(series.min()).min().orElseThrow());
            assertEquals(39_999, Arrays.stream(series.max()).max().orElseThrow());
        }
    }

    @Test
    void keepsTheTimesOfChannelsSampledTogetherOnce() throws Exception {
        try (SqliteStore store = Stores.open(folder)) {
            long session = Stores.recording(store);
            drive(store, session, 60_000);
            store.finish(session, Stores.START);
            store.compact();
            String ofChannel =
                    "SELECT count(DISTINCT time_id) FROM sample_chunk WHERE channel_id IN (SELECT"
                            + " id FROM channel WHERE name IN ('RPM', 'SPEED', ?))";
            long ofOne = Stores.number(store, Stores.CHUNKS_OF, FAST.name());
            assertEquals(ofOne, Stores.number(store, ofChannel, "RPM"));
            String unused =
                    "SELECT count(*) FROM time_column WHERE id NOT IN (SELECT time_id FROM"
                            + " sample_chunk) AND '' = ?";
            assertEquals(0, Stores.number(store, unused, ""));
        }
    }

    @Test
    void goesOnWithMergingAfterARestart() throws Exception {
        long session;
        try (SqliteStore store = Stores.open(folder)) {
            session = Stores.recording(store);
            drive(store, session, 60_000);
            store.finish(session, Stores.START);
        }
        try (SqliteStore store = Stores.open(folder)) {
            store.compact();
            assertEquals(1, Stores.number(store, Stores.CHUNKS_OF, SLOW.name()));
            assertEquals(1, Stores.number(store, "SELECT tidy FROM session WHERE '' = ?", ""));
            assertEquals(60_000, store.count(SignalQuery.all(session).ofChannels(Set.of("RPM"))));
        }
    }

    @Test
    void givesTheRoomOfPurgedSessionsBackWhileAnotherRecords() throws Exception {
        try (SqliteStore store = Stores.open(folder)) {
            long gone = Stores.recording(store);
            drive(store, gone, 200_000);
            store.appendFrame(gone, 0, "{}").get();
            store.finish(gone, Stores.START);
            long live = Stores.recording(store);
            drive(store, live, 5_000);
            store.reclaim();
            long before = Files.size(store.path());
            store.delete(gone, Stores.START);
            assertEquals(1, store.purge(Stores.START.plusSeconds(1)));
            assertTrue(Files.size(store.path()) < before / 2, "file has become smaller");
            assertEquals(0, store.reclaim());
            drive(store, live, 5_000);
            assertEquals(20_200, store.count(SignalQuery.all(live)));
            assertEquals(List.of(), store.check().problems());
        }
    }

    @Test
    void backsUpWhileRecording() throws Exception {
        Path copy = folder.resolve("copy").resolve("backup.db");
        Files.createDirectories(folder.resolve("copy"));
        List<Signal> then;
        long session;
        try (SqliteStore store = Stores.open(folder)) {
            session = Stores.recording(store);
            drive(store, session, 20_000);
            then = all(store, session);
            store.backup(copy);
            drive(store, session, 5_000);
            assertThrows(StoreException.class, () -> store.backup(copy));
        }
        try (SqliteStore backup = SqliteStore.open(copy, SqliteOptions.defaults(), Stores.CLOCK)) {
            assertEquals(then, all(backup, session));
            assertTrue(backup.check().sound());
            assertEquals(1, backup.recover().size());
        }
    }

    @Test
    void saysWhichPartOfWhichChannelIsDamaged() throws Exception {
        try (SqliteStore store = Stores.open(folder)) {
            long session = Stores.recording(store);
            drive(store, session, 60_000);
            store.finish(session, Stores.START);
            store.compact();
            Stores.sql(
                    store,
                    "UPDATE value_column SET data = zeroblob(20) WHERE id = (SELECT value_id FROM"
                            + " sample_chunk k JOIN channel c ON c.id = k.channel_id"
                            + " WHERE c.name = 'RPM' ORDER BY k.first_us LIMIT 1 OFFSET 3)");
            SignalQuery rpm = SignalQuery.all(session).ofChannels(Set.of("RPM"));
            StoreException damage =
                    assertThrows(StoreException.class, () -> store.scan(rpm, _ -> true));
            assertEquals(StoreException.Reason.DAMAGED, damage.reason());
            assertTrue(
                    damage.getMessage()
                            .matches(
                                    "Session 1, channel obd\\.RPM, \\d+[.,]\\d+ s to \\d+[.,]\\d+ s"
                                            + " is damaged: .*checksum.*\\."),
                    damage.getMessage());
            assertEquals(1, store.check().problems().size());
            assertFalse(store.check().sound());
            assertEquals(60_000, store.count(SignalQuery.all(session).ofChannels(Set.of("SPEED"))));
            store.scan(SignalQuery.all(session).ofChannels(Set.of("SPEED")), _ -> true);
            assertEquals(3, store.channels(session).stream().filter(c -> c.min() >= 0).count());
        }
    }
}
