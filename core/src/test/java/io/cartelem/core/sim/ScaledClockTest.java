package io.cartelem.core.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class ScaledClockTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private final ManualClock base = new ManualClock(Instant.EPOCH);

    @Test
    void runsAsManyTimesAsFast() {
        base.advance(Duration.ofSeconds(5));
        ScaledClock clock = new ScaledClock(base, 10, START);
        assertEquals(START, clock.utc());
        base.advance(Duration.ofSeconds(3));
        assertEquals(30_000_000_000L, clock.monoNs());
        assertEquals(START.plusSeconds(30), clock.utc());
        assertEquals(10, clock.speed());
    }

    @Test
    void pausesAreAsManyTimesShorter() throws Exception {
        ScaledClock clock = new ScaledClock(base, 20, START);
        CountDownLatch over = new CountDownLatch(1);
        Thread sleeper =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        clock.pause(Duration.ofSeconds(1));
                                        over.countDown();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        assertEquals(Duration.ofMillis(50), base.awaitPause(Duration.ofSeconds(60)));
        base.advance(Duration.ofMillis(49));
        assertEquals(1, over.getCount());
        base.advance(Duration.ofMillis(1));
        assertEquals(true, over.await(60, TimeUnit.SECONDS));
        sleeper.join();
    }

    @Test
    void refusesSpeedsThatAreNone() {
        for (double speed : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new ScaledClock(base, speed, START));
        }
    }
}
