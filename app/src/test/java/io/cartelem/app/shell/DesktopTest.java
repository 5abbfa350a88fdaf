package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Theme;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SessionQuery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.util.List;

@Timeout(300)
class DesktopTest {
    private final FakeDesk desk = new FakeDesk();

    @Test
    void theFirstStartOffersThreeChoices() {
        try (TestWindow window = new TestWindow(desk, true)) {
            assertTrue(window.shows("#choose-connect"));
            assertTrue(window.shows("#choose-simulate"));
            assertTrue(window.shows("#choose-open"));
            assertFalse(window.shows("#card-gps"));
            window.click("#choose-simulate");
            assertEquals(List.of("simulate"), desk.calls);
            assertTrue(window.shows("#card-gps"));
            assertTrue(window.shows("#simulated"));
        }
    }

    @Test
    void aRecordingIsOpenedFromTheFirstStart() {
        try (TestWindow window = new TestWindow(desk, true)) {
            window.click("#choose-open");
            assertTrue(desk.calls.isEmpty(), "a cancelled dialog changes nothing");
            window.dialogs.chosen.add(Path.of("/somewhere/track.db"));
            window.click("#choose-open");
            assertEquals(List.of("open track.db"), desk.calls);
        }
    }

    @Test
    void recordsAndStopsFromTheMenu() {
        try (TestWindow window = new TestWindow(desk)) {
            assertFalse(window.shows("#simulated"));
            window.menu("menu-simulate");
            window.menu("menu-start_stop");
            assertEquals("Stop", window.text("#record"));
            assertTrue(window.shows("#session"));
            window.menu("menu-start_stop");
            assertEquals("Record", window.text("#record"));
            var sessions = desk.store.sessions(SessionQuery.newest(5)).sessions();
            assertEquals(SessionOrigin.SIMULATED, sessions.getFirst().origin());
        }
    }

    @Test
    void lossesAppearOnlyWhenThereAreAny() {
        try (TestWindow window = new TestWindow(desk)) {
            assertFalse(window.shows("#losses"));
            desk.drop(3);
            window.beat();
            assertTrue(window.shows("#losses"));
            assertEquals("3 samples lost", window.text("#losses"));
        }
    }

    @Test
    void theThemeChangesTheWholeWindow() {
        try (TestWindow window = new TestWindow(desk)) {
            assertTrue(window.find(".window").getStyleClass().contains("dark"));
            window.menu("menu-theme");
            assertTrue(window.find(".window").getStyleClass().contains("sunlight"));
            assertFalse(window.find(".window").getStyleClass().contains("dark"));
            assertEquals(Theme.SUNLIGHT, window.desktop.shell().themeProperty().get());
        }
    }

    @Test
    void helpIsShownOverTheWindowAndClosed() {
        try (TestWindow window = new TestWindow(desk)) {
            window.menu("menu-shortcuts");
            assertTrue(window.shows("#info"));
            window.click("#info .button");
            assertFalse(window.shows("#info"));
            window.menu("menu-about");
            assertTrue(window.shows("#info"));
        }
    }
}
