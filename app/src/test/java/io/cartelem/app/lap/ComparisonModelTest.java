package io.cartelem.app.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.lap.Comparison.Panel;
import io.cartelem.app.map.Sketch.Ink;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.session.LapRef;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class ComparisonModelTest {
    @TempDir Path folder;
    private LapsFixture laps;
    private ComparisonModel model;

    @BeforeEach
    void open() {
        laps = new LapsFixture(folder);
        laps.book.put(laps.drive.course());
        laps.record("Morning");
        laps.model.refresh();
        model = laps.model.comparison();
    }

    private Comparison compare(int reference, int lap) {
        SessionChoice session = laps.model.sessions().getFirst();
        model.compare(session, reference, session, lap);
        return shown();
    }

    private Comparison shown() {
        Comparison shown = model.resultProperty().get();
        assertNotNull(shown, model.hintProperty().get());
        return shown;
    }

    @Test
    void theGapAtTheEndIsTheDifferenceOfTheTimesAndTheLargestLossIsWhereTheLapWasSlow() {
        Comparison shown = compare(3, 1);
        Panel gap = shown.panels().getFirst();
        var table = laps.desk.laps().orElseThrow().laps(1).table();
        double difference =
                (table.lap(1).orElseThrow().timeNs() - table.lap(3).orElseThrow().timeNs()) / 1e9;
        assertEquals(difference, gap.lap()[gap.lap().length - 1], 0.01);
        assertEquals(
                List.of("gap", "speed", "obd.RPM", "obd.THROTTLE_POS"),
                shown.panels().stream().map(Panel::id).toList());
        var worst = shown.losses().getFirst();
        assertTrue(worst.fromM() < 600 && worst.toM() > 600, worst.sentence());
    }

    @Test
    void lapsOfDifferentSessionsOfOneTrackAreCompared() {
        laps.record("Evening", new RaceDrive(RaceDrive.Pace.of(0.9), RaceDrive.Pace.of(1.05)), 250);
        laps.model.refresh();
        SessionChoice evening = laps.model.sessions().getFirst();
        SessionChoice morning = laps.model.sessions().getLast();
        model.compare(morning, 3, evening, 2);
        Comparison shown = shown();
        assertEquals(new LapRef(morning.id(), 3), shown.laps().referenceRef());
        assertEquals(new LapRef(evening.id(), 2), shown.laps().lapRef());
        assertTrue(shown.laps().byDistance().total() < -2, "the evening was faster");
        assertTrue(shown.losses().isEmpty());
        assertTrue(shown.title().contains("Evening") && shown.title().contains("Morning"));

        model.swap();
        assertTrue(shown().laps().byDistance().total() > 2);
        assertFalse(shown().losses().isEmpty());
    }

    @Test
    void theCrosshairPutsBothCarsOnTheMap() {
        Comparison shown = compare(3, 1);
        model.crosshairProperty().set(1_234);
        var spots = model.map().spotsProperty().get();
        assertEquals(
                List.of(Ink.REFERENCE, Ink.LAP), spots.stream().map(spot -> spot.ink()).toList());
        for (var spot : spots) {
            assertEquals(0, LocalPlane.distance(spot.place(), laps.drive.pointAt(1_234)), 4);
        }
        assertEquals(0, LocalPlane.distance(shown.lapAt(0), laps.drive.pointAt(0)), 3);
        model.crosshairProperty().set(Double.NaN);
        assertTrue(model.map().spotsProperty().get().isEmpty());
    }

    @Test
    void zoomsAroundAPlaceAndNeverBeyondTheLap() {
        Comparison shown = compare(3, 1);
        assertEquals(shown.length(), model.to(), 1e-6);
        model.zoom(0.5, 1_000);
        assertEquals(500, model.from(), 1);
        assertEquals(1_000 + (shown.length() - 1_000) / 2, model.to(), 1);
        model.pan(1e6);
        assertEquals(shown.length(), model.to(), 1e-6);
        model.zoom(100, 1_000);
        assertEquals(0, model.from());
        assertEquals(shown.length(), model.to(), 1e-6);
        model.zoomTo(shown.losses().getFirst());
        assertTrue(model.to() - model.from() < shown.length());
        model.fit();
        assertEquals(0, model.from());
    }

    @Test
    void ofChoicesInQuickSuccessionOnlyTheLastIsAnswered() {
        compare(3, 1);
        laps.hold();
        SessionChoice session = laps.model.sessions().getFirst();
        model.compare(session, 3, session, 2);
        model.compare(session, 3, session, 5);
        laps.release();
        assertEquals(5, shown().laps().lapRef().number());
        assertEquals(3, shown().laps().referenceRef().number());
    }

    @Test
    void theSameLapTwiceAndNoLapAreToldInWords() {
        assertTrue(model.hintProperty().get().startsWith("Choose a lap"));
        SessionChoice session = laps.model.sessions().getFirst();
        model.compare(session, 3, session, 3);
        assertNull(model.resultProperty().get());
        assertTrue(model.hintProperty().get().startsWith("This is the same lap"));
    }

    @Test
    void channelsAreChosenAndRemembered() {
        compare(3, 1);
        assertTrue(
                model.offered().stream().anyMatch(c -> c.id().equals("obd.COOLANT_TEMP")),
                model.offered()::toString);
        model.show("obd.COOLANT_TEMP", true);
        model.show("obd.RPM", false);
        assertEquals(
                List.of("gap", "speed", "obd.COOLANT_TEMP", "obd.THROTTLE_POS"),
                shown().panels().stream().map(Panel::id).toList());
        assertEquals("obd.THROTTLE_POS,obd.COOLANT_TEMP", laps.memory.get("laps.channels", ""));
    }

    @Test
    void aMovedLineComparesAgain() {
        double before = compare(3, 1).sectorEnds()[0];
        laps.model.course().chosenProperty().set(new LineSlot(LineSlot.Kind.SPLIT, 0));
        laps.model.course().setAt(laps.drive.pointAt(500));
        assertEquals(500, shown().sectorEnds()[0], 5);
        assertTrue(before > 900, before + " m");
    }

    @Test
    void ofTheTableTheChosenLapIsComparedWithTheBestAndTheBestWithAnother() {
        assertTrue(laps.model.compareWithBest(laps.model.rows().get(4)));
        assertEquals(5, shown().laps().lapRef().number());
        assertEquals(3, shown().laps().referenceRef().number());
        assertTrue(laps.model.compareWithBest(laps.model.rows().get(2)));
        assertEquals(1, shown().laps().lapRef().number());
    }

    @Test
    void theReplayAndTheDriveAreHandedTheLap() {
        LapRow lap = laps.model.rows().get(2);
        laps.model.replay(lap);
        laps.model.follow(lap);
        laps.model.replay(laps.model.rows().getLast());
        assertEquals(
                List.of(
                        "1 " + lap.startNs() + " " + lap.endNs(),
                        "1:3 lap 3 · " + lap.time() + " of Morning"),
                laps.opened);
    }
}
