package io.cartelem.app.debrief;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.lap.LapTimes;
import io.cartelem.app.shell.TestWindow;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.obd.diag.TroubleCodes;

import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/// The drive goes round in 92 seconds.
@Timeout(300)
class DebriefPageTest {
    private final FakeDesk desk = new FakeDesk();
    @TempDir private Path folder;

    @BeforeEach
    void timeLaps() {
        desk.timeLaps(new CourseBook(folder.resolve(CourseBook.FILE)));
    }

    private void record(TestWindow window, String codes, double seconds) {
        desk.recorder().start(new SessionDraft("Run", "MX-5", "Ana", null, null));
        look(window);
        long start = desk.clock.monoNs();
        desk.publish(SampleBatch.builder(1).add(TroubleCodes.CHANNEL, start, codes).build());
        desk.publish(Drive.between(start, 0, seconds));
        desk.clock.advance(Duration.ofMillis(Math.round(seconds * 1_000)));
        desk.recorder().mark("Coolant hot: 118 °C, above 110 °C");
        desk.recorder().stop();
        look(window);
    }

    /// The window asks for the state of the recording once in a while.
    private void look(TestWindow window) {
        desk.clock.advance(Duration.ofSeconds(1));
        window.beat();
        window.beat();
    }

    private static String all(TestWindow window, String selector) {
        Node node = window.find(selector);
        return Toolkit.call(
                () ->
                        node.lookupAll(".label").stream()
                                .map(label -> ((Labeled) label).getText())
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void isOfferedWhenARecordingEndsAndEqualsTheLapTable() {
        try (TestWindow window = new TestWindow(desk)) {
            assertFalse(window.shows("#debrief-offer"));
            record(window, "P0301", 400);
            LapTable table = desk.laps().orElseThrow().laps(1).table();
            Course found = desk.laps().orElseThrow().laps(1).course();
            desk.laps().orElseThrow().courses().put(found.withName("Ring").withId("ring"));
            record(window, "P0301 P0420", 500);

            assertTrue(window.shows("#debrief-offer"));
            String best = LapTimes.time(table.best().orElseThrow().timeNs());
            window.click("#debrief-open");
            assertTrue(window.shows("#debrief"));
            assertFalse(window.shows("#debrief-offer"));
            LapTable now = desk.laps().orElseThrow().laps(2).table();
            assertEquals(
                    LapTimes.time(now.best().orElseThrow().timeNs()), window.text("#debrief-best"));
            assertEquals(
                    LapTimes.time(now.theoreticalBestNs()), window.text("#debrief-theoretical"));
            assertEquals(Integer.toString(now.laps().size()), window.text("#debrief-laps"));
            assertTrue(window.text("#debrief-gap-note").startsWith(best + " · Run, lap "));
            assertTrue(all(window, "#debrief-alerts").contains("Coolant hot: 118 °C"));
            assertTrue(all(window, "#debrief-codes").contains("New: Catalyst"));
            assertTrue(all(window, "#debrief-codes").contains("Known: Misfires"));
            assertTrue(all(window, "#debrief-heat").contains("Coolant, highest at"));
            assertTrue(all(window, "#debrief-quality").contains("nothing is missing"));

            Node debrief = window.find("#debrief");
            Toolkit.run(
                    () ->
                            debrief.fireEvent(
                                    new KeyEvent(
                                            KeyEvent.KEY_PRESSED,
                                            "",
                                            "",
                                            KeyCode.ESCAPE,
                                            false,
                                            false,
                                            false,
                                            false)));
            assertFalse(window.shows("#debrief"));
        }
    }

    @Test
    void aPlaceOfItOpensTheReplayThere() {
        try (TestWindow window = new TestWindow(desk)) {
            record(window, "none", 300);
            window.menu("menu-debrief");
            assertTrue(window.shows("#debrief"));
            window.click("#debrief-alerts .debrief-place");
            assertFalse(window.shows("#debrief"));
            assertEquals(
                    301,
                    Toolkit.call(
                            () ->
                                    window.desktop.replayModel().player().positionProperty().get()
                                            / 1e9),
                    0.2);
        }
    }

    @Test
    void isSavedAsAPictureAndPrinted() throws Exception {
        try (TestWindow window = new TestWindow(desk)) {
            record(window, "none", 200);
            window.click("#debrief-open");
            Path file = folder.resolve("page.png");
            window.dialogs.chosen.add(file);
            window.click("#debrief-png");
            byte[] head = new byte[4];
            System.arraycopy(Files.readAllBytes(file), 0, head, 0, 4);
            assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, head);
            window.click("#debrief-print");
            assertEquals(1, window.dialogs.printed.size());
        }
    }

    @Test
    void theOfferGoesWhenItIsDismissedOrTheCarIsRecordedAgain() {
        try (TestWindow window = new TestWindow(desk)) {
            record(window, "none", 60);
            assertTrue(window.shows("#debrief-offer"));
            window.click("#debrief-dismiss");
            assertFalse(window.shows("#debrief-offer"));
            record(window, "none", 60);
            assertTrue(window.shows("#debrief-offer"));
            desk.recorder().start(SessionDraft.named("Next"));
            look(window);
            assertFalse(window.shows("#debrief-offer"));
        }
    }

    @Test
    void aSessionIsDebriefedFromTheTable() {
        try (TestWindow window = new TestWindow(desk)) {
            record(window, "none", 60);
            window.click("#debrief-dismiss");
            window.click("#nav-sessions");
            javafx.scene.control.TableView<?> table =
                    (javafx.scene.control.TableView<?>) window.find("#sessions");
            Toolkit.run(() -> table.getSelectionModel().select(0));
            window.beat();
            window.click("#session-debrief");
            assertEquals("Run", window.text("#debrief-title"));
            window.click("#nav-live");
            assertFalse(window.shows("#debrief"));
        }
    }
}
