package io.cartelem.app.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.text.Units;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// What comes late, and what is said anew.
class LapsModelTest {
    @TempDir Path folder;
    private LapsFixture laps;
    private LapsModel model;

    @BeforeEach
    void open() {
        laps = new LapsFixture(folder);
        laps.book.put(laps.drive.course());
        laps.record("Morning");
        model = laps.model;
    }

    @Test
    void lapsThatComeAfterTheChoiceWasTakenBackAreNotShown() {
        model.refresh();
        model.sessionProperty().set(null);
        laps.hold();
        model.sessionProperty().set(model.sessions().getFirst());
        model.sessionProperty().set(null);
        laps.release();
        assertEquals(List.of(), List.copyOf(model.rows()));
        assertTrue(model.shown().isEmpty());
    }

    @Test
    void whereALapLostIsNotSaidAfterTheChoiceWasTakenBack() {
        model.refresh();
        LapRow slow = model.rows().getFirst();
        model.explain(slow);
        assertFalse(model.lossesProperty().get().isEmpty());
        laps.hold();
        model.explain(slow);
        model.explain(null);
        laps.release();
        assertEquals("", model.lossesProperty().get());
    }

    @Test
    void aLapToCompareWithThatComesLateIsNotOffered() {
        model.refresh();
        LapPick pick = model.comparison().lap();
        SessionChoice session = model.sessions().getFirst();
        pick.sessionProperty().set(null);
        laps.hold();
        pick.sessionProperty().set(session);
        pick.sessionProperty().set(null);
        laps.release();
        assertEquals(List.of(), List.copyOf(pick.laps()));
        assertNull(pick.lapProperty().get());
    }

    @Test
    void otherUnitsAreSaidWithoutCuttingTheLapsAnew() {
        model.refresh();
        List<LapRow> before = List.copyOf(model.rows());
        laps.hold();
        laps.presentation.unitsProperty().set(Units.IMPERIAL);
        assertEquals(before.size(), model.rows().size());
        assertFalse(before.equals(model.rows()), "speeds are in miles");
        assertEquals(before.getFirst().time(), model.rows().getFirst().time());
        assertEquals(0, laps.waiting());
    }
}
