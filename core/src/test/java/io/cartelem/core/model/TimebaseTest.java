package io.cartelem.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cartelem.core.model.ClockAnchor.Trust;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class TimebaseTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void countsOnFromItsAnchor() {
        Timebase time = Timebase.of(List.of(new ClockAnchor(1_000, NOON, Trust.SYSTEM)));

        assertEquals(NOON.plusNanos(500), time.utcOf(1_500));
        assertEquals(NOON.minusNanos(1_000), time.utcOf(0));
        assertEquals(1_500, time.timeOf(NOON.plusNanos(500)));
    }

    @Test
    void trustsTheFirstSatelliteTimeForWhatLiesBeforeIt() {
        Instant gps = NOON.plusSeconds(3600);
        Timebase time =
                Timebase.of(
                        List.of(
                                new ClockAnchor(0, NOON, Trust.SYSTEM),
                                new ClockAnchor(60_000_000_000L, gps, Trust.GPS)));

        assertEquals(gps.minusSeconds(60), time.utcOf(0));
        assertEquals(0, time.timeOf(gps.minusSeconds(60)));
    }

    @Test
    void carriesSatelliteTimeBackOnlyToTheLastSleep() {
        Instant woke = NOON.plusSeconds(100);
        Instant gps = woke.plusSeconds(7);
        Timebase time =
                Timebase.of(
                        List.of(
                                new ClockAnchor(0, NOON, Trust.GPS),
                                new ClockAnchor(10_000_000_000L, woke, Trust.AFTER_SLEEP),
                                new ClockAnchor(15_000_000_000L, gps, Trust.GPS)));

        assertEquals(NOON.plusSeconds(9), time.utcOf(9_000_000_000L));
        assertEquals(gps.minusSeconds(5), time.utcOf(10_000_000_000L));
    }

    @Test
    void ignoresTheComputersClockOnceSatelliteTimeIsKnown() {
        Timebase time =
                Timebase.of(
                        List.of(
                                new ClockAnchor(0, NOON, Trust.GPS),
                                new ClockAnchor(
                                        1_000_000_000L, NOON.plusSeconds(99), Trust.SYSTEM)));

        assertEquals(NOON.plusSeconds(2), time.utcOf(2_000_000_000L));
    }

    @Test
    void roundsMicrosecondsDownOnBothSidesOf1970() {
        Timebase time = Timebase.of(List.of(new ClockAnchor(0, Instant.EPOCH, Trust.SYSTEM)));

        assertEquals(1, time.epochMicrosOf(1_999));
        assertEquals(-2, time.epochMicrosOf(-1_001));
    }

    @Test
    void answersFarInstantsWithoutOverflow() {
        Timebase time = Timebase.of(List.of(new ClockAnchor(0, NOON, Trust.SYSTEM)));

        assertEquals(Long.MAX_VALUE, time.timeOf(Instant.MAX));
        assertEquals(Long.MIN_VALUE, time.timeOf(Instant.MIN));
    }
}
