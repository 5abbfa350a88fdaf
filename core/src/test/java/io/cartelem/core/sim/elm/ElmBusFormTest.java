package io.cartelem.core.sim.elm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.ObdProtocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.HexFormat;

/// How the adapter prints what the other buses say: 29-bit CAN, K-line, J1850.
@Timeout(300)
class ElmBusFormTest {
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    @Test
    void speaksThe29BitForm() throws Exception {
        CarSettings car = CarSettings.usual().withProtocol(ObdProtocol.CAN_29_500);
        try (AdapterBench bench = AdapterBench.of(car, ElmProfile.genuine()).ready()) {
            bench.ask("ATH1");
            assertEquals(
                    "18 DA F1 10 06 41 00 BE 7F B8 13 00 \r18 DA F1 18 06 41 00 80 18 00 01 00 \r\r>",
                    bench.ask("0100"));
            bench.ask("ATSHDA18F1");
            assertEquals("18 DA F1 18 06 41 00 80 18 00 01 00 \r\r>", bench.ask("0100"));
            bench.ask("ATSHDB33F1");
            assertEquals(4, bench.ask("0100").split("\r").length);
        }
    }

    @Test
    void speaksKLineAndJ1850WithTheirHeadersAndChecksums() throws Exception {
        CarSettings oneUnit = CarSettings.usual().withTwoEcus(false);
        try (AdapterBench bench =
                AdapterBench.of(
                        oneUnit.withProtocol(ObdProtocol.ISO_9141_2), ElmProfile.genuine())) {
            bench.ask("ATE0");
            bench.ask("ATSP3");
            assertEquals("BUS INIT: ...OK\r41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
            bench.ask("ATH1");
            assertEquals("48 6B 10 41 00 BE 7F B8 13 0C \r\r>", bench.ask("0100"));
            assertEquals("48 6B 10 43 00 00 00 00 00 00 06 \r\r>", bench.ask("03"));
            bench.ask("ATH0");
            assertEquals(
                    "49 02 01 00 00 00 43 \r49 02 02 41 52 54 45 \r49 02 03 4C 45 4D 30 \r"
                            + "49 02 04 53 4D 30 30 \r49 02 05 30 30 30 31 \r\r>",
                    bench.ask("0902"));
            assertEquals("NO DATA\r\r>", bench.ask("010C0D"));
            assertEquals("NO DATA\r\r>", bench.ask("0A"));
        }
        try (AdapterBench bench =
                AdapterBench.of(oneUnit.withProtocol(ObdProtocol.KWP_FAST), ElmProfile.genuine())) {
            bench.ask("ATE0");
            bench.ask("ATSP5");
            assertEquals("BUS INIT: OK\r41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
            bench.ask("ATH1");
            assertEquals("86 F1 10 41 00 BE 7F B8 13 D0 \r\r>", bench.ask("0100"));
        }
        try (AdapterBench bench =
                AdapterBench.of(oneUnit.withProtocol(ObdProtocol.J1850_PWM), ElmProfile.genuine())
                        .ready()) {
            bench.ask("ATH1");
            String reply = bench.ask("0100");
            byte[] frame = SPACED.parseHex(reply.substring(0, reply.indexOf(" \r")));
            assertTrue(reply.startsWith("41 6B 10 41 00 BE 7F B8 13 "), reply);
            assertEquals(0xC4, j1850Residue(frame), "J1850 CRC over data and CRC");
        }
    }

    /// SAE J1850: the CRC register over a message and its CRC ends at C4.
    private static int j1850Residue(byte[] bytes) {
        int crc = 0xFF;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = ((crc << 1) ^ ((crc & 0x80) != 0 ? 0x1D : 0)) & 0xFF;
            }
        }
        return crc;
    }
}
