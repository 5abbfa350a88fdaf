package io.cartelem.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.alert.RuleWatch.Change;
import io.cartelem.core.model.Channel;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class RuleWatchTest {
    private static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    private static final long SECOND = 1_000_000_000L;

    static AlertRule rule(Kind kind, double limit, double hysteresis, double seconds) {
        return new AlertRule(
                "rule",
                "Coolant",
                "obd.COOLANT_TEMP",
                kind,
                limit,
                hysteresis,
                seconds,
                Severity.WARNING,
                true);
    }

    private static Change at(RuleWatch watch, double seconds, double value) {
        return watch.accept(COOLANT, Math.round(seconds * SECOND), value);
    }

    @Test
    void raisesAboveTheLimitAndClearsBelowTheHysteresis() {
        RuleWatch watch = new RuleWatch(rule(Kind.ABOVE, 110, 3, 0));

        assertEquals(Change.NONE, at(watch, 0, 110));
        assertEquals(Change.RAISED, at(watch, 1, 110.5));
        assertEquals(Change.NONE, at(watch, 2, 120));
        assertEquals(Change.NONE, at(watch, 3, 108));
        assertEquals(Change.NONE, at(watch, 4, 107));
        assertEquals(Change.CLEARED, at(watch, 5, 106.9));
        assertEquals(Change.RAISED, at(watch, 6, 111));
    }

    @Test
    void waitsUntilTheLimitIsPassedForLongEnough() {
        RuleWatch watch = new RuleWatch(rule(Kind.BELOW, 10, 1, 2));

        assertEquals(Change.NONE, at(watch, 0, 9));
        assertEquals(Change.NONE, at(watch, 1.9, 9));
        assertEquals(Change.NONE, at(watch, 1.95, 11));
        assertEquals(Change.NONE, at(watch, 2, 9));
        assertEquals(Change.NONE, at(watch, 3.9, 8));
        assertEquals(Change.RAISED, at(watch, 4, 8));
        assertEquals(Change.NONE, at(watch, 5, 10.5));
        assertEquals(Change.CLEARED, at(watch, 6, 11.5));
    }

    @Test
    void aChannelIsMissingOnlyAfterItHasSpoken() {
        RuleWatch watch = new RuleWatch(rule(Kind.MISSING, 0, 0, 5));

        assertEquals(Change.NONE, watch.tick(100 * SECOND, false));
        assertEquals(Change.NONE, at(watch, 100, 1));
        assertEquals(Change.NONE, watch.tick(104 * SECOND, false));
        assertEquals(Change.RAISED, watch.tick(105 * SECOND, false));
        assertEquals(Change.NONE, watch.tick(106 * SECOND, false));
        assertEquals(Change.CLEARED, at(watch, 107, 1));
        assertEquals(Change.RAISED, watch.tick(112 * SECOND, false));
    }

    @Test
    void aRateIsMeasuredOverItsSpan() {
        RuleWatch rising = new RuleWatch(rule(Kind.RISING_FASTER, 2, 0.5, 4));
        List<Change> changes = new ArrayList<>();
        double value = 80;
        for (int i = 0; i < 200; i++) {
            double t = i / 10.0;
            value += (t > 8 && t < 14 ? 3.0 : 0.5) / 10;
            Change change = at(rising, t, value);
            if (change != Change.NONE) {
                changes.add(change);
                assertEquals(change == Change.RAISED ? 10.4 : 16.4, t, 0.5);
            }
        }
        assertEquals(List.of(Change.RAISED, Change.CLEARED), changes);
    }

    @Test
    void oneJumpIsNoRateUntilItLasts() {
        RuleWatch falling = new RuleWatch(rule(Kind.FALLING_FASTER, 5, 0, 2));
        assertEquals(Change.NONE, at(falling, 0, 100));
        assertEquals(Change.NONE, at(falling, 0.1, 50));
        assertEquals(Change.NONE, at(falling, 0.2, 100));
        assertEquals(Change.NONE, at(falling, 1.5, 100));
        assertEquals(Change.RAISED, at(falling, 2, 80));
    }

    @Test
    void neverRaisesTwiceNorClearsWhatIsNotRaised() {
        Random random = new Random(20_261_123);
        for (Kind kind : Kind.values()) {
            RuleWatch watch = new RuleWatch(rule(kind, 10, 2, 1));
            boolean raised = false;
            long t = 0;
            for (int i = 0; i < 5_000; i++) {
                t += random.nextInt(800) * 1_000_000L;
                Change change =
                        random.nextInt(5) == 0
                                ? watch.tick(t, false)
                                : watch.accept(COOLANT, t, random.nextInt(20));
                assertFalse(raised && change == Change.RAISED);
                assertFalse(!raised && change == Change.CLEARED);
                raised = change == Change.RAISED || (raised && change != Change.CLEARED);
                assertEquals(raised, watch.isActive());
            }
        }
    }

    @Test
    void saysWhatItFound() {
        assertEquals(
                "Coolant: 112 °C, above 110 °C",
                rule(Kind.ABOVE, 110, 0, 0).sentence(COOLANT, 112));
        assertEquals(
                "Coolant: nothing for 5 s",
                rule(Kind.MISSING, 0, 0, 5).sentence(COOLANT, Double.NaN));
        assertEquals(
                "Coolant: 90 °C, rises faster than 1.5 °C/s",
                rule(Kind.RISING_FASTER, 1.5, 0, 5).sentence(COOLANT, 90));
    }

    @Test
    void refusesRulesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> rule(Kind.ABOVE, Double.NaN, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> rule(Kind.ABOVE, 1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> rule(Kind.MISSING, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> rule(Kind.RISING_FASTER, 0, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> rule(Kind.ABOVE, 1, 0, 9_999));
        IllegalArgumentException wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new AlertRule(
                                        "a", "A", "RPM", Kind.ABOVE, 1, 0, 0, Severity.INFO, true));
        assertTrue(wrong.getMessage().contains("obd.RPM"));
    }
}
