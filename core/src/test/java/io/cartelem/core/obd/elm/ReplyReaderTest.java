package io.cartelem.core.obd.elm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// From lines of text to whole messages, in every form.
class ReplyReaderTest {

    private static String read(HeaderForm form, String... lines) {
        StringBuilder text = new StringBuilder();
        for (Decode<Message> decode : ReplyReader.messages(List.of(lines), form)) {
            text.append(text.isEmpty() ? "" : " | ")
                    .append(
                            switch (decode) {
                                case Decode.Decoded<Message>(Message message) ->
                                        "%X:%s"
                                                .formatted(
                                                        message.ecu(),
                                                        HexFormat.of()
                                                                .withUpperCase()
                                                                .formatHex(message.payload()));
                                case Decode.Incomplete<Message>(String why, byte[] bytes) -> why;
                                case Decode.Rejected<Message>(String why, byte[] bytes) -> why;
                            });
        }
        return text.toString();
    }

    @Test
    void readsElevenBitFramesWithAndWithoutSpaces() {
        assertEquals("7E8:410C1AF8", read(HeaderForm.CAN_11, "7E804410C1AF8"));
        assertEquals("7E8:410C1AF8", read(HeaderForm.CAN_11, "7E8 04 41 0C 1A F8 55 55 55"));
        assertEquals("7E8:410C1AF8", read(HeaderForm.CAN_11, "7e8 04 41 0c 1a f8"));
    }

    @Test
    void readsTwentyNineBitFrames() {
        assertEquals("18DAF110:410C1AF8", read(HeaderForm.CAN_29, "18DAF11004410C1AF8AAAAAA"));
        assertEquals("18DAF110:410C1AF8", read(HeaderForm.CAN_29, "18 DA F1 10 04 41 0C 1A F8"));
    }

    /// Header, data and sum as an ISO 9141-2 car sends them.
    @Test
    void readsIso9141FramesAndChecksTheirSum() {
        assertEquals("10:410C1AF8", read(HeaderForm.ISO_9141, "48 6B 10 41 0C 1A F8 22"));
        assertEquals(
                "the check byte is wrong", read(HeaderForm.ISO_9141, "48 6B 10 41 0C 1A F9 22"));
    }

    @Test
    void readsKwpFramesAndChecksLengthAndSum() {
        assertEquals("10:410C1AF8", read(HeaderForm.KWP, "84 F1 10 41 0C 1A F8 E4"));
        assertEquals(
                "the format byte does not fit the frame",
                read(HeaderForm.KWP, "85 F1 10 41 0C 1A F8 E5"));
    }

    /// The example of the ELM327 data sheet, and the same with the header of PWM.
    @Test
    void readsJ1850FramesAndChecksTheirCrc() {
        assertEquals("10:4100BE3EB811", read(HeaderForm.J1850, "48 6B 10 41 00 BE 3E B8 11 FA"));
        assertEquals("10:4100BE3EB811", read(HeaderForm.J1850, "41 6B 10 41 00 BE 3E B8 11 90"));
        assertEquals(
                "the check byte is wrong", read(HeaderForm.J1850, "48 6B 10 41 00 BE 3E B8 10 FA"));
    }

    /// The catalogue of CRC algorithms gives 4Bh for these nine characters.
    @Test
    void computesTheCrcOfSaeJ1850() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x4B, FrameReader.crc8(check, check.length));
    }

    /// The example of the reference: a reply to four PIDs with the headers off.
    @Test
    void readsSegmentsWithoutHeaders() {
        assertEquals(
                "0:41043F05440B210C17B8",
                read(
                        HeaderForm.PLAIN_CAN,
                        "00A",
                        "0: 41 04 3F 05 44 0B",
                        "1: 21 0C 17 B8 00 00 00"));
        assertEquals("0:410C1AF8", read(HeaderForm.PLAIN_CAN, "41 0C 1A F8"));
        assertEquals("0:410C1AF8", read(HeaderForm.PLAIN, "41 0C 1A F8"));
    }

    @Test
    void refusesSegmentsOfTwoControlUnitsThatInterleave() {
        assertEquals(
                "the car sent 0 of 10 bytes | a segment is out of order or cut"
                        + " | a segment without its length | a segment without its length",
                read(
                        HeaderForm.PLAIN_CAN,
                        "00A",
                        "00A",
                        "1: 41 04 3F 05 44 0B",
                        "0: 41 04 3F 05 44 0B",
                        "1: 21 0C 17 B8 00 00 00"));
    }

    @Test
    void saysWhichSegmentsAreMissing() {
        assertEquals(
                "the car sent 6 of 10 bytes",
                read(HeaderForm.PLAIN_CAN, "00A", "0: 41 04 3F 05 44 0B"));
    }

    @Test
    void segmentsWithoutHeadersWrapFromFTo0() {
        StringBuilder expected = new StringBuilder("0:").append("11".repeat(6));
        String[] lines = new String[20];
        lines[0] = "%03X".formatted(6 + 18 * 7);
        lines[1] = "0: " + "11".repeat(6);
        for (int i = 1; i <= 18; i++) {
            lines[i + 1] = "%X: ".formatted(i & 0x0F) + "22".repeat(7);
            expected.append("22".repeat(7));
        }
        assertEquals(expected.toString(), read(HeaderForm.PLAIN_CAN, lines));
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoFrame(HeaderForm form) {
        for (String line : List.of("7", "7E8", "XYZ", "7E804410C1AF8000000000000", "7E8044")) {
            for (Decode<Message> decode : ReplyReader.messages(List.of(line), form)) {
                if (decode instanceof Decode.Decoded<Message>(Message message)) {
                    // a plain line of whole bytes may be a message
                    assertFalse(form != HeaderForm.PLAIN && form != HeaderForm.PLAIN_CAN, line);
                    assertTrue(message.payload().length > 0);
                }
            }
        }
        assertTrue(ReplyReader.messages(List.of(), form).isEmpty());
    }

    @Test
    void refusesIdentifiersThatCannotBe() {
        assertEquals("the line has no CAN identifier", read(HeaderForm.CAN_11, "FE80341"));
        assertEquals(
                "the line has no CAN identifier", read(HeaderForm.CAN_29, "FFDAF110" + "0341"));
        assertEquals(
                "a CAN frame has 1 to 8 whole bytes",
                read(HeaderForm.CAN_11, "7E8" + "00".repeat(9)));
        assertEquals(
                "a line without a header is no frame",
                ((Decode.Rejected<?>) FrameReader.read("410C", HeaderForm.PLAIN)).reason());
        assertEquals(
                "the line is too long for a frame",
                read(HeaderForm.KWP, "80F110" + "00".repeat(300)));
        assertEquals(
                "the line is too long for a message", read(HeaderForm.PLAIN, "00".repeat(4096)));
    }

    @ParameterizedTest
    @CsvSource({
        "A6, CAN_11_500",
        "6, CAN_11_500",
        "A, J1939",
        "AA, J1939",
        "3, ISO_9141_2",
        "a1, PWM"
    })
    void readsTheNumberOfTheProtocol(String answer, Protocol expected) {
        assertEquals(Optional.of(expected), Protocol.ofAnswer(answer));
    }

    @Test
    void knowsNoProtocolWhereThereIsNone() {
        for (String answer : List.of("", "0", "A0", "XX", "?", "AUTO")) {
            assertEquals(Optional.empty(), Protocol.ofAnswer(answer), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7E8 06 41 00 BE 3F B8 13, CAN_11_500",
        "18 DA F1 10 06 41 00 BE 3F B8 13, CAN_29_500",
        "48 6B 10 41 00 BE 3E B8 11 C9, ISO_9141_2",
        "48 6B 10 41 00 BE 3E B8 11 C3, ISO_9141_2",
        "41 6B 10 41 00 BE 3E B8 11 90, PWM",
        "86 F1 10 41 00 BE 1F B8 10 AA, KWP_FAST"
    })
    void guessesTheProtocolFromAFrame(String line, Protocol expected) {
        assertEquals(Optional.of(expected), Protocol.ofFrame(line));
    }

    @Test
    void tellsVpwFromIso9141ByItsCrc() {
        byte[] frame = HexFormat.of().parseHex("486B104100BE3EB811");
        String line = "486B104100BE3EB811%02X".formatted(FrameReader.crc8(frame, frame.length));
        assertEquals(Optional.of(Protocol.VPW), Protocol.ofFrame(line));
        assertEquals(Optional.empty(), Protocol.ofFrame("41 00 BE 3E"));
    }

    @Test
    void fallsBackInTheOrderOfTheReference() {
        StringBuilder order = new StringBuilder();
        Protocol.FALLBACK.forEach(protocol -> order.append(protocol.number()));
        assertEquals("681792345A", order.toString());
        assertInstanceOf(String.class, Protocol.PWM.title());
    }
}
