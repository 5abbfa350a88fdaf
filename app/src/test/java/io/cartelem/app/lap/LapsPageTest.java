package io.cartelem.app.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.shell.TestWindow;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.control.TableView;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// The drive goes round in 92 seconds.
@Timeout(120)
class LapsPageTest {
    private final FakeDesk desk = new FakeDesk();
    @TempDir private Path folder;

    private void record(double seconds) {
        desk.recorder().start(SessionDraft.named("Ring"));
        desk.publish(Drive.between(desk.clock.monoNs(), 0, seconds));
        desk.clock.advance(Duration.ofMillis(Math.round(seconds * 1000)));
        desk.recorder().stop();
    }

    @Test
    void showsTheLapsOfTheNewestSessionOnALineFoundInIt() {
        CourseBook book = new CourseBook(folder.resolve(CourseBook.FILE));
        desk.timeLaps(book);
        record(400);
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-laps");
            TableView<?> table = (TableView<?>) window.find("#laps");
            assertTrue(table.getItems().size() >= 3, table.getItems().size() + " laps");
            LapRow lap = (LapRow) table.getItems().getFirst();
            assertTrue(lap.time().matches("1:3[12]\\.\\d{3}"), lap.time());
            assertTrue(window.text("#lap-summary").startsWith("Start line found"));
            Toolkit.run(() -> table.getSelectionModel().select(lap.best() ? 1 : 0));
            assertFalse(window.text("#lap-losses").isEmpty());

            TextField name = (TextField) window.find("#lap-track-name");
            Toolkit.run(() -> name.setText("Test ring"));
            window.click("#lap-save");
            assertEquals("Test ring", book.all().getFirst().name());
            assertTrue(window.text("#lap-summary").startsWith("Test ring"));
            assertFalse(window.shows("#lap-save"));
        }
    }

    @Test
    void saysWhyThereAreNoLaps() {
        desk.timeLaps(new CourseBook(folder.resolve(CourseBook.FILE)));
        record(20);
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-laps");
            assertTrue(window.text("#lap-summary").startsWith("No laps"));
        }
    }

    @Test
    void writesTimesAsDriversDo() {
        assertEquals("1:32.457", LapTimes.time(92_456_700_000L));
        assertEquals("0:59.999", LapTimes.time(59_999_000_000L));
        assertEquals("1:00.000", LapTimes.time(59_999_999_999L));
        assertEquals("–", LapTimes.time(-1));
        assertEquals("+0.31", LapTimes.delta(0.312));
        assertEquals("–", LapTimes.delta(Double.NaN));
        assertEquals("2:05", LapTimes.running(125_900_000_000L));
    }
}
