package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Mood;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.StoreStatus;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class RecordingModelTest {
    private final FakeDesk desk = new FakeDesk();
    private final Notices notices = new Notices(text -> text);
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final RecordingModel model =
            new RecordingModel(
                    desk,
                    new Background(Runnable::run, Runnable::run),
                    notices,
                    new Presentation(Texts.of("en"), Units.METRIC),
                    taker);

    @Test
    void recordsUnderTheTypedNameAndSaysWhatWasSaved() {
        model.draftNameProperty().set("  Morning run ");
        model.toggle();
        assertTrue(model.recordingProperty().get());
        long start = desk.clock.monoNs();
        desk.publish(Drive.between(start, 0, 12));
        desk.clock.advance(Duration.ofSeconds(61));
        look();
        assertEquals("00:01:01", model.elapsedProperty().get());
        assertEquals("Morning run", model.sessionProperty().get());
        model.toggle();
        assertFalse(model.recordingProperty().get());
        SessionInfo saved = sessions().getFirst();
        assertEquals("Morning run", saved.name());
        assertTrue(saved.samples() > 100);
        String said = notices.items().getLast().text();
        assertTrue(said.contains("Morning run") && said.contains("saved"), said);
    }

    @Test
    void namesASessionByItsDateWhenNothingWasTyped() {
        model.toggle();
        assertTrue(
                sessions().getFirst().name().matches("Session 2026-11-2\\d \\d\\d:\\d\\d"),
                sessions().getFirst().name());
    }

    @Test
    void aTooLongNameIsCutAndNotLost() {
        model.draftNameProperty().set("x".repeat(400));
        model.toggle();
        assertEquals(255, sessions().getFirst().name().length());
    }

    @Test
    void aSimulatedDriveIsRecordedAsOne() {
        desk.collect(FakeDesk.state("gps", Phase.RUNNING, 10, true));
        look();
        model.toggle();
        assertEquals(SessionOrigin.SIMULATED, sessions().getFirst().origin());
    }

    @Test
    void marksAreNumberedAndNeedARecording() {
        model.mark();
        assertTrue(notices.items().getLast().text().contains("F5"));
        model.toggle();
        desk.clock.advance(Duration.ofMillis(1500));
        model.mark();
        model.mark();
        assertEquals(
                List.of("Marker 1", "Marker 2"),
                desk.store.markers(sessions().getFirst().id()).stream()
                        .map(m -> m.text())
                        .toList());
        assertTrue(notices.items().getLast().text().contains("00:01.500"));
    }

    @Test
    void aRefusedStartIsToldAndLeavesTheButtonUsable() {
        desk.recorder().start(io.cartelem.core.model.SessionDraft.named("other"));
        model.start(io.cartelem.core.model.SessionDraft.named("mine"), () -> {});
        assertEquals(Notices.Level.TROUBLE, notices.items().getLast().level());
        assertTrue(notices.items().getLast().text().contains("other"));
        assertFalse(model.busyProperty().get());
    }

    @Test
    void lossesAndAFullDiskAreVisible() {
        look();
        assertEquals("", model.lossesProperty().get());
        assertFalse(model.diskLowProperty().get());
        desk.drop(12_345);
        desk.store.setStatus(
                new StoreStatus("memory", true, 1, 800_000_000L, 0, 0, "The disk is full."));
        desk.clock.advance(Duration.ofSeconds(1));
        look();
        look();
        assertEquals("12\u202f345 samples lost", model.lossesProperty().get());
        assertEquals("800 MB free", model.diskProperty().get());
        assertTrue(model.diskLowProperty().get());
        assertEquals("The disk is full.", model.problemProperty().get());
    }

    @Test
    void eachCollectorIsToldInWords() {
        desk.collect(
                FakeDesk.state("gps", Phase.RUNNING, 10, false),
                FakeDesk.state("obd", Phase.WAITING, 0, false));
        look();
        assertEquals("10 Hz", model.chips().get(0).words());
        assertEquals(Mood.GOOD, model.chips().get(0).mood());
        assertEquals("ignition off", model.chips().get(1).words());
        assertTrue(model.chips().get(1).sentence().contains("Turn the key"));
        assertEquals(Mood.WARN, model.chips().get(1).mood());
    }

    private void look() {
        model.update(taker.get());
    }

    private List<SessionInfo> sessions() {
        return desk.store.sessions(SessionQuery.newest(10)).sessions();
    }
}
