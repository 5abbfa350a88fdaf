package io.cartelem.core.gps.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cartelem.core.gps.wire.UbxMessage;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;

/// The frames against the bytes of u-blox's descriptions.
class UbloxDriverTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    @Test
    void pollsTheVersion() {
        assertFrame("B5 62 0A 04 00 00 0E 34", UbloxDriver.POLL_VERSION);
    }

    @Test
    void setsTheRateByMessage() {
        assertFrame("B5 62 06 08 06 00 64 00 01 00 01 00 7A 12", UbloxDriver.rateByMessage(100));
        assertFrame("B5 62 06 08 06 00 C8 00 01 00 01 00 DE 6A", UbloxDriver.rateByMessage(200));
    }

    @Test
    void setsTheRateByKey() {
        assertFrame(
                "B5 62 06 8A 0A 00 00 01 00 00 01 00 21 30 64 00 51 B9",
                UbloxDriver.rateByKey(100));
    }

    @Test
    void setsTheBaudByKey() {
        assertFrame(
                "B5 62 06 8A 0C 00 00 01 00 00 01 00 52 40 00 C2 01 00 F3 A5",
                UbloxDriver.baudByKey(115_200));
    }

    @Test
    void setsTheBaudByPort() {
        assertFrame(
                "B5 62 06 00 14 00 01 00 00 00 D0 08 00 00 00 C2 01 00 07 00 03 00 00 00 00 00"
                        + " C0 7E",
                UbloxDriver.baudByPort(115_200));
    }

    @Test
    void turnsGllOff() {
        assertFrame("B5 62 06 01 03 00 F0 01 00 FB 11", UbxMessage.of(6, 1, 0xF0, 1, 0));
    }

    @Test
    void readsTheAcknowledgement() {
        assertFrame("B5 62 05 01 02 00 06 08 16 3F", UbxMessage.of(5, 1, 6, 8));
    }

    @Test
    void takesNoShortVersion() {
        assertNull(UbloxDriver.of(new UbxMessage(0x0A, 0x04, new byte[39])));
        assertNull(UbloxDriver.of(UbxMessage.of(5, 0, 0x0A, 0x04)));
        assertEquals("u-blox", UbloxDriver.of(new UbxMessage(0x0A, 0x04, new byte[40])).name());
    }

    private static void assertFrame(String hex, UbxMessage message) {
        assertEquals(hex, HEX.formatHex(message.encode()));
    }
}
