package io.cartelem.core.mesh.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirtimeTest {
    private static final int[] PAYLOADS = {20, 28, 40, 80, 231};

    @ParameterizedTest
    @CsvSource({
        "LONG_FAST, 559, 641, 723, 1010, 2157",
        "MEDIUM_FAST, 160, 181, 211, 304, 642",
        "SHORT_FAST, 48, 55, 63, 91, 204",
        "SHORT_TURBO, 24, 28, 32, 46, 102"
    })
    void agreesWithThePublishedTable(ModemPreset preset, int a, int b, int c, int d, int e) {
        int[] expected = {a, b, c, d, e};
        for (int i = 0; i < PAYLOADS.length; i++) {
            assertEquals(
                    expected[i],
                    Airtime.seconds(PAYLOADS[i], preset.modulation()) * 1000,
                    1,
                    preset + " " + PAYLOADS[i]);
        }
    }

    @Test
    void countsTheSecondLengthByte() {
        assertEquals(150, Airtime.onAirLength(127));
        assertEquals(152, Airtime.onAirLength(128));
        assertEquals(255, Airtime.onAirLength(Airtime.LARGEST_PAYLOAD));
    }

    @Test
    void sendsFewerBitsASymbolWhereSymbolsAreLong() {
        // SF 12 at 125 kHz, 4/8: 74 bytes on air are 560 payload bits over 40 a block, 14 blocks.
        assertEquals(
                (20.25 + 8 + 15 * 8) * 4096 / 125_000.0,
                Airtime.seconds(51, ModemPreset.LONG_SLOW.modulation()),
                1e-9);
    }

    @Test
    void refusesWhatNoModemSends() {
        Modulation modulation = ModemPreset.SHORT_FAST.modulation();
        assertThrows(IllegalArgumentException.class, () -> Airtime.seconds(256, modulation));
        assertThrows(IllegalArgumentException.class, () -> Airtime.seconds(-1, modulation));
        assertThrows(IllegalArgumentException.class, () -> new Modulation(250_000, 13, 5));
        assertThrows(IllegalArgumentException.class, () -> new Modulation(250_000, 7, 4));
        assertThrows(IllegalArgumentException.class, () -> new Modulation(Double.NaN, 7, 5));
    }
}
