package io.cartelem.persistence.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Importer.Report;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

class RoundTripTest {
    private final MemoryStore store = new MemoryStore();
    private final Importers importers = new Importers(Clock.system());
    @TempDir private Path folder;

    @Test
    void csvComesBackExactly() throws IOException {
        long drive = Drive.record(store, 11, 600);
        long back = reimport(drive, "csv");
        assertEquals(Samples.withoutDecimals(store, drive), Samples.withoutDecimals(store, back));
        for (long t = -1_000_000_000L; t < 20_000_000_000L; t += 250_000_000L) {
            assertEquals(
                    store.timebase(drive).epochMicrosOf(t), store.timebase(back).epochMicrosOf(t));
        }
        assertEquals(SessionOrigin.IMPORTED, store.session(back).orElseThrow().origin());
    }

    @Test
    void parquetComesBackExactlyWithItsSession() throws IOException {
        long drive = Drive.record(store, 12, 600);
        long back = reimport(drive, "parquet");
        assertEquals(Samples.of(store, drive), Samples.of(store, back));
        assertEquals(
                store.session(drive).orElseThrow().details(),
                store.session(back).orElseThrow().details());
        assertEquals(
                store.session(drive).orElseThrow().stopped(),
                store.session(back).orElseThrow().stopped());
        assertEquals(store.markers(drive), store.markers(back));
        for (long t = -1_000_000_000L; t < 20_000_000_000L; t += 250_000_000L) {
            assertEquals(store.timebase(drive).utcOf(t), store.timebase(back).utcOf(t));
        }
    }

    @Test
    void aRealLapComesBackEqualThroughBothFormatsAndTheRealStore() throws IOException {
        Path lap = Samples.file(folder, "tianma_lap13_racechrono_v3.csv");
        try (SqliteStore sqlite =
                SqliteStore.open(
                        folder.resolve("store.db"), SqliteOptions.defaults(), Clock.system())) {
            long first = importers.read(lap, sqlite, null, Progress.NONE).session().id();
            List<Samples> samples = Samples.of(sqlite, first);
            assertEquals(162_200, samples.size());
            long throughCsv = reimport(sqlite, first, "csv");
            assertEquals(samples, Samples.of(sqlite, throughCsv));
            long throughBoth = reimport(sqlite, throughCsv, "parquet");
            assertEquals(samples, Samples.of(sqlite, throughBoth));
            assertThrows(
                    CancellationException.class,
                    () -> importers.read(lap, sqlite, null, (done, total) -> done < total / 2));
            assertEquals(3, sqlite.sessions(SessionQuery.newest(10)).total());
            assertEquals(0, sqlite.sessions(new SessionQuery("", true, 10, 0)).total());
        }
    }

    @Test
    void aCsvSortedByChannelComesBackWithItsClock() throws IOException {
        long drive = Drive.record(store, 13, 300);
        Path file = folder.resolve("sorted.csv");
        Exporters.byId("csv")
                .orElseThrow()
                .exportTo(
                        store,
                        SignalQuery.all(drive).ofSources(java.util.Set.of("gps", "obd")),
                        file,
                        Progress.NONE);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String header = lines.removeFirst();
        lines.sort(java.util.Comparator.comparing((String line) -> line.split(",")[3]));
        lines.addFirst(header);
        Files.write(file, lines);
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals(0, report.problemCount());
        for (long t = 0; t < 12_000_000_000L; t += 40_000_000L) {
            assertEquals(
                    store.timebase(drive).epochMicrosOf(t),
                    store.timebase(report.session().id()).epochMicrosOf(t));
        }
    }

    @Test
    void leavesNothingBehindWhenCancelledAtAnyStep() throws IOException {
        Drive.record(store, 14, 800);
        for (String format : List.of("csv", "parquet")) {
            Path file = folder.resolve("cancel." + format);
            Exporters.byId(format)
                    .orElseThrow()
                    .exportTo(store, SignalQuery.all(1), file, Progress.NONE);
            MemoryStore other = new MemoryStore();
            List<Long> steps = new ArrayList<>();
            importers.read(
                    file, new MemoryStore(), null, (done, total) -> steps.add(done * 100 / total));
            assertTrue(steps.size() >= 2, steps.toString());
            assertEquals(100, steps.getLast());
            for (int stop = 1; stop <= steps.size(); stop++) {
                int[] left = {stop};
                assertThrows(
                        CancellationException.class,
                        () -> importers.read(file, other, null, (d, t) -> --left[0] > 0));
                assertEmpty(other);
            }
        }
    }

    @Test
    void leavesNothingBehindWhenTheStoreFails() throws IOException {
        Path lap = Samples.file(folder, "tianma_lap13_racechrono_v3.csv");
        MemoryStore full = new MemoryStore();
        full.failAfter(100_000);
        StoreException thrown =
                assertThrows(
                        StoreException.class, () -> importers.read(lap, full, null, Progress.NONE));
        assertEquals(StoreException.Reason.DISK_FULL, thrown.reason());
        assertEmpty(full);
    }

    @Test
    void discardsOnlyImportsThatACrashBrokeOff() {
        long live = Drive.record(store, 15, 10);
        long broken =
                store.create(
                                io.cartelem.core.model.SessionDraft.named("half"),
                                SessionOrigin.IMPORTED,
                                Drive.START)
                        .id();
        importers.discardUnfinished(
                store,
                List.of(store.session(live).orElseThrow(), store.session(broken).orElseThrow()));
        assertEquals(null, store.session(live).orElseThrow().trashed());
        assertFalse(store.session(broken).orElseThrow().trashed() == null);
    }

    @Test
    void keepsDecimalsThatTheValuesShow() throws IOException {
        long drive = Drive.record(store, 16, 200);
        long back = reimport(drive, "csv");
        int[] decimals =
                store.channels(back).stream()
                        .filter(summary -> summary.channel().source().equals("gps"))
                        .mapToInt(summary -> summary.channel().decimals())
                        .toArray();
        assertArrayEquals(new int[] {1, 1, 7, 7, 1}, decimals);
    }

    private long reimport(long session, String format) throws IOException {
        return reimport(store, session, format);
    }

    private long reimport(SessionStore store, long session, String format) throws IOException {
        Path file = folder.resolve("export-" + session + "." + format);
        Exporters.byId(format)
                .orElseThrow()
                .exportTo(store, SignalQuery.all(session), file, Progress.NONE);
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals(List.of(), report.problems());
        return report.session().id();
    }

    private static void assertEmpty(MemoryStore store) {
        assertEquals(0, store.sessions(SessionQuery.newest(10)).total());
        assertEquals(0, store.sessions(new SessionQuery("", true, 10, 0)).total());
    }
}
