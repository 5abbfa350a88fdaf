package io.cartelem.core.debrief;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.debrief.Debrief.Comparison;
import io.cartelem.core.debrief.Debrief.Extreme;
import io.cartelem.core.debrief.Debrief.Part;
import io.cartelem.core.debrief.Debrief.SeenCode;
import io.cartelem.core.debrief.Debrief.SourceQuality;
import io.cartelem.core.lap.Fix;
import io.cartelem.core.lap.session.Circle;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.obd.diag.TroubleCodes;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.StoreException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class DebriefServiceTest {
    private static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    private static final Channel OIL = Channel.number("obd", "engine_oil_temperature", "°C", 0);
    private static final Channel INTAKE = Channel.number("obd", "INTAKE_TEMP", "°C", 0);
    private static final Channel BRAKE = Channel.number("brakes", "front_left", "°C", 0);
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final Channel SPEED = Channel.number("obd", "SPEED", "km/h", 0);
    private static final Channel VOLTS = Channel.number("obd", "battery_voltage", "V", 1);
    private static final Channel LAMBDA = Channel.number("obd", "o2_b1s1_voltage", "V", 2);
    private static final double S = 1e9;

    @TempDir Path folder;

    private final MemorySessions sessions = new MemorySessions();
    private CourseBook book;
    private DebriefService service;

    @BeforeEach
    void open() {
        book = new CourseBook(folder.resolve(CourseBook.FILE));
        service = new DebriefService(sessions.port(), new LapService(sessions.port(), book));
    }

    private Debrief of(long session) {
        return service.debrief(session, null);
    }

    @Test
    void comparesTheBestLapWithTheBestOfEarlierSessionsOnTheTrack() {
        book.put(Circle.course());
        long slow = sessions.session(1);
        sessions.drive(slow, Circle.drive(0, 20, 21));
        long fast = sessions.session(2);
        sessions.drive(fast, Circle.drive(0, 25, 32, 24));
        long later = sessions.session(4);
        sessions.drive(later, Circle.drive(0, 40, 40));
        long now = sessions.session(3);
        sessions.drive(now, Circle.drive(0, 25, 30, 25));

        Debrief debrief = of(now);
        Comparison against = debrief.comparison();
        assertNotNull(against);
        assertEquals(new LapRef(fast, 2), against.reference());
        assertEquals("Day 2", against.referenceSession());
        assertEquals(new LapRef(now, 2), against.ref());
        assertFalse(against.withinSession());
        assertEquals(1_000.0 / 30 - 1_000.0 / 32, against.gapNs() / S, 0.05);
        assertTrue(against.losses().size() <= 3);
        assertFalse(against.losses().isEmpty());
        double lost = against.losses().stream().mapToDouble(loss -> loss.loss().seconds()).sum();
        assertTrue(lost > 0 && lost < 2.5, () -> "lost " + lost);
        against.losses()
                .forEach(
                        loss ->
                                assertTrue(
                                        loss.timeNs() >= against.lap().startNs()
                                                && loss.timeNs() <= against.lap().endNs()));
        assertEquals(3, debrief.laps().table().laps().size());
        assertEquals(3_200, debrief.metres(), 20);
    }

    @Test
    void comparesWithAChosenLap() {
        book.put(Circle.course());
        long first = sessions.session(1);
        sessions.drive(first, Circle.drive(0, 20, 25));
        long second = sessions.session(2);
        sessions.drive(second, Circle.drive(0, 30, 30));

        Comparison against = service.debrief(second, new LapRef(first, 1)).comparison();
        assertNotNull(against);
        assertEquals(new LapRef(first, 1), against.reference());
        assertTrue(against.gapNs() < 0);
        assertThrows(StoreException.class, () -> service.debrief(second, new LapRef(first, 9)));
    }

    @Test
    void withoutAnEarlierSessionComparesAUsualLapWithTheBest() {
        long only = sessions.session(1);
        sessions.drive(only, Circle.drive(0, 25, 20, 32, 24, 22));

        Comparison against = of(only).comparison();
        assertNotNull(against);
        assertTrue(against.withinSession());
        assertEquals(only, against.reference().sessionId());
        assertTrue(against.gapNs() > 0);
    }

    @Test
    void readsEarlierSessionsOnlyOnce() {
        book.put(Circle.course());
        for (int day = 1; day < 12; day++) {
            sessions.drive(sessions.session(day), Circle.drive(0, 20 + day, 21));
        }
        long now = sessions.session(20);
        sessions.drive(now, Circle.drive(0, 40, 40));
        of(now);
        int first = sessions.scans;
        of(now);
        assertTrue(sessions.scans - first < 8, () -> "scans again: " + (sessions.scans - first));
    }

    @Test
    void aSessionElsewhereIsNoReference() {
        book.put(Circle.course());
        long elsewhere = sessions.session(1);
        sessions.drive(
                elsewhere,
                Circle.drive(0, 60, 60).stream()
                        .map(
                                f ->
                                        new Fix(
                                                f.timeNs(),
                                                f.latitude() + 1,
                                                f.longitude(),
                                                f.speed(),
                                                f.heading(),
                                                f.hdop(),
                                                false))
                        .toList());
        long now = sessions.session(2);
        sessions.drive(now, Circle.drive(0, 25));
        assertNull(of(now).comparison());
    }

    @Test
    void saysWhatItCanWithoutPositions() {
        long id = sessions.session(1);
        for (int i = 0; i <= 100; i++) {
            sessions.add(id, SPEED, i, 72);
            sessions.add(id, COOLANT, i, 80 + (i == 60 ? 30 : 0));
        }
        Debrief debrief = of(id);
        assertEquals(100, debrief.durationNs() / S, 1e-6);
        assertEquals(2_000, debrief.metres(), 1);
        assertNull(debrief.laps().course());
        assertNull(debrief.comparison());
        assertEquals(
                List.of(new Extreme(COOLANT, Part.COOLANT, 110, (long) (60 * S))),
                debrief.temperatures());
        assertTrue(debrief.quality().complete());
    }

    @Test
    void anEmptySessionHasAnEmptyDebrief() {
        Debrief debrief = of(sessions.session(1));
        assertEquals(0, debrief.durationNs());
        assertTrue(Double.isNaN(debrief.metres()));
        assertEquals(List.of(), debrief.temperatures());
        assertNull(debrief.lowestVoltage());
        assertEquals(List.of(), debrief.alerts());
        assertFalse(debrief.codes().recorded());
        assertThrows(StoreException.class, () -> of(99));
    }

    @Test
    void namesTheHighestTemperaturesAndTheLowestVoltageOfTheBattery() {
        long id = sessions.session(1);
        sessions.add(id, BRAKE, 5, 400);
        sessions.add(id, INTAKE, 1, 30);
        sessions.add(id, OIL, 2, 120);
        sessions.add(id, OIL, 3, 131);
        sessions.add(id, new Signal(0, OIL, 4, 999, null, Quality.BAD));
        sessions.add(id, COOLANT, 4, 95);
        sessions.add(id, COOLANT, 5, Double.NaN);
        sessions.add(id, LAMBDA, 1, 0.1);
        sessions.add(id, VOLTS, 1, 14.1);
        sessions.add(id, VOLTS, 2, 11.6);
        sessions.add(id, VOLTS, 3, 12.6);

        Debrief debrief = of(id);
        assertEquals(
                List.of(Part.COOLANT, Part.OIL, Part.INTAKE, Part.OTHER),
                debrief.temperatures().stream().map(Extreme::part).toList());
        assertEquals(131, debrief.temperatures().get(1).value());
        assertEquals(3, debrief.temperatures().get(1).timeNs() / S, 1e-6);
        assertNotNull(debrief.lowestVoltage());
        assertEquals(11.6, debrief.lowestVoltage().value());
        assertEquals(2, debrief.lowestVoltage().timeNs() / S, 1e-6);
    }

    @Test
    void newCodesAreThoseThatTheSessionBeforeDidNotHave() {
        long other = sessions.session(1, "other car", false);
        sessions.say(other, TroubleCodes.CHANNEL, 0, "P0420");
        long before = sessions.session(2);
        sessions.say(before, TroubleCodes.CHANNEL, 0, "P0301");
        long silent = sessions.session(3);
        sessions.add(silent, RPM, 0, 900);
        long now = sessions.session(4);
        sessions.say(now, TroubleCodes.CHANNEL, 0, "P0301");
        sessions.say(now, TroubleCodes.CHANNEL, 60, "P0301 P0420");

        Debrief.Codes codes = of(now).codes();
        assertEquals(before, codes.comparedWith().id());
        assertEquals(
                List.of(
                        new SeenCode("P0301", 0, false),
                        new SeenCode("P0420", (long) (60 * S), true)),
                codes.seen());
        assertEquals(List.of("P0420"), codes.fresh().stream().map(SeenCode::code).toList());
        assertFalse(of(silent).codes().recorded());
    }

    @Test
    void withoutASessionBeforeNewCodesAreThoseThatCameWhileDriving() {
        long id = sessions.session(1);
        sessions.say(id, TroubleCodes.CHANNEL, 0, "none");
        sessions.say(id, TroubleCodes.CHANNEL, 60, "U0100");
        assertEquals(1, of(id).codes().fresh().size());
        assertNull(of(id).codes().comparedWith());

        long stale = sessions.session(2, "another", false);
        sessions.say(stale, TroubleCodes.CHANNEL, 0, "P0171");
        assertEquals(List.of(), of(stale).codes().fresh());
    }

    @Test
    void tellsWhatIsMissing() {
        long id = sessions.session(1, "GT86", true);
        sessions.lost = 17;
        for (int i = 0; i <= 600; i++) {
            if (i < 100 || i >= 150) {
                sessions.add(id, RPM, i / 10.0, 900);
            }
            if (i < 300) {
                sessions.add(id, BRAKE, i / 10.0, 50);
            }
        }
        Debrief.Quality quality = of(id).quality();
        assertFalse(quality.complete());
        assertTrue(quality.recovered());
        assertEquals(17, quality.lostSamples());
        SourceQuality brakes = quality.sources().getFirst();
        assertEquals("brakes", brakes.source());
        assertEquals(1, brakes.gaps());
        assertEquals(30.1, brakes.missingNs() / S, 0.01);
        SourceQuality obd = quality.sources().getLast();
        assertEquals(1, obd.gaps());
        assertEquals(5.1, obd.longestNs() / S, 0.01);
        assertEquals(9.9, obd.longestAtNs() / S, 0.01);
        assertEquals(10, obd.hertz(), 0.1);
    }
}
