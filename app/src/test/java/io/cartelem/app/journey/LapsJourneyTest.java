package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.lap.LapRow;
import io.cartelem.app.lap.LapRow.Rank;
import io.cartelem.app.lap.RaceDrive;
import io.cartelem.app.map.SketchMapView;
import io.cartelem.app.shell.Page;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;

import javafx.geometry.Point2D;
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

/// Five laps of a recording of another program. The fourth is driven fastest, but the receiver was
/// silent for some seconds of it.
@Timeout(600)
class LapsJourneyTest {
    private static final long MILLI = 1_000_000L;

    @TempDir Path folder;
    private final RaceDrive drive = RaceDrive.fiveLaps();

    @BeforeEach
    void noDevices() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
    }

    private App openOnTheDrive() {
        App app = App.open(folder);
        app.willChoose(Recordings.raceFile(folder.resolve("ring.nmea"), drive));
        app.person().menu("menu-file", "menu-import");
        app.awaitTold("is imported");
        app.person().click("#nav-laps");
        app.person().until("the laps", () -> rows(app).size() >= 4);
        return app;
    }

    private static List<LapRow> rows(App app) {
        return app.person().fx(() -> List.copyOf(app.desktop().lapsModel().rows()));
    }

    /// Clicks on the map where a place of the track is drawn.
    private void clickTrack(App app, double metres) {
        SketchMapView map = app.person().node(SketchMapView.class, "#course-map");
        GeoPoint place = drive.pointAt(metres);
        app.person()
                .clickPlace(
                        () -> {
                            Point2D pixel = map.pixel(place);
                            return map.localToScreen(pixel);
                        });
    }

    private static boolean startIsAt(App app, GeoPoint place) {
        return app.person()
                .fx(
                        () -> {
                            Course course =
                                    app.desktop().lapsModel().course().courseProperty().get();
                            return course != null
                                    && LocalPlane.distance(place, course.start().centre()) < 25;
                        });
    }

    private void setSplit(App app, int number, double metres) {
        app.person().click("#line-split-" + number);
        clickTrack(app, metres);
        app.person()
                .until(
                        "split " + number,
                        () ->
                                !rows(app).isEmpty()
                                        && rows(app).getFirst().sectors().size() == number + 1);
    }

    @Test
    void linesAreSetOnTheMapAndARuinedLapNeverBecomesTheBest() {
        try (App app = openOnTheDrive()) {
            Person person = app.person();
            person.awaitsText("#lap-summary", "Start line found");
            person.fill("#lap-track-name", "Home ring");
            person.click("#lap-save");
            person.awaitsText("#lap-summary", "Home ring");

            person.click("#line-start");
            person.until("the start line to be chosen", () -> person.sees("#course-hint"));
            clickTrack(app, 0);
            person.until("the start line to be moved", () -> startIsAt(app, drive.pointAt(0)));
            person.until("five laps", () -> rows(app).size() == 5);
            setSplit(app, 1, 900);
            setSplit(app, 2, 1_900);

            List<LapRow> laps = rows(app).subList(0, 5);
            assertEquals(Rank.BEST, laps.get(2).rank());
            assertEquals(Rank.DOUBTFUL, laps.get(3).rank());
            assertTrue(laps.get(3).why().startsWith("no position for "), laps.get(3).why());
            assertTrue(laps.get(3).time().compareTo(laps.get(2).time()) < 0, "it was shorter");
            awaitsCell(person, "Does not count: no position for");
            awaitsCell(person, "Theoretical");

            person.click("#course-undo");
            person.until("one split less", () -> rows(app).getFirst().sectors().size() == 2);
        }
        try (App again = App.open(folder)) {
            again.person().click("#nav-laps");
            again.person().awaitsText("#lap-summary", "Home ring");
            assertEquals(2, rows(again).getFirst().sectors().size(), "the track was kept");
        }
    }

    private static void awaitsCell(Person person, String part) {
        person.until(
                "a cell to say " + part,
                () -> person.readsAll(".table-cell").stream().anyMatch(t -> t.contains(part)));
    }

    @Test
    void ofTheSimulatedCarsFiveLapsTheOneWithAGapDoesNotCount() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.willChoose(Recordings.simulatedCar(folder.resolve("simulated.nmea"), 270));
            person.menu("menu-file", "menu-import");
            app.awaitTold("is imported");
            person.click("#nav-laps");
            person.awaitsText("#lap-summary", "Start line found");
            person.until("laps", () -> timed(app).size() >= 3);
            assertEquals(5, timed(app).size(), () -> timed(app).toString());
            List<LapRow> ruined =
                    timed(app).stream().filter(row -> row.rank() == Rank.DOUBTFUL).toList();
            assertEquals(1, ruined.size(), () -> timed(app).toString());
            assertTrue(
                    ruined.getFirst().why().startsWith("no position for 4.1 s"),
                    ruined.getFirst().why());
            assertEquals(Rank.BEST, timed(app).get(2).rank());
            assertTrue(ruined.getFirst().time().compareTo(timed(app).get(2).time()) < 0);
            person.clickText(".table-cell", ruined.getFirst().time());
            person.awaitsText("#lap-losses", "does not count: no position for 4.1 s");
        }
    }

    private static List<LapRow> timed(App app) {
        return rows(app).stream().filter(row -> row.number().matches("\\d+")).toList();
    }

    @Test
    void twoLapsAreComparedExportedAndReplayed() throws IOException {
        Path csv = folder.resolve("compared.csv");
        try (App app = openOnTheDrive()) {
            Person person = app.person();
            List<LapRow> laps = rows(app);
            LapRow lap =
                    laps.stream()
                            .filter(row -> row.rank() == Rank.COUNTS)
                            .findFirst()
                            .orElseThrow();
            person.clickText(".table-cell", lap.time());
            person.awaitsText("#lap-losses", "lost most");
            person.click("#lap-compare");
            person.awaits("#compare-speed");
            person.awaitsText("#loss-1", " s lost in ");
            person.click("#loss-1");
            app.willChoose(csv);
            person.menu("lap-export", "compare-export-csv");
            app.awaitTold("compared.csv");

            person.click("#laps-table");
            person.clickText(".table-cell", lap.time());
            person.press(KeyCode.ENTER);
            person.until(
                    "the replay",
                    () ->
                            person.fx(
                                    () ->
                                            app.desktop().shell().pageProperty().get()
                                                            == Page.REPLAY
                                                    && app.desktop()
                                                            .replayModel()
                                                            .player()
                                                            .hasRange()));
            var player = app.desktop().replayModel().player();
            long from = person.fx(() -> player.rangeFromProperty().get());
            assertTrue(Math.abs(from - lap.startNs()) <= MILLI, from + " and " + lap.startNs());
            assertTrue(person.fx(() -> player.loopingProperty().get()));
            person.awaitsText("#range", "Range");
        }
        List<String> lines = Files.readAllLines(csv);
        assertTrue(lines.getFirst().startsWith("distance_m,reference_time_s,lap_time_s,gap_s"));
        assertTrue(lines.size() > 1_000, lines.size() + " lines");
    }

    @Test
    void theDriversViewCoversEverythingAndEscLeavesIt() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.awaits("#nav-live");
            person.press(KeyCode.F12);
            person.awaits("#driver-delta");
            assertFalse(person.sees("#nav-live"));
            person.awaitsText("#driver-standing", "Waiting for a track");
            person.press(KeyCode.ESCAPE);
            person.awaits("#nav-live");
            assertFalse(person.sees("#driver-delta"));
            person.menu("menu-view", "menu-driver");
            person.awaits("#driver-delta");
            person.click("#driver-leave");
            person.awaits("#nav-live");
        }
    }
}
