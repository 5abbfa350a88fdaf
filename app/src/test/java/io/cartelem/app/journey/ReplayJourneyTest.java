package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

@Timeout(600)
class ReplayJourneyTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir Path folder;

    @BeforeEach
    void aDriveOfAMinute() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
        Recordings.keep(folder, "Lap", 60);
    }

    @Test
    void isScrubbedSteppedAndPlayedFaster() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            Replay replay = app.replay();
            replay.open("Lap");
            person.clickAt("#scrubber", 0.5);
            person.awaitsText("#position", "00:29.9");
            person.until(
                    "the values at that instant", () -> replay.value("Speed").equals("90.0 km/h"));
            person.press(KeyCode.RIGHT);
            person.awaitsText("#position", "00:30.");
            person.press(KeyCode.SHIFT, KeyCode.LEFT);
            person.awaitsText("#position", "00:29.");
            person.press(KeyCode.PAGE_UP);
            person.press(KeyCode.PAGE_UP);
            assertEquals(4.0, person.node(ComboBox.class, "#speed").getValue());
            long before = replay.position();
            person.press(KeyCode.SPACE);
            person.until("it to move on", () -> replay.position() > before + SECOND);
            person.press(KeyCode.SPACE);
            person.press(KeyCode.END);
            person.awaitsText("#position", "00:59.9");
        }
    }

    @Test
    void theSpeedIsChosenWithTheMouse() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            Replay replay = app.replay();
            replay.open("Lap");
            person.click("#speed");
            person.clickText(".list-cell", "16×");
            person.press(KeyCode.HOME);
            person.click("#play");
            // the end of a minute is nearer than the patience only at such a speed
            person.until("its end", () -> replay.position() > 55 * SECOND);
            assertEquals(
                    16.0,
                    person.fx(() -> app.desktop().replayModel().player().speedProperty().get()));
            person.click("#speed");
            person.clickText(".list-cell", "0.25×");
            person.until(
                    "a slow replay",
                    () ->
                            person.fx(
                                    () ->
                                            app.desktop()
                                                            .replayModel()
                                                            .player()
                                                            .speedProperty()
                                                            .get()
                                                    == 0.25));
        }
    }

    @Test
    void itsMarkersAreListedVisitedRenamedAndDeleted() {
        Recordings.mark(folder, 10, "Rain");
        Recordings.mark(folder, 30, "Coolant hot: 118 °C, above 110 °C");
        Recordings.mark(folder, 40, "Coolant hot: acknowledged by this computer");
        Recordings.mark(folder, 50, "Spun");
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.replay().open("Lap");
            person.press(KeyCode.HOME);
            person.press(KeyCode.PERIOD);
            person.awaitsText("#position", "00:10.0");
            person.awaitsText("#show-marks", "Markers (3)");
            person.click("#show-marks");
            person.awaitsReading("no end was recorded · acknowledged by this computer");
            person.awaitsReading("Critical");
            person.clickText(".mark-line .label", "Spun");
            person.awaitsText("#position", "00:50.0");
            person.press(KeyCode.COMMA);
            person.awaitsText("#position", "00:30.0");
            person.press(KeyCode.UP);
            person.press(KeyCode.ENTER);
            person.awaitsText("#position", "00:10.0");
            person.press(KeyCode.F2);
            person.type("Drizzle");
            person.press(KeyCode.ENTER);
            person.awaitsReading("Drizzle");
            person.click("#mark-next");
            person.awaitsText("#position", "00:30.0");
            person.click("#mark-delete");
            person.awaitsText("#show-marks", "Markers (2)");
            app.sessions().clickNotice("Undo");
            person.awaitsText("#show-marks", "Markers (3)");
            person.clickText(".mark-line .label", "Spun");
            person.press(KeyCode.DELETE);
            person.awaitsText("#show-marks", "Markers (2)");
        }
        try (App app = App.open(folder)) {
            app.replay().open("Lap");
            app.person().click("#show-marks");
            app.person().awaitsText("#show-marks", "Markers (2)");
            app.person().awaitsReading("Drizzle");
        }
    }

    @Test
    void theTableGetsTheRoomThatIsDraggedForItAndKeepsIt() {
        double asked;
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.replay().open("Lap");
            double before = width(app);
            // the divider is narrow beside the charts, so the way is told in its own widths
            person.drag("#replay-split > .split-pane-divider", 0.5, 0.5, -15, 0.5);
            person.until("more room", () -> width(app) > before + 80);
            asked = width(app);
        }
        try (App app = App.open(folder)) {
            app.replay().open("Lap");
            app.person().until("the same room", () -> Math.abs(width(app) - asked) < 4);
        }
    }

    /// The table's width after all that was dragged so far, not as of the last frame, which may be
    /// from the middle of the drag.
    private static double width(App app) {
        Node table = app.person().node(Node.class, "#values");
        return app.person()
                .fx(
                        () -> {
                            table.getScene().getRoot().layout();
                            return table.getLayoutBounds().getWidth();
                        });
    }

    @Test
    void aRangeOfItIsExportedAsCsvAndShownInItsFolder() throws IOException {
        Path file = folder.resolve("range.csv");
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.replay().open("Lap");
            person.clickAt("#scrubber", 0.25);
            person.press(KeyCode.I);
            person.clickAt("#scrubber", 0.5);
            person.press(KeyCode.O);
            person.awaitsText("#range", "Range");
            app.willChoose(file);
            person.menu("menu-file", "menu-export", "menu-export-csv");
            app.awaitTold("Written: " + file);
            app.sessions().clickNotice("Show in folder");
            person.until("the folder to open", () -> app.revealed().equals(List.of(file)));
        }
        List<String> lines = Files.readAllLines(file);
        List<String> head = List.of(lines.getFirst().split(","));
        int name = head.indexOf("channel");
        long speeds =
                lines.stream()
                        .filter(l -> l.split(",")[Math.max(0, name)].contains("speed"))
                        .count();
        assertTrue(
                speeds >= 148 && speeds <= 152, speeds + " of 600 fixes are in a quarter: " + head);
        try (var left = Files.list(folder)) {
            assertTrue(left.noneMatch(f -> f.toString().endsWith(".part")), "no half file is left");
        }
    }
}
