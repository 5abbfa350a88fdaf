package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.port.StoreException;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class ShellModelTest {
    private final FakeDesk desk = new FakeDesk();
    private final Notices notices = new Notices(text -> text);
    private final ObjectProperty<Theme> system = new SimpleObjectProperty<>(Theme.DARK);
    private final ShellModel model =
            new ShellModel(
                    desk,
                    new Background(Runnable::run, Runnable::run),
                    notices,
                    new Presentation(Texts.of("en"), Units.METRIC),
                    desk.memory(),
                    "system",
                    system,
                    true);

    @Test
    void simulatingEndsTheFirstChoiceAndIsVisible() {
        assertTrue(model.choosingProperty().get());
        model.simulate();
        assertEquals(List.of("simulate"), desk.calls);
        assertFalse(model.choosingProperty().get());
        model.update(new SnapshotTaker(desk, Runnable::run).get());
        assertTrue(model.simulatedProperty().get());
    }

    @Test
    void openingARecordingShowsTheSessions() {
        model.openRecording(Path.of("old.db"));
        assertEquals(Page.SESSIONS, model.pageProperty().get());
        assertTrue(notices.items().getFirst().text().contains("old.db"));
    }

    @Test
    void aRefusedFileIsToldAndTheChoiceStays() {
        desk.refuse(
                new StoreException(
                        StoreException.Reason.FOREIGN, "notes.txt is not a Cartelem recording."));
        model.openRecording(Path.of("notes.txt"));
        assertTrue(model.choosingProperty().get());
        assertFalse(model.busyProperty().get());
        assertEquals("notes.txt is not a Cartelem recording.", notices.items().getFirst().text());
    }

    @Test
    void theThemeIsRemembered() {
        model.switchTheme();
        assertEquals(Theme.SUNLIGHT, model.themeProperty().get());
        assertEquals("sunlight", desk.settings.value("THEME"));
    }

    @Test
    void theThemeFollowsTheSystemUntilSomebodyChoosesAnother() {
        assertEquals(Theme.DARK, model.themeProperty().get());
        system.set(Theme.SUNLIGHT);
        assertEquals(Theme.SUNLIGHT, model.themeProperty().get());
        model.switchTheme();
        assertEquals(Theme.DARK, model.themeProperty().get());
        system.set(Theme.DARK);
        system.set(Theme.SUNLIGHT);
        assertEquals(Theme.DARK, model.themeProperty().get());
        model.look("system");
        assertEquals(Theme.SUNLIGHT, model.themeProperty().get());
        model.look("dark");
        assertEquals(Theme.DARK, model.themeProperty().get());
    }

    @Test
    void goodNewsLeavesByItselfAndTroubleStays() {
        SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
        notices.update(taker.get());
        notices.done("saved");
        notices.trouble("lost");
        notices.trouble("lost");
        assertEquals(2, notices.items().size(), "the same trouble is told once");
        desk.clock.advance(Duration.ofSeconds(11));
        notices.update(taker.get());
        assertEquals(List.of("lost"), notices.items().stream().map(n -> n.text()).toList());
        for (int i = 0; i < 9; i++) {
            notices.trouble("trouble " + i);
        }
        assertEquals(Notices.LIMIT, notices.items().size());
    }
}
