package io.cartelem.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.schema.SqliteSchema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Processes are killed in the middle of their work, without a chance to say goodbye; every sample
/// that was acknowledged is found afterwards.
class SqliteKillTest {
    private static final long SEED = 20261123;

    @TempDir private Path folder;

    private Process start(String what, Path file) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx256m",
                        "-XX:+DisplayVMOutputToStderr",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        what,
                        file.toString())
                .redirectError(folder.resolve("errors.txt").toFile())
                .redirectOutput(said().toFile())
                .start();
    }

    private Path said() {
        return folder.resolve("said.txt");
    }

    /// What the process has said on lines that begin with `word`, without the word.
    private List<String> said(String word) {
        try (Stream<String> lines = Files.lines(said(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()).strip())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }

    /// It may have gone on since, and be done.
    private void awaitSaid(Process process, String word, int times) {
        Stores.await(
                "the process says " + word, () -> said(word).size() >= times || !process.isAlive());
        assertTrue(said(word).size() >= times, () -> "it failed: " + last(process));
    }

    /// Lets the process acknowledge a few batches and kills it at a random moment after that.
    ///
    /// @return the samples of each channel that it has acknowledged
    private long killWhileItWrites(String what, Path file, Random random) throws Exception {
        Process process = start(what, file);
        try {
            awaitSaid(process, "durable", 3 + random.nextInt(8));
            LockSupport.parkNanos(random.nextInt(20_000_000));
        } finally {
            kill(process);
        }
        // The last line may be cut off.
        List<String> durable = said("durable");
        return Long.parseLong(durable.get(durable.size() - 2));
    }

    private static void assertFound(Path file, long session, long acknowledged) {
        try (SqliteStore store = SqliteStore.open(file, Stores.quick(), Stores.CLOCK)) {
            assertEquals(1, store.recover().size());
            assertEquals(List.of(), store.check().problems());
            for (Channel channel : KilledProcess.CHANNELS) {
                long[] next = {0};
                store.scan(
                        SignalQuery.all(session).ofChannels(Set.of(channel.id())),
                        signal -> {
                            assertEquals(next[0] * 1_000_000, signal.timeNs());
                            if (signal.text() == null) {
                                assertEquals((double) next[0], signal.value());
                            } else {
                                assertEquals(Long.toString(next[0]), signal.text());
                            }
                            next[0]++;
                            return true;
                        });
                assertTrue(
                        next[0] >= acknowledged,
                        next[0] + " found of " + acknowledged + " durable");
            }
        }
    }

    private void killSixTimes(String what, long seed) throws Exception {
        Random random = new Random(seed);
        Path file = folder.resolve(what + ".db");
        for (int run = 0; run < 6; run++) {
            long session;
            try (SqliteStore store = SqliteStore.open(file, Stores.quick(), Stores.CLOCK)) {
                session = Stores.recording(store);
            }
            assertFound(file, session, killWhileItWrites(what, file, random));
        }
    }

    @Test
    void findsEveryAcknowledgedSampleAfterKillsWhileWriting() throws Exception {
        killSixTimes("write", SEED);
    }

    @Test
    void findsEveryAcknowledgedSampleAfterKillsWhileCompacting() throws Exception {
        killSixTimes("compact", SEED + 1);
    }

    @Test
    void hasTheOldFileOrTheNewOneAfterKillsWhileMigrating() throws Exception {
        Random random = new Random(SEED + 2);
        Path old = folder.resolve("old.db");
        long session;
        try (SqliteStore store = SqliteStore.open(old, Stores.quick(), Stores.CLOCK)) {
            session = Stores.recording(store);
            store.mark(session, 0, "kept");
        }
        Path file = folder.resolve("migrated.db");
        for (int run = 0; run < 4; run++) {
            Files.copy(old, file, StandardCopyOption.REPLACE_EXISTING);
            Process process = start("migrate", file);
            try {
                awaitSaid(process, "migrating", 1);
                LockSupport.parkNanos(random.nextInt(900_000_000));
            } finally {
                kill(process);
            }
            assertMigrates(file, session);
        }
    }

    @Test
    void hasTheOldFileWhenItWasKilledBeforeTheNewOneWasComplete() throws Exception {
        Path file = folder.resolve("endless.db");
        long session;
        try (SqliteStore store = SqliteStore.open(file, Stores.quick(), Stores.CLOCK)) {
            session = Stores.recording(store);
            store.mark(session, 0, "kept");
        }
        Path copy = StoreFile.sibling(file, ".upgrading");
        Process process = start("migrate for ever", file);
        try {
            Stores.await(
                    "the copy is being migrated",
                    () ->
                            !process.isAlive()
                                    || copy.toFile().length() > 20 * file.toFile().length());
            assertTrue(process.isAlive(), () -> "it failed: " + last(process));
        } finally {
            kill(process);
        }
        assertEquals(List.of(), said("migrated"));
        assertEquals(1, SqliteSchema.identify(file).version());
        assertMigrates(file, session);
    }

    private static void assertMigrates(Path file, long session) throws Exception {
        try (SqliteStore store =
                SqliteStore.open(file, Stores.quick(), Stores.CLOCK, KilledProcess.NEXT)) {
            assertEquals("kept", store.markers(session).getFirst().text());
            assertEquals(List.of(), store.check().problems());
            assertEquals(
                    50_000,
                    Stores.number(
                            store, "SELECT count(*) FROM made_by_migration WHERE '' = ?", ""));
        }
    }

    /// Of a process that ended by itself.
    private String last(Process process) {
        return process.exitValue() + " " + read(folder.resolve("errors.txt")) + read(said());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
