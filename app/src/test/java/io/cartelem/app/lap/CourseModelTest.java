package io.cartelem.app.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.map.Sketch.Ink;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class CourseModelTest {
    private static final LineSlot FIRST_SPLIT = new LineSlot(LineSlot.Kind.SPLIT, 0);
    private static final LineSlot SECOND_SPLIT = new LineSlot(LineSlot.Kind.SPLIT, 1);

    @TempDir Path folder;
    private LapsFixture laps;
    private CourseModel course;

    @BeforeEach
    void open() {
        laps = new LapsFixture(folder);
        course = laps.model.course();
    }

    private Course circuit() {
        return laps.drive.course().withSplits(List.of());
    }

    private void showRing() {
        laps.book.put(circuit());
        laps.record("Ring");
        laps.model.refresh();
    }

    private int shownSectors() {
        return laps.model.sectorsProperty().get();
    }

    /// A place 12 m beside the track, as a person clicks.
    private GeoPoint beside(double metres) {
        GeoPoint on = laps.drive.pointAt(metres);
        LocalPlane plane = new LocalPlane(on);
        return plane.point(9, -8);
    }

    @Test
    void aClickBesideTheWaySetsASplitAcrossItAndCutsTheTableAtOnce() {
        showRing();
        course.chosenProperty().set(FIRST_SPLIT);
        assertTrue(course.map().pickingProperty().get());
        course.map().pick(beside(1_000));

        Course saved = laps.book.find("ring").orElseThrow();
        assertEquals(1, saved.splits().size());
        var line = saved.splits().getFirst();
        assertEquals(0, LocalPlane.distance(line.centre(), laps.drive.pointAt(1_000)), 13);
        assertEquals(
                0, Math.IEEEremainder(line.heading() - laps.drive.lineAt(1_000).heading(), 360), 5);
        assertEquals(2, shownSectors());
        assertEquals(2, laps.model.rows().getFirst().sectors().size());
    }

    @Test
    void splitsAreInTheOrderInWhichTheyAreDrivenWhateverWasSetFirst() {
        showRing();
        course.chosenProperty().set(FIRST_SPLIT);
        course.setAt(beside(2_000));
        course.chosenProperty().set(SECOND_SPLIT);
        course.setAt(beside(700));

        Course saved = laps.book.find("ring").orElseThrow();
        assertEquals(
                0,
                LocalPlane.distance(saved.splits().getFirst().centre(), laps.drive.pointAt(700)),
                13);
        assertTrue(
                laps.model.rows().getFirst().sectors().stream()
                        .noneMatch(cell -> cell.text().equals("–")));
    }

    @Test
    void aMovedStartLineCutsEveryLapAnewAndUndoTakesItBack() {
        showRing();
        List<LapRow> before = List.copyOf(laps.model.rows());
        course.chosenProperty().set(LineSlot.START);
        course.setAt(beside(900));
        assertFalse(before.equals(laps.model.rows()));
        assertTrue(course.undoableProperty().get());

        course.undo();
        assertEquals(before, laps.model.rows());
        assertFalse(course.undoableProperty().get());
        assertEquals(circuit(), laps.book.find("ring").orElseThrow());
    }

    @Test
    void aReversedStartLineGivesNoLapsAndSaysSo() {
        showRing();
        course.chosenProperty().set(LineSlot.START);
        course.reverse();
        assertTrue(laps.model.rows().isEmpty());
        assertTrue(
                laps.model.summaryProperty().get().contains("was not crossed twice"),
                laps.model.summaryProperty().get());
    }

    @Test
    void aFinishMakesAStageAndWithoutItTheCircuitIsBack() {
        showRing();
        course.chosenProperty().set(LineSlot.FINISH);
        course.setAt(beside(1_500));
        assertFalse(laps.book.find("ring").orElseThrow().isCircuit());
        long stage = laps.model.rows().getFirst().endNs() - laps.model.rows().getFirst().startNs();

        course.chosenProperty().set(LineSlot.FINISH);
        course.delete();
        assertTrue(laps.book.find("ring").orElseThrow().isCircuit());
        long lap = laps.model.rows().getFirst().endNs() - laps.model.rows().getFirst().startNs();
        assertTrue(stage < 0.7 * lap, stage + " of " + lap);
    }

    @Test
    void aPlaceFarFromTheWayIsRefusedWithAWord() {
        showRing();
        course.chosenProperty().set(FIRST_SPLIT);
        course.setAt(new GeoPoint(50.4, 7.1));
        assertEquals(circuit(), laps.book.find("ring").orElseThrow());
        assertTrue(laps.said().contains("100 m"), laps.said());
    }

    @Test
    void aSplitInALineThatWasFoundSavesTheTrackUnderTheSessionsTrack() {
        laps.record("Ring");
        laps.model.refresh();
        assertFalse(course.savedProperty().get());
        course.chosenProperty().set(FIRST_SPLIT);
        course.setAt(beside(1_000));

        assertTrue(course.savedProperty().get());
        assertEquals("New track", laps.book.all().getFirst().name());
        assertTrue(laps.said().contains("New track"), laps.said());
        course.rename("  Grand ring ");
        assertEquals("Grand ring", laps.book.all().getFirst().name());
    }

    @Test
    void aSavedTrackIsRecognisedInTheNextSession() {
        showRing();
        course.rename("Home ring");
        laps.record("Next day", new RaceDrive(RaceDrive.Pace.of(1.1), RaceDrive.Pace.of(1)), 200);
        laps.model.refresh();
        laps.model.sessionProperty().set(laps.model.sessions().getFirst());
        assertTrue(laps.model.summaryProperty().get().startsWith("Home ring"));
        assertEquals(2, laps.model.rows().size());
    }

    @Test
    void aDeletedTrackComesBackByUndo() {
        showRing();
        course.forget();
        assertTrue(laps.book.all().isEmpty());
        assertFalse(course.savedProperty().get());
        course.undo();
        assertEquals(List.of(circuit()), laps.book.all());
    }

    @Test
    void aLineIsSetWhereTheCarIsNow() {
        laps.record("Ring");
        laps.model.refresh();
        RaceDrive.Fix last = laps.drive.fixes().getLast();
        laps.model.update(laps.snapshot());
        course.setHere();

        Course saved = laps.book.all().getFirst();
        assertEquals(0, LocalPlane.distance(saved.start().centre(), last.place()), 0.1);
        assertEquals(0, Math.IEEEremainder(saved.start().heading() - last.heading(), 360), 4);
    }

    @Test
    void withoutAPositionNothingIsSetHereAndAWordIsSaid() {
        showRing();
        laps.desk.clock.advance(java.time.Duration.ofMinutes(1));
        laps.model.update(laps.snapshot());
        course.setHere();
        assertTrue(laps.said().startsWith("There is no present position"), laps.said());
        assertEquals(List.of(circuit()), laps.book.all());
    }

    @Test
    void theStartLineIsFoundInTheTrackAndASessionDrivenOnceSaysWhyNot() {
        showRing();
        course.find();
        assertFalse(circuit().start().equals(laps.book.find("ring").orElseThrow().start()));
        assertTrue(laps.model.rows().size() >= 4);

        laps.record("Once", laps.drive, 30);
        laps.model.refresh();
        laps.model.sessionProperty().set(laps.model.sessions().getFirst());
        course.find();
        assertTrue(laps.said().startsWith("No part of the way"), laps.said());
    }

    @Test
    void linesAreDrawnWithTheirNamesAndTheChosenOneStandsOut() {
        showRing();
        assertEquals(Ink.START, course.map().sketchProperty().get().gates().getFirst().ink());
        assertEquals("Start/finish", course.map().sketchProperty().get().gates().getFirst().name());
        course.chosenProperty().set(LineSlot.START);
        assertEquals(Ink.CHOSEN, course.map().sketchProperty().get().gates().getFirst().ink());
        laps.model.explain(laps.model.rows().getFirst());
        assertTrue(
                course.map().sketchProperty().get().ways().stream()
                        .anyMatch(way -> way.ink() == Ink.LAP));
    }

    @Test
    void changesOfOneSessionAreNotTakenBackFromAnother() {
        showRing();
        course.rename("Other");
        laps.record("Next", laps.drive, 200);
        laps.model.refresh();
        laps.model.sessionProperty().set(laps.model.sessions().getFirst());
        assertFalse(course.undoableProperty().get());
        assertNull(course.chosenProperty().get());
    }
}
