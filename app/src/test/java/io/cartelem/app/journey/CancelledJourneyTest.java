package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

@Timeout(600)
class CancelledJourneyTest {
    @TempDir Path folder;
    @TempDir Path written;

    @BeforeEach
    void noDevices() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
    }

    @Test
    void aCancelledExportLeavesNoHalfFile() throws IOException {
        Recordings.keep(folder, "Lap", 60);
        Path file = written.resolve("lap.csv");
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.replay().open("Lap");
            app.gate().shut();
            app.willChoose(file);
            person.menu("menu-file", "menu-export", "menu-export-csv");
            person.until("the export to be in its midst", app.gate()::holds);
            assertFalse(Files.exists(file), "what is not whole has not its name");
            person.click("#cancel-job");
            app.gate().open();
            app.awaitTold("lap.csv");
            person.awaitsGone("#cancel-job");
            assertEquals(Set.of(), files(written));
            app.willChoose(file);
            person.menu("menu-file", "menu-export", "menu-export-csv");
            app.awaitTold("Written: " + file);
            assertEquals(Set.of("lap.csv"), files(written));
        }
    }

    @Test
    void aCancelledImportLeavesNoSession() {
        Path lap = Recordings.lapFile(written.resolve("monza.nmea"), 60);
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.gate().shut();
            app.willChoose(lap);
            person.menu("menu-file", "menu-import");
            person.until("the import to be in its midst", app.gate()::holds);
            person.click("#cancel-job");
            app.gate().open();
            app.awaitTold("monza.nmea");
            person.awaitsGone("#cancel-job");
            app.sessions().awaitCount(0);
            assertEquals(
                    List.of(),
                    app.station()
                            .store()
                            .sessions(io.cartelem.core.port.SessionQuery.newest(5))
                            .sessions());
            assertTrue(Files.exists(lap), "the file itself is left alone");
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (var all = Files.list(folder)) {
            all.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }
}
