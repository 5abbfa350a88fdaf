package io.cartelem.core.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sensor.SensorTime.Kind;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Random;

class RowClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    /// Ours when the sensor is switched on.
    private static final long ORIGIN = 5_000 * SECOND;

    @Test
    void rowsOfOnePieceKeepTheirOrder() {
        RowClock clock = new RowClock(SensorTime.ARRIVAL);
        assertEquals(10 * SECOND, clock.timeOf(null, 10 * SECOND, NOON));
        assertEquals(10 * SECOND + 1_000, clock.timeOf(null, 10 * SECOND, NOON));
        assertEquals(10 * SECOND + 2_000, clock.timeOf(null, 9 * SECOND, NOON));
        assertNull(clock.doubt());
    }

    @Test
    void wallClocksCountBackFromOurs() {
        assertEquals(9 * SECOND, at(Kind.EPOCH_S, "" + (NOON.getEpochSecond() - 1)));
        assertEquals(9_750 * MS, at(Kind.EPOCH_S, (NOON.getEpochSecond() - 1) + ".75"));
        assertEquals(9_990 * MS, at(Kind.EPOCH_MS, "" + (NOON.toEpochMilli() - 10)));
        assertEquals(
                10 * SECOND - 7_000, at(Kind.EPOCH_US, "" + (NOON.toEpochMilli() * 1_000 - 7)));
        assertEquals(9_500 * MS, at(Kind.ISO, "2026-05-01T11:59:59.5Z"));
        assertEquals(9_500 * MS, at(Kind.ISO, "2026-05-01T13:59:59.5+02:00"));
        assertEquals(9_500 * MS, at(Kind.ISO, "2026-05-01 11:59:59.5"));
    }

    @Test
    void aTimeThatCannotBeTrueIsReplacedByThatOfArrival() {
        doubts(Kind.EPOCH_S, "12", "its clock is more than an hour behind");
        doubts(Kind.EPOCH_MS, "" + (NOON.toEpochMilli() + 60_000), "more than five seconds ahead");
        doubts(Kind.ISO, "noon", "its time is no ISO 8601 time");
        doubts(Kind.EPOCH_US, "x", "its time is no number of microseconds since 1970");
        doubts(Kind.EPOCH_S, "NaN", "its clock is more than an hour behind");
        doubts(Kind.EPOCH_S, "1e300", "its clock is more than five seconds ahead");
        doubts(Kind.UPTIME_MS, "-5", "its time is no number of milliseconds");
        doubts(Kind.UPTIME_US, "1e30", "its time is no number of microseconds");
        doubts(Kind.UPTIME_S, "", "it has no time");
    }

    @Test
    void aWallClockThatGoesBackIsNotFollowed() {
        RowClock clock = new RowClock(new SensorTime(Kind.EPOCH_MS, "t"));
        long first = clock.timeOf("" + NOON.toEpochMilli(), 10 * SECOND, NOON);
        long second =
                clock.timeOf("" + (NOON.toEpochMilli() - 30_000), 11 * SECOND, NOON.plusSeconds(1));
        assertEquals(10 * SECOND, first);
        assertEquals(11 * SECOND, second);
        assertTrue(String.valueOf(clock.doubt()).contains("went back"));
        long third =
                clock.timeOf("" + (NOON.toEpochMilli() - 29_000), 12 * SECOND, NOON.plusSeconds(2));
        assertEquals(11 * SECOND + 1_000, third, "never before the row before");
    }

    /// A resonator that is 0.4 % fast, a way of 2 ms and up to 60 ms more.
    @Test
    void uptimeIsAlignedThoughTheSensorsClockDrifts() {
        for (double drift : new double[] {0, 0.004, -0.004, 0.00005}) {
            UptimeClock clock = new UptimeClock(MS);
            Random random = new Random(3);
            double worst = 0;
            for (int i = 0; i < 6_000; i++) {
                long truth = ORIGIN + i * 50L * MS;
                long count = Math.round(i * 50 * (1 + drift));
                long way = 2 * MS + Math.round(random.nextDouble() * random.nextDouble() * 60 * MS);
                long time = clock.timeOf((double) count, truth + way);
                assertTrue(time <= truth + way, "never after its arrival");
                if (i > 400) {
                    worst = Math.max(worst, (double) Math.abs(time - truth));
                }
            }
            assertTrue(worst < 12 * MS, "off by " + worst / MS + " ms with a drift of " + drift);
            assertEquals(drift * 1e6, clock.driftPpm(), 300);
        }
    }

    @Test
    void aSensorThatIsSwitchedOffAndOnIsAlignedAnew() {
        UptimeClock clock = new UptimeClock(MS);
        assertEquals(ORIGIN, clock.timeOf(500_000, ORIGIN));
        assertFalse(clock.restarted());
        assertEquals(ORIGIN + SECOND, clock.timeOf(501_000, ORIGIN + SECOND));
        assertEquals(ORIGIN + 9 * SECOND, clock.timeOf(300, ORIGIN + 9 * SECOND));
        assertTrue(clock.restarted());
        assertEquals(ORIGIN + 10 * SECOND, clock.timeOf(1_300, ORIGIN + 10 * SECOND));
        assertFalse(clock.restarted());
    }

    @Test
    void aCounterOf32BitsMayWrap() {
        UptimeClock clock = new UptimeClock(1_000);
        long last = (1L << 32) - 1_000;
        assertEquals(ORIGIN, clock.timeOf((double) last, ORIGIN));
        assertEquals(ORIGIN + 2 * MS, clock.timeOf(1_000, ORIGIN + 2 * MS));
        assertFalse(clock.restarted());
        assertEquals(ORIGIN + 3 * MS, clock.timeOf(2_000, ORIGIN + 3 * MS));
    }

    @Test
    void aCountThatLeapsAheadIsAlignedAnew() {
        UptimeClock clock = new UptimeClock(MS);
        assertEquals(ORIGIN, clock.timeOf(0, ORIGIN));
        assertEquals(ORIGIN + SECOND, clock.timeOf(1_000_000, ORIGIN + SECOND));
        assertTrue(clock.restarted());
        assertEquals(ORIGIN + 2 * SECOND, clock.timeOf(1_001_000, ORIGIN + 2 * SECOND));
    }

    @Test
    void aBlockedWayIsNotTakenForAClockThatWasSet() {
        UptimeClock clock = new UptimeClock(MS);
        for (int i = 0; i < 200; i++) {
            clock.timeOf(i * 50, ORIGIN + i * 50L * MS);
        }
        for (int i = 200; i < 300; i++) {
            assertEquals(ORIGIN + i * 50L * MS, clock.timeOf(i * 50, ORIGIN + 15 * SECOND));
        }
        assertEquals(ORIGIN + 16 * SECOND, clock.timeOf(16_000, ORIGIN + 16 * SECOND));
    }

    @Test
    void aCountThatStoodStillIsAlignedAnewAfterAWhile() {
        UptimeClock clock = new UptimeClock(MS);
        assertEquals(ORIGIN, clock.timeOf(0, ORIGIN));
        boolean again = false;
        long time = 0;
        for (int i = 1; i < 400; i++) {
            time = clock.timeOf(i * 50, ORIGIN + 60 * SECOND + i * 50L * MS);
            again |= clock.restarted();
        }
        assertTrue(again);
        assertEquals(ORIGIN + 60 * SECOND + 399 * 50L * MS, time);
    }

    private static long at(Kind kind, String text) {
        RowClock clock = new RowClock(new SensorTime(kind, "t"));
        long ns = clock.timeOf(text, 10 * SECOND, NOON);
        assertNull(clock.doubt());
        return ns;
    }

    private static void doubts(Kind kind, String text, String expected) {
        RowClock clock = new RowClock(new SensorTime(kind, "t"));
        assertEquals(10 * SECOND, clock.timeOf(text, 10 * SECOND, NOON));
        String doubt = String.valueOf(clock.doubt());
        assertTrue(doubt.startsWith(expected) || doubt.contains(expected), doubt);
    }
}
