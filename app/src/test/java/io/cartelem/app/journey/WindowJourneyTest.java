package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.station.Station;
import io.cartelem.core.config.SettingsFile;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.StoreException;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.WindowEvent;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

@Timeout(600)
class WindowJourneyTest {
    @TempDir Path folder;

    @BeforeEach
    void noDevices() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
    }

    @Test
    void themeAndFullScreenChangeByKeysAndTheThemeIsRemembered() throws IOException {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.press(KeyCode.CONTROL, KeyCode.T);
            person.until(
                    "the sunlight theme",
                    () -> person.node(Node.class, ".window").getStyleClass().contains("sunlight"));
            person.press(KeyCode.F11);
            person.until("full screen", () -> person.fx(app.stage()::isFullScreen));
            person.press(KeyCode.F11);
            person.until("the window again", () -> !person.fx(app.stage()::isFullScreen));
            person.press(KeyCode.F1);
            person.awaits("#info");
            person.press(KeyCode.ESCAPE);
            person.awaitsGone("#info");
            Path settings = folder.resolve(SettingsFile.NAME);
            person.until(
                    "the theme to be kept",
                    () -> "sunlight".equals(App.read(settings).get("THEME")));
        }
    }

    @Test
    void theWholeJobIsDoneByKeyboard() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.press(KeyCode.F5);
            app.bar().awaitRecording();
            person.press(KeyCode.M);
            app.awaitTold("Marker 1 set at");
            person.press(KeyCode.F5);
            app.awaitTold("is saved with");
            person.press(KeyCode.CONTROL, KeyCode.DIGIT3);
            app.sessions().awaitCount(1);
            person.tabTo("#sessions");
            person.press(KeyCode.DOWN);
            person.press(KeyCode.ENTER);
            person.awaits("#replay-session");
            person.awaitsReading("holds no samples");
            person.press(KeyCode.CONTROL, KeyCode.DIGIT3);
            person.tabTo("#session-delete");
            person.press(KeyCode.SPACE);
            app.sessions().awaitCount(0);
            person.press(KeyCode.CONTROL, KeyCode.DIGIT5);
            person.awaits("#setting-UNITS");
            person.press(KeyCode.CONTROL, KeyCode.DIGIT1);
            person.awaits("#card-gps");
        }
    }

    @Test
    void aLetterTypedIntoANameIsNoShortcut() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#session-name");
            person.type("Monza M2");
            person.awaitsText("#session-name", "Monza M2");
            person.press(KeyCode.ENTER);
            app.bar().awaitRecording();
            person.awaitsText("#session", "Monza M2");
            person.press(KeyCode.M);
            app.awaitTold("Marker 1 set at");
        }
    }

    @Test
    void closingWhileRecordingAsksAndThenEndsTheSessionCleanly() {
        App app = App.open(folder);
        try {
            Person person = app.person();
            app.bar().record();
            person.fx(
                    () -> {
                        Event.fireEvent(
                                app.stage(),
                                new WindowEvent(app.stage(), WindowEvent.WINDOW_CLOSE_REQUEST));
                        return true;
                    });
            person.awaitsText("#leave-question", "is still being recorded");
            person.press(KeyCode.M);
            app.awaitTold("Marker 1 set at");
            person.click("#leave-stay");
            person.awaitsGone("#leave");
            assertTrue(app.station().recorder().status().recording(), "it went on meanwhile");
            person.press(KeyCode.CONTROL, KeyCode.Q);
            person.click("#leave-now");
            person.until("the window to close", () -> !person.fx(app.stage()::isShowing));
            SessionInfo session =
                    app.station().store().sessions(SessionQuery.newest(1)).sessions().getFirst();
            assertFalse(session.active());
            assertFalse(session.recovered(), "it was ended, not left behind");
        } finally {
            app.close();
        }
    }

    @Test
    void withNothingUnderWayTheWindowClosesAtOnce() {
        try (App app = App.open(folder)) {
            app.person().awaits("#record");
            app.person().press(KeyCode.CONTROL, KeyCode.Q);
            app.person()
                    .until("the window to close", () -> !app.person().fx(app.stage()::isShowing));
        }
    }

    @Test
    void aSecondCartelemOnTheSameRecordingsIsRefusedInWords() {
        try (App app = App.open(folder)) {
            app.person().awaits("#record");
            StoreException refused =
                    assertThrows(
                            StoreException.class,
                            () ->
                                    Station.open(
                                                    app.station().config(),
                                                    folder,
                                                    Clock.system(),
                                                    "test")
                                            .close());
            assertEquals(StoreException.Reason.LOCKED, refused.reason());
            app.bar().record();
            app.bar().stop();
        }
    }

    @Test
    void everythingIsSaidInGermanToAGerman() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off", "LANGUAGE", "de"));
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#record");
            person.awaitsText("#record", "Stopp");
            person.click("#record");
            app.awaitTold("ist mit 0 Werten gespeichert");
            person.click("#nav-devices");
            person.awaitsText("#device-obd .device-sentence", "ausgeschaltet");
            person.click("#nav-settings");
            person.fill("#setting-GPS_RATE_HZ", "schnell");
            person.press(KeyCode.ENTER);
            person.awaitsText("#refusal-GPS_RATE_HZ", "nicht „schnell“");
        }
    }
}
