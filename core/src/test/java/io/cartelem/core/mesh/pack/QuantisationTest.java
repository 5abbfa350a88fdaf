package io.cartelem.core.mesh.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Random;

class QuantisationTest {

    @Test
    void staysWithinTheToleranceItStates() {
        Random random = new Random(1);
        for (int bits = 16; bits <= 32; bits++) {
            Quantisation.Floating floating = new Quantisation.Floating(bits);
            for (int i = 0; i < 5_000; i++) {
                double value = random.nextGaussian() * Math.pow(10, random.nextInt(70) - 33);
                long code = floating.code(value);
                assertTrue(floating.valid(code));
                assertTrue(
                        Math.abs(floating.value(code) - value) <= floating.tolerance(value),
                        bits + " bits: " + value + " came as " + floating.value(code));
            }
        }
    }

    @Test
    void goesNoFurtherThanTheLargestFloat() {
        for (int bits = 16; bits <= 32; bits++) {
            Quantisation.Floating floating = new Quantisation.Floating(bits);
            for (double huge : new double[] {1e300, -1e300, Double.POSITIVE_INFINITY}) {
                long code = floating.code(huge);
                assertTrue(floating.valid(code), bits + " " + huge);
                assertFalse(floating.covers(huge));
                assertEquals(Math.signum(huge), Math.signum(floating.value(code)));
                assertTrue(Math.abs(floating.value(code)) > 3e38);
            }
        }
    }

    @Test
    void refusesCodesThatAreNoNumber() {
        Quantisation.Floating floating = new Quantisation.Floating(16);
        assertFalse(floating.valid(0x7F80));
        assertFalse(floating.valid(0xFFC0));
        assertFalse(floating.valid(0x1_0000));
        assertTrue(floating.valid(0x7F7F));
    }

    @Test
    void turnsAHeadingAllTheWayRound() {
        Quantisation heading = Reference.builtIn("gps", "heading_deg").quantisation();
        assertEquals(0, heading.code(359.9));
        assertEquals(0, heading.code(360));
        assertEquals(999, heading.code(-0.3));
        assertEquals(359.64, heading.value(999));
        assertTrue(heading.covers(360));
        assertFalse(heading.covers(370));
    }

    @Test
    void countsAValueJustBesideTheRangeAsInIt() {
        Quantisation speed = Reference.builtIn("gps", "speed_kph").quantisation();
        assertTrue(speed.covers(409.54));
        assertFalse(speed.covers(409.6));
        assertTrue(speed.covers(-0.04));
        assertEquals(0, speed.code(-0.04));
        assertEquals(4095, speed.code(Double.POSITIVE_INFINITY));
        assertEquals(0, speed.code(Double.NEGATIVE_INFINITY));
    }

    @Test
    void keepsDecimalsClean() {
        Quantisation latitude = Reference.builtIn("gps", "latitude").quantisation();
        assertEquals(50.335612, latitude.value(latitude.code(50.3356121)));
        Quantisation volts = Reference.builtIn("obd", "battery_voltage").quantisation();
        assertEquals(13.84, volts.value(volts.code(13.849)));
    }

    @Test
    void refusesStepsThatAreNone() {
        assertThrows(
                IllegalArgumentException.class, () -> new Quantisation.Steps(0, 0, 1, 0, false));
        assertThrows(
                IllegalArgumentException.class, () -> new Quantisation.Steps(0, 1, 0, 0, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Quantisation.Steps(0, 1, 1L << 32, 0, false));
        assertThrows(
                IllegalArgumentException.class, () -> new Quantisation.Steps(0, 1, 1, 10, false));
        assertThrows(IllegalArgumentException.class, () -> new Quantisation.Floating(33));
    }
}
