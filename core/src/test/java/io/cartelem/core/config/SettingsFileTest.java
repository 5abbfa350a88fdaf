package io.cartelem.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class SettingsFileTest {
    @TempDir Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        Map<String, String> values =
                Map.of(
                        "PORT",
                        "8123",
                        "OBD_PIDS",
                        "RPM,SPEED@2",
                        "TILES_MBTILES",
                        "/maps/my track #1.mbtiles",
                        "THEME",
                        "");
        Path file = folder.resolve("new/settings.env");

        SettingsFile.write(file, values);
        SettingsFile.write(file, values);

        assertEquals(values, SettingsFile.read(file));
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void readsADotEnvAsPeopleWriteIt() throws IOException {
        Path file = folder.resolve(".env");
        Files.writeString(file, "# my car\n\nOBD_PORT=sim\nGPS_PORT = \"off\"\nPORT=8001\n");

        assertEquals(
                Map.of("OBD_PORT", "sim", "GPS_PORT", "off", "PORT", "8001"),
                SettingsFile.read(file));
    }

    @Test
    void findsNothingWhereThereIsNoFile() throws IOException {
        assertEquals(Map.of(), SettingsFile.read(folder.resolve("none")));
    }

    @Test
    void saysWhichLineItCannotRead() throws IOException {
        Path file = folder.resolve(".env");
        Files.writeString(file, "PORT 8001\n");

        IOException refused = assertThrows(IOException.class, () -> SettingsFile.read(file));

        assertEquals(true, refused.getMessage().contains("PORT 8001"), refused.getMessage());
    }
}
