package io.cartelem.core.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Random;

class StampClockTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    /// Its clock is an hour off.
    private static final long OFF = 3_600 * SECOND;

    @Test
    void takesTheDelaysOut() {
        StampClock clock = new StampClock(0);
        Random random = new Random(1);
        long worst = 0;
        for (int i = 0; i < 10_000; i++) {
            long bus = 5 * SECOND + i * 10L * MS;
            long delay = i % 50 == 0 ? MS : MS + random.nextLong(40 * MS);
            long mono = clock.toMono(bus + OFF, bus + delay);
            if (i > 100) {
                worst = Math.max(worst, Math.abs(mono - bus - MS));
            }
        }
        assertEquals(0, worst, "the least delay of a millisecond is all that stays");
    }

    @Test
    void followsAClockThatDrifts() {
        StampClock clock = new StampClock(0);
        double drift = 1.0001; // ten times what a bad quartz does
        for (int i = 0; i < 600_000; i++) {
            long bus = i * 10L * MS;
            long mono = clock.toMono(OFF + (long) (bus * drift), bus + MS);
            assertTrue(Math.abs(mono - bus) < 15 * MS, () -> "off by " + (mono - bus) / MS + " ms");
        }
    }

    @Test
    void beginsAnewWhenTheOtherClockIsSet() {
        for (long jump : new long[] {-OFF, -5 * SECOND, 5 * SECOND, OFF}) {
            StampClock clock = new StampClock(0);
            long mono = 0;
            for (int i = 0; i < 2_000; i++) {
                long bus = SECOND + i * 10L * MS;
                long before = mono;
                mono = clock.toMono(bus + 2 * OFF + (i < 1_000 ? 0 : jump), bus + MS);
                assertTrue(mono >= before && Math.abs(mono - bus) <= 10 * MS);
            }
        }
    }

    @Test
    void keepsTheTimesOfFramesThatWereHeldUp() {
        StampClock clock = new StampClock(0);
        long held = 0;
        for (int i = 0; i < 1_000; i++) {
            long bus = SECOND + i * 10L * MS;
            // from the 500th frame on nothing comes for five seconds, then all at once
            long arrival = i < 500 ? bus + MS : Math.max(bus, SECOND * 11) + MS;
            held = clock.toMono(bus + OFF, arrival) - bus;
            assertEquals(MS, held);
        }
    }

    @Test
    void countsOnWhenAnAdaptersMinuteIsOver() {
        StampClock clock = new StampClock(60 * SECOND);
        for (int i = 0; i < 20_000; i++) {
            long bus = i * 10L * MS;
            assertEquals(bus + MS, clock.toMono((bus + 30 * SECOND) % (60 * SECOND), bus + MS));
        }
    }

    @Test
    void beginsAnewAfterASilenceInWhichAnAdaptersMinuteWentRound() {
        for (long silence : new long[] {45, 59, 60, 61, 75, 150, 3_600}) {
            StampClock clock = new StampClock(60 * SECOND);
            for (int i = 0; i < 2_000; i++) {
                long bus = 3 * SECOND + i * 10L * MS + (i < 1_000 ? 0 : silence * SECOND);
                long mono = clock.toMono(bus % (60 * SECOND), bus + MS);
                assertTrue(
                        Math.abs(mono - bus) <= 10 * MS,
                        () -> "off by " + (mono - bus) / MS + " ms after " + silence + " s");
            }
        }
    }

    @Test
    void noticesAClockThatWasSetBackWhileTheBusWasSilent() {
        StampClock clock = new StampClock(0);
        for (int i = 0; i < 2_000; i++) {
            long bus = SECOND + i * 10L * MS + (i < 1_000 ? 0 : 600 * SECOND);
            long mono = clock.toMono(bus + OFF - (i < 1_000 ? 0 : 300 * SECOND), bus + MS);
            assertTrue(Math.abs(mono - bus) <= 10 * MS);
        }
    }

    @Test
    void neverGoesBackAndNeverBeyondTheArrival() {
        StampClock clock = new StampClock(0);
        Random random = new Random(3);
        long arrival = 0;
        long before = Long.MIN_VALUE;
        for (int i = 0; i < 100_000; i++) {
            arrival += random.nextLong(20 * MS);
            long mono = clock.toMono(random.nextLong(OFF), arrival);
            assertTrue(mono >= before && mono <= arrival);
            before = mono;
        }
    }
}
