package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.SessionQuery;

import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

@Timeout(600)
class SessionsJourneyTest {
    @TempDir Path folder;

    @BeforeEach
    void noDevices() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
    }

    @Test
    void aLapFileOfAnotherProgramIsImportedAndReplayed() {
        Path lap = Recordings.lapFile(folder.resolve("monza.nmea"), 30);
        try (App app = App.open(folder)) {
            app.willChoose(lap);
            app.person().menu("menu-file", "menu-import");
            app.awaitTold("is imported");
            app.sessions().awaitNames("monza");
            app.sessions().clickNotice("Replay");
            app.person().awaits("#scrubber");
            app.person().until("it to be open", () -> app.replay().length() > 0);
        }
    }

    @Test
    void aFileThatIsNoRecordingIsRefusedInWords() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Ana,\nsee you.\n");
        try (App app = App.open(folder)) {
            app.person().click("#nav-sessions");
            app.willChoose(letter);
            app.person().click("#session-import");
            app.awaitTold("letter.txt");
            app.sessions().awaitCount(0);
            app.person().awaitsReading("No session has been recorded yet");
        }
    }

    @Test
    void aSessionIsFoundAndItsDetailsAreChanged() {
        Recordings.keep(folder, Recordings.details("Morning", "MX-5", "Ana", "Monza"), 10);
        Recordings.keep(folder, "Evening", 10);
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#nav-sessions");
            app.sessions().awaitNames("Evening", "Morning");
            app.sessions().search("monza");
            app.sessions().awaitNames("Morning");
            app.sessions().search("");
            app.sessions().select("Evening");
            person.fill("#details-name", "Night");
            person.click("#details-driver");
            person.type("Jonas");
            person.click("#details-save");
            app.sessions().awaitNames("Night", "Morning");
            person.awaitsText("#details-name", "Night");
            app.sessions().search("jonas");
            app.sessions().awaitNames("Night");
        }
    }

    @Test
    void aDeletedSessionComesBackByUndoAndFromTheTrash() {
        Recordings.keep(folder, "Morning", 10);
        Recordings.keep(folder, "Evening", 10);
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#nav-sessions");
            app.sessions().awaitNames("Evening", "Morning");
            app.sessions().select("Morning");
            person.click("#session-delete");
            app.sessions().awaitNames("Evening");
            app.sessions().clickNotice("Undo");
            app.sessions().awaitNames("Evening", "Morning");
            app.sessions().select("Evening");
            person.press(KeyCode.DELETE);
            app.sessions().awaitNames("Morning");
            person.click("#session-trash");
            app.sessions().awaitNames("Evening");
            app.sessions().select("Evening");
            person.click("#session-restore");
            app.sessions().awaitNames();
            person.click("#session-trash");
            app.sessions().awaitNames("Evening", "Morning");
        }
    }

    @Test
    void severalSessionsAreExportedIntoOneFolder() {
        Recordings.keep(folder, "Lap", 10);
        Recordings.keep(folder, "Lap", 10);
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#nav-sessions");
            app.sessions().awaitCount(2);
            app.sessions().select("Lap");
            person.press(KeyCode.CONTROL, KeyCode.A);
            app.willChoose(folder);
            person.click("#session-export");
            person.click("#export-gpx");
            app.awaitTold("2 sessions are written");
            assertTrue(Files.exists(folder.resolve("Lap.gpx")));
            assertTrue(Files.exists(folder.resolve("Lap (2).gpx")));
        }
    }

    @Test
    void aNewSessionHasDetailsRemembersThemAndRefusesASecondStart() {
        Recordings.keep(folder, Recordings.details("Old", "MX-5", "Ana", "Monza"), 5);
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.press(KeyCode.CONTROL, KeyCode.N);
            person.awaits("#sheet");
            person.fill("#sheet-name", "");
            person.click("#sheet-keep");
            person.awaitsText("#sheet-refusal", "1 to 255");
            person.fill("#sheet-name", "Qualifying");
            person.clickAt("#sheet-car", 0.95);
            person.clickText(".list-cell", "MX-5");
            person.click("#sheet-driver .text-field");
            person.type("Jonas");
            person.click("#sheet-keep");
            app.bar().awaitRecording();
            person.awaitsGone("#sheet");
            person.press(KeyCode.CONTROL, KeyCode.N);
            person.awaitsText("#sheet-busy", "Qualifying");
            assertTrue(person.fx(() -> app.stage().getScene().lookup("#sheet-keep").isDisabled()));
            person.press(KeyCode.ESCAPE);
            person.awaitsGone("#sheet");
            person.press(KeyCode.CONTROL, KeyCode.E);
            person.fill("#sheet-name", "Race");
            person.click("#sheet-keep");
            person.awaitsText("#session", "Race");
            person.press(KeyCode.F5);
            app.awaitTold("\"Race\" is saved");
            person.press(KeyCode.CONTROL, KeyCode.N);
            person.awaitsText("#sheet-driver .text-field", "Jonas");
            SessionDraft kept =
                    app.station()
                            .store()
                            .sessions(SessionQuery.newest(1))
                            .sessions()
                            .getFirst()
                            .details();
            assertEquals(new SessionDraft("Race", "MX-5", "Jonas", null, null), kept);
            assertFalse(person.sees("#sheet-busy"));
        }
    }
}
