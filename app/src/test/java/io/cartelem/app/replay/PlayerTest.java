package io.cartelem.app.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlayerTest {
    private static final long MS = 1_000_000L;

    private final Player player = new Player();
    private long now = 5_000 * MS;

    @BeforeEach
    void load() {
        player.load(10_000 * MS);
        frame(0);
    }

    @Test
    void playsAtItsSpeedAndStopsAtTheEnd() {
        player.speedProperty().set(4.0);
        player.toggle();
        frame(100);
        assertEquals(400 * MS, player.positionProperty().get());
        player.seek(9_900 * MS);
        frame(100);
        assertEquals(10_000 * MS, player.positionProperty().get());
        assertFalse(player.playingProperty().get());
        player.toggle();
        assertEquals(0, player.positionProperty().get(), "from the end it starts again");
    }

    @Test
    void aHiddenWindowDoesNotLeap() {
        player.toggle();
        frame(60_000);
        assertEquals(250 * MS, player.positionProperty().get());
    }

    @Test
    void loopsItsRange() {
        player.range(3_000 * MS, 2_000 * MS);
        assertEquals(2_000 * MS, player.rangeFromProperty().get());
        player.loopingProperty().set(true);
        player.seek(2_950 * MS);
        player.toggle();
        frame(100);
        assertEquals(2_000 * MS, player.positionProperty().get());
        assertTrue(player.playingProperty().get());
        player.clearRange();
        assertFalse(player.hasRange());
    }

    @Test
    void theRangeIsSetFromThePosition() {
        player.seek(4_000 * MS);
        player.rangeFromHere();
        player.seek(6_000 * MS);
        player.rangeToHere();
        assertEquals(4_000 * MS, player.rangeFromProperty().get());
        assertEquals(6_000 * MS, player.rangeToProperty().get());
    }

    @Test
    void seekingStaysInsideAndSpeedsHaveEnds() {
        player.seek(-5);
        assertEquals(0, player.positionProperty().get());
        player.seek(Long.MAX_VALUE);
        assertEquals(10_000 * MS, player.positionProperty().get());
        player.changeSpeed(99);
        assertEquals(16.0, player.speedProperty().get());
        player.changeSpeed(-99);
        assertEquals(0.25, player.speedProperty().get());
    }

    private void frame(long millis) {
        now += millis * MS;
        player.advance(now);
    }
}
