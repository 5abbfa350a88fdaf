package io.cartelem.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.alert.Alert.Spot;
import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(300)
class AlertEngineTest {
    private static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir Path folder;

    private final TelemetryBus bus = new TelemetryBus();
    private final ManualClock clock = new ManualClock(NOON);
    private final BlockingQueue<Alert> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> marks = new LinkedBlockingQueue<>();
    private final AtomicBoolean resting = new AtomicBoolean();
    private AlertEngine engine;

    @BeforeEach
    void start() {
        AlertBook book = new AlertBook(folder.resolve(AlertBook.FILE));
        engine =
                new AlertEngine(
                        book,
                        bus,
                        clock,
                        (ns, text) -> {
                            marks.add(text);
                            return Optional.of(new Spot(7, ns));
                        },
                        source -> resting.get());
        engine.onChange(heard::add);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Alert next() throws InterruptedException {
        Alert alert = heard.poll(60, TimeUnit.SECONDS);
        assertNotNull(alert, "no alert came");
        return alert;
    }

    private void coolant(double value) {
        bus.publish(SampleBatch.of(COOLANT, clock.monoNs(), value));
        clock.advance(Duration.ofSeconds(1));
    }

    private void overheat() {
        for (int i = 0; i < 4; i++) {
            coolant(113);
        }
    }

    @Test
    void raisesRemembersAcknowledgesAndClears() throws InterruptedException {
        coolant(90);
        overheat();
        Alert raised = next();
        assertEquals("Coolant hot: 113 °C, above 110 °C", raised.sentence());
        assertEquals(new Spot(7, 3_000_000_000L), raised.spot());
        assertEquals(Severity.CRITICAL, raised.rule().severity());
        assertEquals(List.of(raised), engine.open());

        Alert noted = engine.acknowledge(raised.id(), "Pit wall").orElseThrow();
        assertEquals("Pit wall", next().acknowledgedBy());
        assertTrue(noted.isOpen());
        assertEquals(
                "Pit wall",
                engine.acknowledge(raised.id(), "Other").orElseThrow().acknowledgedBy());

        coolant(100);
        Alert over = next();
        assertNotNull(over.cleared());
        assertFalse(over.isOpen());
        assertEquals(List.of(), engine.open());
        assertEquals(List.of(over), engine.all());
        assertEquals("Coolant hot: 113 °C, above 110 °C", marks.poll());
        assertEquals("Coolant hot: acknowledged by Pit wall", marks.poll());
        assertEquals("Coolant hot: over after 2 s", marks.poll());
    }

    @Test
    void anAlertThatNobodyNotedStaysOpenWhenItsCauseIsGone() throws InterruptedException {
        overheat();
        next();
        coolant(80);
        Alert over = next();

        assertFalse(over.isActive());
        assertEquals(List.of(over), engine.open());
        engine.acknowledge(over.id(), "Driver");
        assertEquals(List.of(), engine.open());
    }

    @Test
    void noticesAChannelThatFellSilent() throws InterruptedException {
        bus.publish(SampleBatch.of(RPM, clock.monoNs(), 900));
        // The value must be seen before the time passes, or there is nothing to miss.
        overheat();
        next();
        clock.advance(Duration.ofSeconds(11));

        Alert silent = next();
        assertEquals("Car does not answer: nothing for 10 s", silent.sentence());
        bus.publish(SampleBatch.of(RPM, clock.monoNs(), 900));
        assertNotNull(next().cleared());
    }

    @Test
    void aChangedRuleTakesEffectAndEndsWhatItRaised() throws InterruptedException {
        overheat();
        Alert raised = next();
        AlertRule rule = engine.book().find("coolant-hot").orElseThrow();
        engine.book().put(rule.enabled(false));
        Alert over = next();
        assertEquals(raised.id(), over.id());
        assertNotNull(over.cleared());

        engine.book()
                .put(
                        new AlertRule(
                                "cool",
                                "Cool",
                                "obd.COOLANT_TEMP",
                                Kind.BELOW,
                                60,
                                0,
                                0,
                                Severity.INFO,
                                true));
        coolant(50);
        assertEquals("Cool: 50 °C, below 60 °C", next().sentence());
    }

    @Test
    void forgetsClosedAlertsFirst() throws InterruptedException {
        engine.book()
                .put(
                        new AlertRule(
                                "rev",
                                "Revs",
                                "obd.RPM",
                                Kind.ABOVE,
                                6_000,
                                0,
                                0,
                                Severity.INFO,
                                true));
        overheat();
        long kept = next().id();
        for (int i = 0; i < AlertEngine.REMEMBERED + 20; i++) {
            bus.publish(SampleBatch.of(RPM, clock.monoNs(), 7_000));
            engine.acknowledge(next().id(), "me");
            next();
            bus.publish(SampleBatch.of(RPM, clock.monoNs(), 1_000));
            next();
        }

        assertEquals(AlertEngine.REMEMBERED, engine.all().size());
        assertEquals(kept, engine.all().getFirst().id());
        assertTrue(engine.acknowledge(2, "late").isEmpty());
    }

    @Test
    void withoutARecordingAnAlertHasNoPlace() throws InterruptedException {
        engine.close();
        engine =
                new AlertEngine(
                        new AlertBook(folder.resolve("other.json")), bus, clock, AlertLog.NONE);
        engine.onChange(heard::add);
        overheat();

        assertNull(next().spot());
    }

    @Test
    void nobodyMissesACarWhoseIgnitionIsOff() throws Exception {
        resting.set(true);
        bus.publish(SampleBatch.of(RPM, clock.monoNs(), 900));
        clock.advance(Duration.ofSeconds(30));
        overheat();
        assertEquals("coolant-hot", next().rule().id());

        resting.set(false);
        bus.publish(SampleBatch.of(RPM, clock.monoNs(), 900));
        clock.advance(Duration.ofSeconds(11));
        Alert silent = next();
        assertEquals("car-silent", silent.rule().id());
        resting.set(true);
        Alert over = next();
        assertEquals(silent.id(), over.id());
        assertFalse(over.isActive());
    }
}
