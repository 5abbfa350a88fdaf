package io.cartelem.app.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeCar;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.devices.CarSheet.Code;
import io.cartelem.app.devices.CarSheet.Fact;
import io.cartelem.app.devices.DiagnosticsModel.Activity;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.obd.diag.DiagnosticsException;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

class DiagnosticsModelTest {
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final FakeDesk desk = new FakeDesk();
    private final FakeCar car = new FakeCar();
    private final Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final DiagnosticsModel model =
            new DiagnosticsModel(desk, new Background(work::add, Runnable::run), presentation);

    @Test
    void readingTellsWhatTheCarSaid() {
        desk.diagnose(car);
        model.read();
        assertEquals(Activity.READING, model.activityProperty().get());
        drain();
        assertEquals(Activity.NONE, model.activityProperty().get());
        CarSheet sheet = model.carProperty().get();
        assertTrue(sheet.lamp());
        assertTrue(sheet.facts().contains(new Fact("VIN", "JMZNDGEWB00123456")));
        assertTrue(sheet.facts().contains(new Fact("Battery", "not measured by the adapter")));
        assertEquals(
                List.of(new Code("P0301", "Cylinder 1 misfire detected", "7E8")),
                sheet.groups().getFirst().codes());
        assertEquals(
                List.of("Stored", "Pending", "Permanent"),
                sheet.groups().stream().map(CarSheet.Codes::title).toList());
        assertEquals(
                "2 of 7 self-tests have not run since the codes were last cleared.",
                sheet.units().getFirst().readiness());
        assertEquals("Control unit 7E9", sheet.units().getLast().name());
        assertEquals(List.of("The car does not tell its fuel type."), sheet.remarks());
    }

    @Test
    void whatTheCarDidNotTellIsSaidInTheLanguageOfTheWindow() {
        desk.diagnose(car);
        DiagnosticsModel german =
                new DiagnosticsModel(
                        desk,
                        new Background(work::add, Runnable::run),
                        new Presentation(Texts.of("de"), Units.METRIC));
        german.read();
        drain();
        String remark = german.carProperty().get().remarks().getFirst();
        assertTrue(remark.startsWith("Das Auto nennt"), remark);
    }

    @Test
    void theFreezeFrameFollowsTheUnits() {
        desk.diagnose(car);
        model.read();
        drain();
        assertEquals(new Fact("Speed", "112 km/h"), frozenSpeed());
        presentation.unitsProperty().set(Units.IMPERIAL);
        assertEquals(new Fact("Speed", "70 mph"), frozenSpeed());
    }

    @Test
    void nothingIsClearedWithoutAnAnswerToTheQuestion() {
        desk.diagnose(car);
        model.clearCodes();
        drain();
        assertEquals(List.of(), car.asked);
        model.askToClear();
        assertTrue(model.askingProperty().get());
        model.keepCodes();
        model.clearCodes();
        drain();
        assertEquals(List.of(), car.asked);
        model.askToClear();
        model.clearCodes();
        assertFalse(model.askingProperty().get());
        drain();
        assertEquals(List.of("clear"), car.asked);
        assertEquals(List.of(), model.carProperty().get().groups().getFirst().codes());
    }

    @Test
    void oneQuestionAtATime() {
        desk.diagnose(car);
        model.read();
        model.checkAdapter();
        model.askToClear();
        drain();
        assertEquals(List.of("report"), car.asked);
        assertFalse(model.askingProperty().get());
    }

    @Test
    void aRefusalIsSaidInTheWordsOfTheWindowAndTheOldReportStays() {
        desk.diagnose(car);
        model.read();
        drain();
        CarSheet before = model.carProperty().get();
        car.refusal = new DiagnosticsException(Reason.CAR_SILENT, "silent");
        model.read();
        drain();
        assertTrue(model.troubleProperty().get().contains("Turn the ignition on"));
        assertEquals(before, model.carProperty().get());
        car.refusal = new DiagnosticsException(Reason.REFUSED, "The engine is running.");
        model.read();
        drain();
        assertEquals("The engine is running.", model.troubleProperty().get());
        car.refusal = null;
        model.read();
        drain();
        assertEquals("", model.troubleProperty().get());
    }

    @Test
    void withoutAnAdapterItSaysSo() {
        model.update(taker.get());
        assertFalse(model.usableProperty().get());
        model.read();
        drain();
        assertTrue(model.troubleProperty().get().startsWith("No adapter is connected."));
        assertNull(model.carProperty().get());
    }

    @Test
    void theCheckMovesItsBarAndTellsTheRates() {
        desk.diagnose(car);
        desk.collect(FakeDesk.state("obd", Phase.RUNNING, 38, false));
        model.update(taker.get());
        assertTrue(model.usableProperty().get());
        model.checkAdapter();
        desk.clock.advance(Duration.ofSeconds(5));
        model.update(taker.get());
        assertEquals(0.25, model.progressProperty().get(), 1e-9);
        desk.clock.advance(Duration.ofMinutes(1));
        model.update(taker.get());
        assertTrue(model.progressProperty().get() < 1, "it is not done before it is done");
        drain();
        assertEquals(-1, model.progressProperty().get());
        HealthSheet health = model.healthProperty().get();
        assertEquals(2, health.sentences().size(), "rates have their own list");
        assertEquals(List.of(), health.faults(), "no sentence is said twice");
        assertEquals(new Fact("Engine speed", "9.6 Hz"), health.rates().getFirst());
        assertEquals(new Fact("Fuel", "0.2 Hz"), health.rates().getLast());
    }

    private Fact frozenSpeed() {
        return model.carProperty().get().frames().getFirst().values().getFirst();
    }

    private void drain() {
        while (!work.isEmpty()) {
            work.poll().run();
        }
    }
}
