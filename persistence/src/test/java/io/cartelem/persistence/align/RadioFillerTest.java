package io.cartelem.persistence.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor.Trust;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Importer.RadioMatch;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.MemoryStore;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.persistence.importer.Importers;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class RadioFillerTest {
    @TempDir private Path folder;
    private final MemoryStore pit = new MemoryStore();
    private final TwoRecordings drive = new TwoRecordings(Duration.ZERO);

    @Test
    void bringsBothRecordingsTogetherInSqlite() throws IOException {
        // What a power failure would take is not in question here.
        SqliteOptions quick =
                SqliteOptions.defaults()
                        .withSync(SqliteOptions.Sync.NORMAL)
                        .withCommit(Duration.ofMillis(1), 1);
        try (SqliteStore store =
                SqliteStore.open(folder.resolve("pit.db"), quick, Clock.system())) {
            TwoRecordings.bringTogether(store, folder);
        }
    }

    @Test
    void goesByThePitsClockWhereNothingElseIsKnown() throws IOException {
        drive.recordInThePit(pit, TwoRecordings.DRIVE, "meshtastic", false);
        List<RadioMatch> matches = importTheCars("csv");
        assertEquals(1, matches.size());
        assertFalse(matches.getFirst().bySatellites());
    }

    @Test
    void takesEveryPartOfARadioRecordingThatWasInterrupted() throws IOException {
        record("early", 20, 60);
        record("late", 100, 140);
        assertEquals(
                List.of("early", "late"),
                importTheCars("parquet").stream().map(m -> m.session().name()).toList());
    }

    @Test
    void leavesAnImportAloneWithoutRadio() throws IOException {
        assertEquals(List.of(), importTheCars("csv"));
    }

    @Test
    void doesNotBelieveTheRadioRecordingOfAnotherCar() throws IOException {
        new TwoRecordings(Duration.ofSeconds(9))
                .recordInThePit(pit, TwoRecordings.DRIVE, "meshtastic", true);
        assertEquals(List.of(), importTheCars("parquet"));
    }

    @Test
    void doesNotBelieveARadioRecordingWithoutSharedValues() throws IOException {
        long id = begin("other", 20);
        SampleBatch.Builder batch = SampleBatch.builder(100);
        for (int i = 0; i < 100; i++) {
            batch.add(Channel.number("meshtastic", "oil", "bar", 1), i * 1_000_000_000L, i);
        }
        pit.append(id, batch.build()).join();
        pit.finish(id, TwoRecordings.DRIVE.plusSeconds(120));
        assertEquals(List.of(), importTheCars("csv"));
    }

    @Test
    void countsGapsThatOthersFill() {
        Gaps gaps = Gaps.between(0, 100, new long[] {50, 10, 20, 30, 40, 40, 90});
        assertEquals(1, gaps.count());
        assertEquals(1, gaps.filledBy(new long[] {5, 60, 95}));
        assertEquals(0, gaps.filledBy(new long[] {50, 90}));
        assertEquals(2, Gaps.between(0, 100, new long[] {50}).count());
    }

    private List<RadioMatch> importTheCars(String format) throws IOException {
        MemoryStore laptop = new MemoryStore();
        long inCar = drive.recordInTheCar(laptop, TwoRecordings.DRIVE);
        Path file = folder.resolve("car." + format);
        Exporters.byId(format)
                .orElseThrow()
                .exportTo(laptop, SignalQuery.all(inCar), file, Progress.NONE);
        return new Importers(Clock.system()).read(file, pit, null, Progress.NONE).radio();
    }

    private void record(String name, int from, int to) {
        long id = begin(name, from);
        MemoryStore whole = new MemoryStore();
        drive.recordInThePit(whole, TwoRecordings.DRIVE, "meshtastic", false);
        SampleBatch.Builder part = SampleBatch.builder(1_000);
        whole.scan(
                SignalQuery.all(1),
                signal -> {
                    long since = signal.timeNs() / 1_000_000_000L - 60 - from;
                    if (since >= 0 && since < to - from) {
                        part.add(
                                signal.channel(),
                                signal.timeNs() - (60L + from) * 1_000_000_000L,
                                signal.value());
                    }
                    return true;
                });
        pit.append(id, part.build()).join();
        pit.finish(id, TwoRecordings.DRIVE.plusSeconds(to));
    }

    private long begin(String name, int from) {
        long id =
                pit.create(SessionDraft.named(name), SessionOrigin.LIVE, TwoRecordings.DRIVE).id();
        pit.begin(id, TwoRecordings.DRIVE.plusSeconds(from), Trust.SYSTEM, SessionOrigin.LIVE);
        return id;
    }
}
