package io.cartelem.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cartelem.app.chart.Pyramid;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FixesTest {
    private final Pyramid latitude = new Pyramid(100);
    private final Pyramid longitude = new Pyramid(100);
    private final Fixes fixes = new Fixes();

    @Test
    void ofSeveralWithOneTimeTheFirstGoesWithTheFirst() {
        both(10, 1, 2, 3);
        assertEquals(List.of("10: 1.0 1.5", "10: 2.0 2.5", "10: 3.0 3.5"), joined());
    }

    @Test
    void eachIsHandedOverOnce() {
        both(10, 1);
        assertEquals(List.of("10: 1.0 1.5"), joined());
        assertEquals(List.of(), joined());
        both(10, 2);
        both(20, 3);
        assertEquals(List.of("10: 2.0 2.5", "20: 3.0 3.5"), joined());
    }

    @Test
    void aHalfWaitsForItsOtherHalf() {
        both(10, 1);
        latitude.add(10, 2);
        latitude.add(20, 3);
        assertEquals(List.of("10: 1.0 1.5"), joined());
        longitude.add(10, 2.5);
        longitude.add(20, 3.5);
        assertEquals(List.of("10: 2.0 2.5", "20: 3.0 3.5"), joined());
    }

    @Test
    void aHalfThatNeverComesCostsOnlyItsOwnPosition() {
        both(10, 1);
        latitude.add(20, 2);
        longitude.add(30, 9.5);
        both(40, 4);
        latitude.add(40, 5);
        both(50, 6);
        assertEquals(List.of("10: 1.0 1.5", "40: 4.0 4.5", "50: 6.0 6.5"), joined());
    }

    private void both(long timeNs, double... numbers) {
        for (double number : numbers) {
            latitude.add(timeNs, number);
            longitude.add(timeNs, number + 0.5);
        }
    }

    private List<String> joined() {
        List<String> said = new ArrayList<>();
        fixes.join(
                latitude, longitude, (t, north, east) -> said.add(t + ": " + north + " " + east));
        return said;
    }
}
