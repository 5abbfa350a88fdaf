package io.cartelem.persistence.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

class ExportFailureTest {
    private final MemoryStore store = new MemoryStore();
    private final long session = Drive.record(store, 3, 4_000);
    private final SignalQuery all = SignalQuery.all(session);
    @TempDir private Path folder;

    @Test
    void leavesNoFileWhenCancelledAtAnyStep() throws IOException {
        for (Exporter exporter : Exporters.all()) {
            List<Long> steps = new ArrayList<>();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            exporter.export(store, all, whole, (done, total) -> steps.add(done));
            for (int stop = 1; stop <= steps.size(); stop++) {
                Path file = folder.resolve("out." + exporter.extension());
                int[] left = {stop};
                assertThrows(
                        CancellationException.class,
                        () -> exporter.exportTo(store, all, file, (d, t) -> --left[0] > 0));
                assertEquals(List.of(), files(), exporter.id() + " stopped at step " + stop);
            }
        }
    }

    @Test
    void leavesTheOlderFileWhenItFails() throws IOException {
        Path file = folder.resolve("drive.csv");
        Files.writeString(file, "older");
        Exporter csv = Exporters.byId("csv").orElseThrow();
        assertThrows(
                CancellationException.class,
                () -> csv.exportTo(store, all, file, (done, total) -> false));
        assertEquals("older", Files.readString(file));
        csv.exportTo(store, all, file, Progress.NONE);
        assertTrue(Files.readString(file).startsWith(SignalsCsv.HEADER));
        assertEquals(List.of(file), files());
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () ->
                        Exporters.byId("csv")
                                .orElseThrow()
                                .export(
                                        store,
                                        all,
                                        OutputStream.nullOutputStream(),
                                        Progress.NONE));
        assertTrue(Thread.interrupted());
    }

    @Test
    void passesTheFailureOfItsStreamOn() {
        for (Exporter exporter : Exporters.all()) {
            IOException thrown =
                    assertThrows(
                            IOException.class,
                            () -> exporter.export(store, all, new Full(60), Progress.NONE));
            assertEquals("no space left", rootMessage(thrown), exporter.id());
        }
    }

    @Test
    void streamedParquetThatFailsHasNoFooter() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] left = {3};
        assertThrows(
                CancellationException.class,
                () ->
                        Exporters.byId("parquet")
                                .orElseThrow()
                                .export(store, all, out, (done, total) -> --left[0] > 0));
        byte[] bytes = out.toByteArray();
        int end = Math.max(0, bytes.length - 4);
        assertFalse(
                bytes.length > 4
                        && new String(bytes, end, 4, StandardCharsets.US_ASCII).equals("PAR1"));
    }

    @Test
    void tellsAnUnknownSession() {
        for (Exporter exporter : Exporters.all()) {
            StoreException thrown =
                    assertThrows(
                            StoreException.class,
                            () ->
                                    exporter.exportTo(
                                            store,
                                            SignalQuery.all(99),
                                            folder.resolve("x"),
                                            Progress.NONE));
            assertEquals(StoreException.Reason.SESSION_NOT_FOUND, thrown.reason());
        }
    }

    @Test
    void progressRisesToItsTotal() throws IOException {
        for (Exporter exporter : Exporters.all()) {
            List<long[]> steps = new ArrayList<>();
            exporter.export(
                    store,
                    all,
                    OutputStream.nullOutputStream(),
                    (done, total) -> steps.add(new long[] {done, total}));
            assertEquals(steps.getLast()[1], steps.getLast()[0], exporter.id());
            for (long[] step : steps) {
                assertTrue(step[1] == -1 || step[0] <= step[1], exporter.id());
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    /// A stream that has no more room after some bytes.
    private static final class Full extends OutputStream {
        private int room;

        Full(int room) {
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            if (--room < 0) {
                throw new IOException("no space left");
            }
        }
    }
}
