package io.cartelem.core.mesh.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class DutyMeterTest {
    private static final long SECOND = 1_000_000_000L;

    private final DutyMeter meter = new DutyMeter();

    @Test
    void forgetsWhatIsAnHourOld() {
        meter.sent(7 * SECOND, 10);
        assertEquals(10, meter.usedSeconds(3_606 * SECOND));
        assertEquals(0, meter.usedSeconds(3_615 * SECOND));
    }

    @Test
    void forgetsEverythingAfterALongSilence() {
        meter.sent(0, 10);
        meter.sent(500 * SECOND, 10);
        assertEquals(0, meter.usedSeconds(500_000 * SECOND));
    }

    @Test
    void tellsHowLongToWait() {
        meter.sent(2 * SECOND, 4);
        meter.sent(100 * SECOND, 5);
        assertEquals(Optional.of(Duration.ZERO), meter.waitFor(200 * SECOND, 1, 10));
        Duration wait = meter.waitFor(200 * SECOND, 2, 10).orElseThrow();
        assertTrue(meter.usedSeconds(200 * SECOND + wait.toNanos()) <= 8, wait.toString());
        assertTrue(wait.compareTo(Duration.ofSeconds(3_410)) <= 0, wait.toString());
        assertTrue(wait.compareTo(Duration.ofSeconds(3_402)) >= 0, wait.toString());
    }

    @Test
    void knowsWhatNeverFits() {
        assertEquals(Optional.empty(), meter.waitFor(0, 2, 1));
        assertEquals(Optional.empty(), meter.waitFor(0, 0.1, 0));
    }

    @Test
    void believesTheNodeWhereItCountsMore() {
        meter.sent(0, 5);
        meter.reported(SECOND, 1);
        assertEquals(36, meter.usedSeconds(2 * SECOND));
        meter.sent(7 * SECOND, 2);
        assertEquals(38, meter.usedSeconds(7 * SECOND));
        assertEquals(Optional.of(Duration.ofSeconds(3_594)), meter.waitFor(7 * SECOND, 1, 38));
        assertEquals(2, meter.usedSeconds(3_606 * SECOND));
    }

    @Test
    void ignoresAReportThatCannotBe() {
        meter.reported(0, Double.NaN);
        meter.reported(0, 250);
        assertEquals(0, meter.usedSeconds(SECOND));
    }
}
