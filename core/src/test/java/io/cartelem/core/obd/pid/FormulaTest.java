package io.cartelem.core.obd.pid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static final byte[] DATA = {(byte) 0xFF, 0x38, 2, 3, 4};

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A; 255",
                "256*A+B; 65336",
                "(256*A+B)/4; 16334",
                "A-40; 215",
                "1+2*3; 7",
                "(1+2)*3; 9",
                "10-4-3; 3",
                "100/10/5; 2",
                "-A+1; -254",
                "2*-3; -6",
                "0.079*C; 0.158",
                "S16(A,B); -200",
                "S16(A,B)/4; -50",
                "( D * E ) ; 12"
            })
    void computesWhatTheExpressionSays(String text, double expected) {
        assertEquals(expected, Formula.compile(text).value(DATA), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A+",
                "(A",
                "A)",
                "a",
                "A B C +",
                "1..2",
                "S16(A",
                "S16(A,5)",
                "S32(A,B)",
                "A^2"
            })
    void saysWhereAnExpressionIsWrong(String text) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Formula.compile(text));
        assertTrue(e.getMessage().contains("at character"), e.getMessage());
    }

    @Test
    void refusesEndlessNesting() {
        String deep = "(".repeat(1000) + "A" + ")".repeat(1000);
        assertThrows(IllegalArgumentException.class, () -> Formula.compile(deep));
    }

    @Test
    void knowsHowManyBytesItReads() {
        assertEquals(1, Formula.compile("A*100/255").bytes());
        assertEquals(4, Formula.compile("(256*C+D)/256-128").bytes());
        assertEquals(2, Formula.compile("S16(A,B)").bytes());
        assertEquals(0, Formula.compile("5").bytes());
    }
}
