package io.cartelem.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.ClockAnchor.Trust;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;

class AnchorKeeperTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    private final AnchorKeeper keeper = new AnchorKeeper();

    @BeforeEach
    void start() {
        keeper.start(new ClockAnchor(0, NOON, Trust.SYSTEM));
    }

    @Test
    void adoptsTheFirstSatelliteTimeAtOnce() {
        assertEquals(
                Optional.of(new ClockAnchor(SECOND, NOON, Trust.GPS)),
                keeper.trusted(SECOND, NOON));
    }

    @Test
    void staysStillWhileSentencesArriveWithVaryingDelay() {
        Random random = new Random(7);
        int anchors = 0;
        for (int i = 0; i < 6_000; i++) {
            long delay = 100_000_000L + random.nextInt(40_000_000);
            if (keeper.trusted(i * SECOND / 10 + delay, NOON.plusMillis(i * 100L)).isPresent()) {
                anchors++;
            }
        }

        assertEquals(1, anchors);
    }

    @Test
    void followsAClockThatDrifts() {
        // 200 ppm fast: 50 ms are reached every 250 s.
        int anchors = 0;
        for (int second = 0; second < 1_000; second++) {
            long mono = second * SECOND + second * 200_000L;
            if (keeper.trusted(mono, NOON.plusSeconds(second)).isPresent()) {
                anchors++;
            }
        }

        assertTrue(anchors >= 3 && anchors <= 5, "anchors: " + anchors);
    }

    @Test
    void followsALeapOfSatelliteTimeAtOnce() {
        var _ = keeper.trusted(SECOND, NOON);

        assertTrue(keeper.trusted(2 * SECOND, NOON.plusSeconds(1024L * 7 * 86_400)).isPresent());
    }

    @Test
    void noticesThatTheMachineSlept() {
        Optional<ClockAnchor> anchor =
                keeper.system(9 * SECOND, NOON.plusSeconds(600), NOON.plusSeconds(9));

        assertEquals(Trust.AFTER_SLEEP, anchor.orElseThrow().trust());
    }

    @Test
    void followsTheComputersClockOnlyWithoutSatellites() {
        Instant stepped = NOON.plusSeconds(9).minusMillis(700);
        assertEquals(
                Trust.SYSTEM,
                keeper.system(9 * SECOND, stepped, NOON.plusSeconds(9)).orElseThrow().trust());
        assertTrue(keeper.system(10 * SECOND, stepped.plusMillis(1_050), stepped).isEmpty());

        var _ = keeper.trusted(11 * SECOND, NOON);
        assertTrue(keeper.system(12 * SECOND, stepped, stepped.plusMillis(700)).isEmpty());
    }

    @Test
    void followsAComputersClockThatDriftsSlowly() {
        int anchors = 0;
        for (int second = 1; second <= 1_000; second++) {
            Instant utc = NOON.plusSeconds(second).plusNanos(second * 200_000L);
            if (keeper.system(second * SECOND, utc, utc.minusNanos(200_000)).isPresent()) {
                anchors++;
            }
        }

        assertEquals(3, anchors);
    }
}
