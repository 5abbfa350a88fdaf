package io.cartelem.app.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.lap.LapRow.Rank;
import io.cartelem.app.shell.TestWindow;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

@Timeout(300)
class LapsPageTest {
    private final FakeDesk desk = new FakeDesk();
    private final RaceDrive drive = RaceDrive.fiveLaps();
    @TempDir private Path folder;
    private CourseBook book;

    @BeforeEach
    void open() {
        book = new CourseBook(folder.resolve(CourseBook.FILE));
        desk.timeLaps(book);
    }

    private void record(String name, double seconds) {
        desk.recorder().start(SessionDraft.named(name));
        desk.publish(drive.between(desk.clock.monoNs(), 0, seconds));
        desk.clock.advance(Duration.ofMillis(Math.round(seconds * 1000)));
        desk.recorder().stop();
    }

    private static TableView<?> table(TestWindow window) {
        window.click("#nav-laps");
        return (TableView<?>) window.find("#laps");
    }

    private static List<LapRow> rows(TestWindow window) {
        TableView<?> table = (TableView<?>) window.find("#laps");
        return Toolkit.call(() -> table.getItems().stream().map(LapRow.class::cast).toList());
    }

    private static void select(TestWindow window, int index) {
        TableView<?> table = (TableView<?>) window.find("#laps");
        Toolkit.run(() -> table.getSelectionModel().select(index));
        window.beat();
    }

    @Test
    void findsALineInTheDriveAndNamesTheTrack() {
        record("Ring", drive.seconds());
        try (TestWindow window = new TestWindow(desk)) {
            assertTrue(table(window).getItems().size() >= 4);
            assertTrue(window.text("#lap-summary").startsWith("Start line found"));

            TextField name = (TextField) window.find("#lap-track-name");
            Toolkit.run(() -> name.setText("Test ring"));
            window.click("#lap-save");
            assertEquals("Test ring", book.all().getFirst().name());
            assertTrue(window.text("#lap-summary").startsWith("Test ring"));
        }
    }

    @Test
    void marksTheBestAndTheTheoreticalBestAndSaysWhyALapDoesNotCount() {
        book.put(drive.course());
        record("Ring", drive.seconds());
        try (TestWindow window = new TestWindow(desk)) {
            table(window);
            List<LapRow> rows = rows(window);
            assertEquals(6, rows.size());
            assertEquals(Rank.BEST, rows.get(2).rank());
            assertEquals("Does not count", rows.get(3).badge());
            assertTrue(rows.get(3).why().startsWith("no position for "), rows.get(3).why());
            assertTrue(
                    rows.get(3).time().compareTo(rows.get(2).time()) < 0, "the lap with the gap");
            assertEquals(Rank.THEORETICAL, rows.get(5).rank());
            assertEquals(3, rows.get(2).sectors().size());
            assertTrue(rows.get(2).uncertainty().startsWith("±0.0"), rows.get(2).uncertainty());
            assertTrue(
                    rows.stream()
                            .filter(row -> row.rank() == Rank.BEST || row.rank() == Rank.COUNTS)
                            .flatMap(row -> row.sectors().stream())
                            .anyMatch(LapRow.Cell::best));
            select(window, 0);
            assertTrue(window.text("#lap-losses").contains("corner"), window.text("#lap-losses"));
        }
    }

    @Test
    void enterOpensTheReplayAtTheLapAndGoesRoundIt() {
        book.put(drive.course());
        record("Ring", drive.seconds());
        try (TestWindow window = new TestWindow(desk)) {
            TableView<?> table = table(window);
            LapRow lap = rows(window).get(1);
            select(window, 1);
            Toolkit.run(
                    () ->
                            table.fireEvent(
                                    new KeyEvent(
                                            KeyEvent.KEY_PRESSED,
                                            "",
                                            "",
                                            KeyCode.ENTER,
                                            false,
                                            false,
                                            false,
                                            false)));
            var player = window.desktop.replayModel().player();
            assertEquals(lap.startNs(), Toolkit.call(() -> player.rangeFromProperty().get()));
            assertEquals(lap.endNs(), Toolkit.call(() -> player.rangeToProperty().get()));
            assertTrue(Toolkit.call(() -> player.loopingProperty().get()));
            assertEquals(lap.startNs(), Toolkit.call(() -> player.positionProperty().get()));
            assertTrue(window.shows("#scrubber"));
        }
    }

    @Test
    void writesTheTableAsCsvAndAsPicture() throws IOException {
        book.put(drive.course());
        record("Ring", drive.seconds());
        Path csv = folder.resolve("laps.csv");
        Path png = folder.resolve("laps.png");
        try (TestWindow window = new TestWindow(desk)) {
            table(window);
            window.dialogs.chosen.add(csv);
            export(window, "lap-export-csv");
            window.dialogs.chosen.add(png);
            export(window, "lap-export-png");
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals(6, lines.size());
        assertTrue(
                lines.getFirst()
                        .startsWith(
                                "lap,start_s,time_s,uncertainty_s,distance_m,max_speed_m_per_s,"
                                        + "sector_1_s"),
                lines.getFirst());
        assertTrue(lines.get(3).endsWith("true,true,"), lines.get(3));
        assertTrue(lines.get(4).contains("false,false,No position for"), lines.get(4));
        assertTrue(Files.size(png) > 10_000, Files.size(png) + " bytes");
    }

    private static void export(TestWindow window, String item) {
        MenuButton menu = (MenuButton) window.find("#lap-export");
        Toolkit.run(
                () ->
                        menu.getItems().stream()
                                .filter(i -> item.equals(i.getId()))
                                .findFirst()
                                .orElseThrow()
                                .fire());
        window.beat();
    }

    @Test
    void comparesTheChosenLapWithTheBestAndWritesTheComparison() throws IOException {
        book.put(drive.course());
        record("Ring", drive.seconds());
        Path csv = folder.resolve("compared.csv");
        Path png = folder.resolve("compared.png");
        try (TestWindow window = new TestWindow(desk)) {
            table(window);
            select(window, 0);
            window.click("#lap-compare");
            assertTrue(window.shows("#compare-gap"));
            assertTrue(window.shows("#compare-obd-RPM"));
            assertTrue(window.text("#loss-1").contains(" s lost in "), window.text("#loss-1"));
            window.click("#loss-1");
            window.dialogs.chosen.add(csv);
            export(window, "compare-export-csv");
            window.dialogs.chosen.add(png);
            export(window, "compare-export-png");
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals(ComparisonModel.POINTS + 1, lines.size());
        assertTrue(lines.getFirst().startsWith("distance_m,reference_time_s,lap_time_s,gap_s,"));
        assertTrue(lines.getFirst().endsWith("lap obd.THROTTLE_POS [%]"), lines.getFirst());
        assertTrue(Files.size(png) > 10_000, Files.size(png) + " bytes");
    }

    @Test
    void saysWhyThereAreNoLaps() {
        record("Short", 20);
        try (TestWindow window = new TestWindow(desk)) {
            table(window);
            assertTrue(window.text("#lap-summary").startsWith("No laps: no part"));
            assertTrue(window.shows("#line-start"));
        }
    }

    @Test
    void saysThatASessionHasNoGps() {
        desk.recorder().start(SessionDraft.named("Bench"));
        desk.recorder().stop();
        try (TestWindow window = new TestWindow(desk)) {
            table(window);
            assertTrue(
                    window.text("#lap-summary").startsWith("This session has no GPS positions"),
                    window.text("#lap-summary"));
            assertFalse(window.shows("#course-lines"));
        }
    }

    @Test
    void writesTimesAsDriversDo() {
        assertEquals("1:32.457", LapTimes.time(92_456_700_000L));
        assertEquals("0:59.999", LapTimes.time(59_999_000_000L));
        assertEquals("1:00.000", LapTimes.time(59_999_999_999L));
        assertEquals("–", LapTimes.time(-1));
        assertEquals("+0.31", LapTimes.delta(0.312));
        assertEquals("−0.31", LapTimes.delta(-0.312));
        assertEquals("–", LapTimes.delta(Double.NaN));
        assertEquals("2:05.9", LapTimes.running(125_900_000_000L));
    }
}
