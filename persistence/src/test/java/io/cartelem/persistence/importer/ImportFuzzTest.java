package io.cartelem.persistence.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.Clock;
import io.cartelem.core.port.ImportException;
import io.cartelem.core.port.Importer.Preview;
import io.cartelem.core.port.Importer.Report;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;
import io.cartelem.persistence.export.Exporters;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// Damaged files: whatever was done to one, an import ends with a report or a sentence.
class ImportFuzzTest {
    private static final int FILES = 150;

    private final Importers importers = new Importers(Clock.system());
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"racechrono", "vbo", "nmea", "csv", "parquet"})
    void damageIsReportedAndNeverEscapes(String format) throws IOException {
        byte[] good = good(format);
        Random random = new Random(format.hashCode());
        int imported = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] bad = damaged(good, random);
            Path file = folder.resolve("bad-" + format);
            Files.write(file, bad);
            MemoryStore store = new MemoryStore();
            try {
                Preview preview = importers.preview(file, Progress.NONE);
                Report report = importers.read(file, store, null, Progress.NONE);
                assertEquals(preview.samples(), report.session().samples());
                assertEquals(preview.problemCount(), report.problemCount());
                imported++;
            } catch (ImportException e) {
                assertFalse(e.getMessage().isBlank());
                assertEquals(0, store.sessions(SessionQuery.newest(10)).total());
            }
        }
        assertTrue(imported > FILES / 50, imported + " of " + FILES + " still gave samples");
    }

    private byte[] good(String format) throws IOException {
        return switch (format) {
            case "racechrono" ->
                    Arrays.copyOf(
                            Files.readAllBytes(
                                    Samples.file(folder, "tianma_lap13_racechrono_v3.csv")),
                            12_000);
            case "vbo" -> Files.readAllBytes(Samples.file(folder, "basic.vbo"));
            case "nmea" -> Files.readAllBytes(Samples.file(folder, "mt3339.log"));
            default -> exported(format);
        };
    }

    private byte[] exported(String format) throws IOException {
        MemoryStore store = new MemoryStore();
        long session = Drive.record(store, 21, 60);
        Path file = folder.resolve("good." + format);
        Exporters.byId(format)
                .orElseThrow()
                .exportTo(store, SignalQuery.all(session), file, Progress.NONE);
        return Files.readAllBytes(file);
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bad = good.clone();
        int edits = 1 + random.nextInt(20);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(bad.length);
            switch (random.nextInt(5)) {
                case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bad[at] = (byte) "\",\n\r-.e9$*[]".charAt(random.nextInt(12));
                case 2 -> bad[at] = (byte) random.nextInt(256);
                case 3 -> {
                    int length = Math.min(random.nextInt(200), bad.length - at);
                    int from = random.nextInt(bad.length - length);
                    System.arraycopy(good, from, bad, at, length);
                }
                default -> {
                    if (random.nextInt(8) == 0) {
                        bad = Arrays.copyOf(bad, at + 1);
                    }
                }
            }
        }
        return bad;
    }
}
