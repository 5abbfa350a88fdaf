package io.cartelem.core.obd.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

class IsoTpTest {
    private static final int ENGINE = 0x7E8;
    private static final int GEARBOX = 0x7E9;

    private static Frame frame(int ecu, String hex) {
        return new Frame(ecu, true, HexFormat.of().parseHex(hex));
    }

    private static Message message(Decode<Message> decode) {
        return (Message) assertInstanceOf(Decode.Decoded.class, decode).value();
    }

    private static String hex(Decode<Message> decode) {
        return HexFormat.of().withUpperCase().formatHex(message(decode).payload());
    }

    @Test
    void cutsASingleFrameToItsLength() {
        List<Decode<Message>> results = IsoTp.assemble(List.of(frame(ENGINE, "03410D37AAAAAAAA")));
        assertEquals("410D37", hex(results.getFirst()));
    }

    /// VIN of 17 characters in three frames, padded.
    @Test
    void joinsSegmentsAndDropsThePadding() {
        List<Decode<Message>> results =
                IsoTp.assemble(
                        List.of(
                                frame(ENGINE, "1014490201314434"),
                                frame(ENGINE, "2147503030523535"),
                                frame(ENGINE, "2242313233343536")));
        assertEquals("4902013144344750303052353542313233343536", hex(results.getFirst()));
        assertEquals(1, results.size());
    }

    @Test
    void keepsInterleavedControlUnitsApart() {
        List<Decode<Message>> results =
                IsoTp.assemble(
                        List.of(
                                frame(ENGINE, "1008410102030405"),
                                frame(GEARBOX, "1009411112131415"),
                                frame(GEARBOX, "21161718"),
                                frame(ENGINE, "210607")));
        assertEquals("411112131415161718", hex(results.get(0)));
        assertEquals(GEARBOX, message(results.get(0)).ecu());
        assertEquals("4101020304050607", hex(results.get(1)));
    }

    @Test
    void wrapsTheNumberFromFTo0() {
        List<Frame> frames = new ArrayList<>();
        int length = 6 + 7 * 20;
        frames.add(frame(ENGINE, "10%02X000000000000".formatted(length)));
        for (int i = 1; i <= 20; i++) {
            frames.add(frame(ENGINE, "2%X".formatted(i & 0x0F) + "%02X".formatted(i).repeat(7)));
        }
        Message message = message(IsoTp.assemble(frames).getFirst());
        assertEquals(length, message.payload().length);
        assertEquals(20, message.payload()[length - 1]);
    }

    @Test
    void rejectsLostAndSwappedFrames() {
        List<Decode<Message>> lost =
                IsoTp.assemble(
                        List.of(
                                frame(ENGINE, "1014490201314434"),
                                frame(ENGINE, "2242313233343536")));
        assertInstanceOf(Decode.Rejected.class, lost.getFirst());
        assertEquals(1, lost.size());

        List<Decode<Message>> swapped =
                IsoTp.assemble(
                        List.of(
                                frame(ENGINE, "1014490201314434"),
                                frame(ENGINE, "2242313233343536"),
                                frame(ENGINE, "2147503030523535")));
        assertTrue(swapped.stream().allMatch(Decode.Rejected.class::isInstance));
    }

    @Test
    void saysWhatIsMissingAtTheEnd() {
        List<Decode<Message>> results = IsoTp.assemble(List.of(frame(ENGINE, "1014490201314434")));
        Decode.Incomplete<?> missing =
                assertInstanceOf(Decode.Incomplete.class, results.getFirst());
        assertEquals("ECU 7E8 sent 6 of 20 bytes", missing.reason());
        assertEquals(6, missing.bytes().length);
    }

    @Test
    void aNewMessageEndsAnUnfinishedOne() {
        List<Decode<Message>> results =
                IsoTp.assemble(
                        List.of(
                                frame(ENGINE, "1014490201314434"),
                                frame(ENGINE, "03410D37"),
                                frame(ENGINE, "2147503030523535")));
        assertInstanceOf(Decode.Incomplete.class, results.get(0));
        assertEquals("410D37", hex(results.get(1)));
        assertInstanceOf(Decode.Rejected.class, results.get(2));
    }

    @Test
    void rejectsImpossibleLengthsAndControlBytes() {
        for (String bad :
                List.of(
                        "00",
                        "08410D3700000000",
                        "04410D37",
                        "100741020304",
                        "1007010203040506",
                        "1014490201",
                        "300000",
                        "40410D37",
                        "2141")) {
            List<Decode<Message>> results = IsoTp.assemble(List.of(frame(ENGINE, bad)));
            assertEquals(1, results.size(), bad);
            assertInstanceOf(Decode.Rejected.class, results.getFirst(), bad);
        }
        assertInstanceOf(
                Decode.Rejected.class,
                IsoTp.assemble(List.of(new Frame(ENGINE, true, new byte[0]))).getFirst());
    }

    @Test
    void rejectsAConsecutiveFrameThatIsCut() {
        List<Decode<Message>> results =
                IsoTp.assemble(List.of(frame(ENGINE, "1014490201314434"), frame(ENGINE, "214750")));
        assertInstanceOf(Decode.Rejected.class, results.getFirst());
    }

    @Test
    void passesWholeMessagesOfOtherBuses() {
        byte[] data = HexFormat.of().parseHex("410C1AF8");
        List<Decode<Message>> results = IsoTp.assemble(List.of(new Frame(0x10, false, data)));
        assertArrayEquals(data, message(results.getFirst()).payload());
    }

    @Test
    void tellsAnswersRefusalsAndPatience() {
        assertEquals(
                "0C1AF8",
                HexFormat.of()
                        .withUpperCase()
                        .formatHex(((ObdReply.Positive) reply("410C1AF8")).data()));
        ObdReply.Negative refused = (ObdReply.Negative) reply("7F0112");
        assertEquals(0x12, refused.code());
        assertEquals(false, refused.pending());
        assertEquals(true, ((ObdReply.Negative) reply("7F0178")).pending());
        assertEquals(0x11, ((ObdReply.Negative) reply("7F010C00000011")).code());
        for (String foreign : List.of("", "7F01", "7F0912", "49020131", "010C")) {
            assertInstanceOf(Decode.Rejected.class, read(foreign), foreign);
        }
    }

    private static Decode<ObdReply> read(String hex) {
        return ObdReply.read(new Message(ENGINE, HexFormat.of().parseHex(hex)), 1);
    }

    private static ObdReply reply(String hex) {
        return (ObdReply) assertInstanceOf(Decode.Decoded.class, read(hex)).value();
    }
}
