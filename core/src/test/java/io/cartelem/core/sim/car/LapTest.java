package io.cartelem.core.sim.car;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class LapTest {
    private static final double METRES_PER_DEGREE = 111_000;
    private final Lap lap = Lap.tianma();

    @Test
    void isTheRealLap() {
        assertEquals(75.9, lap.seconds(), 0.05);
        assertEquals(1_988, lap.length(), 5);
        assertEquals(31.0789, lap.at(0).latitude(), 1e-3);
    }

    @Test
    void returnsToItsStartWithoutAStep() {
        Lap.Point end = lap.at(lap.seconds() - 1e-4);
        Lap.Point start = lap.at(0);

        assertEquals(start.latitude(), end.latitude(), 1e-7);
        assertEquals(start.longitude(), end.longitude(), 1e-7);
        assertEquals(start.speed(), end.speed(), 0.05);
        assertEquals(start.rpm(), end.rpm(), 5);
        assertEquals(start.heading(), end.heading(), 0.1);
        assertEquals(lap.at(3.3).rpm(), lap.at(3.3 + lap.seconds() * 4).rpm(), 1e-6, "repeats");
    }

    @Test
    void movesAsFastAsItSaysAndWhereItHeads() {
        double step = 0.02;
        for (double t = 0; t < lap.seconds() * 1.2; t += step) {
            Lap.Point from = lap.at(t);
            Lap.Point to = lap.at(t + step);
            double north = (to.latitude() - from.latitude()) * METRES_PER_DEGREE;
            double east =
                    (to.longitude() - from.longitude())
                            * METRES_PER_DEGREE
                            * Math.cos(Math.toRadians(from.latitude()));
            assertEquals(from.speed(), Math.hypot(north, east) / step, 0.7, "speed at " + t);
            double course = Math.toDegrees(Math.atan2(east, north));
            double off = (course - from.heading() + 540) % 360 - 180;
            assertEquals(0, off, 8, "heading at " + t);
        }
    }

    @Test
    void distanceIsTheIntegralOfSpeed() {
        double sum = 0;
        double step = 0.01;
        for (double t = 0; t < 20; t += step) {
            sum += lap.at(t + step / 2).speed() * step;
            assertEquals(sum, lap.distance(t + step), 0.05);
        }
        assertEquals(lap.length() * 3, lap.distance(lap.seconds() * 3), 1e-6);
    }

    @Test
    void refusesWhatIsNoLap() {
        assertThrows(IllegalStateException.class, () -> Lap.fromResource("nowhere.csv"));
        assertThrows(
                IllegalArgumentException.class, () -> Lap.parse(List.of("# empty"), "empty.csv"));
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Lap.parse(List.of("1,2,3"), "short.csv"));
        assertTrue(e.getMessage().contains("short.csv"), e.getMessage());
    }
}
