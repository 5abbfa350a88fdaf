package io.cartelem.app.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.collect.Transcript.Direction;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

class SupportBundleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    @TempDir Path folder;

    @Test
    void holdsWhatIsNeededAndNoSecret() throws IOException {
        Configuration config =
                new ConfigLoader()
                        .commandLine(
                                Map.of(
                                        "OPERATOR_PIN",
                                        "739251",
                                        "DATABASE_URL",
                                        "postgresql://team:s3cret@db/cars",
                                        "OBD_PORT",
                                        "/dev/ttyUSB7"))
                        .load()
                        .configuration();
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.writeString(logs.resolve("cartelem.log"), "newest");
        Files.writeString(logs.resolve("notes.txt"), "not ours");
        Path zip = folder.resolve("support.zip");
        new SupportBundle("1.2.3", NOW)
                .settings(SupportSettings.lines(config))
                .source(state(), transcript(), 2_000_000_000L)
                .logs(logs)
                .write(zip);

        Map<String, byte[]> entries = read(zip);
        assertEquals(
                List.of("about.txt", "devices/obd.txt", "logs/cartelem.log", "settings.txt"),
                List.copyOf(entries.keySet()));
        assertTrue(text(entries, "about.txt").startsWith("Cartelem 1.2.3"));
        assertTrue(text(entries, "settings.txt").contains("OBD_PORT=/dev/ttyUSB7"));
        for (String name : entries.keySet()) {
            assertFalse(text(entries, name).contains("739251"), name);
            assertFalse(text(entries, name).contains("s3cret"), name);
        }
        String device = text(entries, "devices/obd.txt");
        assertTrue(device.contains("ignition off"), device);
        assertTrue(device.contains("1.000 > 010C\\r"), device);
        assertTrue(device.contains("0.500 < 94 C3 00 FF"), device);
        assertArrayEquals(
                "newest".getBytes(StandardCharsets.UTF_8), entries.get("logs/cartelem.log"));
    }

    @Test
    void leavesOldLogsOutWhenThereAreTooMany() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        for (int day = 1; day <= 4; day++) {
            Path log = logs.resolve("cartelem.2026-11-0" + day + ".0.log.gz");
            Files.write(log, new byte[9_000_000]);
            Files.setLastModifiedTime(log, FileTime.from(NOW.minusSeconds(86_400L * (10 - day))));
        }
        Path zip = folder.resolve("support.zip");
        new SupportBundle("1", NOW).logs(logs).write(zip);
        assertEquals(
                List.of(
                        "about.txt",
                        "logs/cartelem.2026-11-03.0.log.gz",
                        "logs/cartelem.2026-11-04.0.log.gz"),
                List.copyOf(read(zip).keySet()));
    }

    @Test
    void leavesNothingWhereItCannotBeWritten() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("support.zip").resolve("full"));
        SupportBundle bundle = new SupportBundle("1", NOW);
        assertThrows(IOException.class, () -> bundle.write(taken.getParent()));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(taken.getParent()), left.toList());
        }
    }

    private static CollectorState state() {
        return new CollectorState(
                "obd",
                Phase.WAITING,
                "ignition_off",
                "ignition off",
                0,
                "/dev/ttyUSB7",
                "ELM327 v1.5",
                0,
                0,
                null,
                false);
    }

    private static List<Transcript.Entry> transcript() {
        return List.of(
                new Transcript.Entry(
                        1_000_000_000L,
                        Direction.TO_DEVICE,
                        "010C\r".getBytes(StandardCharsets.US_ASCII)),
                new Transcript.Entry(
                        1_500_000_000L,
                        Direction.FROM_DEVICE,
                        new byte[] {(byte) 0x94, (byte) 0xC3, 0, (byte) 0xFF}));
    }

    private static String text(Map<String, byte[]> entries, String name) {
        return new String(entries.get(name), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> read(Path zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }
}
