package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class CarClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Instant TRUTH = Instant.parse("2026-06-14T13:00:00Z");
    private static final Duration WAY = Duration.ofMillis(400);

    private final CarClock clock = new CarClock();

    /// A packet of the `second`th second comes to a computer whose clock is `ahead`; the date is
    /// put to its time of day as the receiver does it.
    ///
    /// @return its age
    private Duration heard(long second, Duration ahead) {
        Instant measured = TRUTH.plusSeconds(second);
        Instant utc = measured.plus(WAY).plus(ahead);
        Instant near = clock.carUtc(utc);
        long days = Math.round(Duration.between(measured, near).toSeconds() / 86_400.0);
        Instant dated = measured.plus(Duration.ofDays(days));
        long nowNs = second * SECOND + WAY.toNanos();
        clock.heard(dated, utc, nowNs);
        return Duration.ofNanos(nowNs - clock.monoOf(dated, utc, nowNs));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_000, -3, 3, 3_000})
    void keepsAgesRightWhenTheCarTellsItsDateLate(int daysAhead) {
        Duration ahead = Duration.ofDays(daysAhead);
        for (int second = 0; second < 20; second++) {
            assertEquals(WAY, heard(second, ahead));
        }
        clock.date(TRUTH.plusSeconds(20), TRUTH.plusSeconds(20).plus(ahead));
        for (int second = 21; second < 200; second++) {
            Duration age = heard(second, ahead);
            assertEquals(Duration.ZERO, age, () -> "with the date told, the least age is none");
        }
    }

    @Test
    void forgetsNothingWhenTheDateIsToldAgain() {
        Duration ahead = Duration.ofDays(3);
        clock.date(TRUTH, TRUTH.plus(ahead));
        assertEquals(Duration.ZERO, heard(1, ahead));
        Instant slow = TRUTH.plusSeconds(2);
        Instant late = slow.plus(ahead).plusSeconds(4);
        clock.date(TRUTH.plusSeconds(5), TRUTH.plusSeconds(6).plus(ahead));
        clock.heard(slow, late, 6 * SECOND);
        long age = 6 * SECOND - clock.monoOf(slow, late, 6 * SECOND);
        assertEquals(Duration.ofSeconds(4).minus(WAY), Duration.ofNanos(age));
    }
}
