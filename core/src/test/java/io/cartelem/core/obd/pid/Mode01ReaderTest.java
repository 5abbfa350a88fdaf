package io.cartelem.core.obd.pid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.obd.iso.Decode;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

class Mode01ReaderTest {
    private static final Mode01Reader TWO_BANKS = new Mode01Reader(PidTable.standard(), false);
    private static final Mode01Reader FOUR_BANKS = new Mode01Reader(PidTable.standard(), true);

    private static Decode<List<PidData>> read(Mode01Reader reader, String hex, Integer... asked) {
        return reader.read(HexFormat.of().parseHex(hex), Set.of(asked));
    }

    private static List<PidData> decoded(Decode<List<PidData>> decode) {
        return assertInstanceOf(Decode.Decoded.class, decode).value() instanceof List<?> list
                ? list.stream().map(PidData.class::cast).toList()
                : List.of();
    }

    private static void rejected(Decode<List<PidData>> decode) {
        assertInstanceOf(Decode.Rejected.class, decode);
    }

    /// The reply of the reference: 04 05 0B 0C in one request.
    @Test
    void takesAReplyToSeveralPidsApart() {
        List<PidData> found =
                decoded(read(TWO_BANKS, "043F05440B210C17B8", 0x04, 0x05, 0x0B, 0x0C));
        assertEquals(4, found.size());
        assertEquals(0x0C, found.getLast().pid().number());
        assertArrayEquals(new byte[] {0x17, (byte) 0xB8}, found.getLast().bytes());
    }

    @Test
    void takesThemInAnyOrderAndWithoutTheUnsupportedOnes() {
        List<PidData> found = decoded(read(TWO_BANKS, "0D370C1AF8", 0x04, 0x0C, 0x0D));
        assertEquals(List.of(0x0D, 0x0C), found.stream().map(data -> data.pid().number()).toList());
    }

    @Test
    void refusesInsteadOfPadding() {
        rejected(read(TWO_BANKS, "0C1A", 0x0C));
        rejected(read(TWO_BANKS, "0D370C1A", 0x0C, 0x0D));
        rejected(read(TWO_BANKS, "0C", 0x0C));
        rejected(read(TWO_BANKS, "", 0x0C));
    }

    @Test
    void refusesWhatWasNotAskedForAndWhatComesTwice() {
        rejected(read(TWO_BANKS, "0D37", 0x0C));
        rejected(read(TWO_BANKS, "0D370D38", 0x0C, 0x0D));
        rejected(read(TWO_BANKS, "0C1AF800", 0x0C));
        rejected(read(TWO_BANKS, "FF00", 0xFF));
    }

    @Test
    void readsTrimsOfTwoBytesWhereTheCarSupportsPid1D() {
        List<PidData> two = decoded(read(FOUR_BANKS, "0680900C1AF8", 0x06, 0x0C));
        assertEquals(2, two.getFirst().bytes().length);
        List<PidData> one = decoded(read(TWO_BANKS, "06800C1AF8", 0x06, 0x0C));
        assertEquals(1, one.getFirst().bytes().length);
        rejected(read(TWO_BANKS, "0680900C1AF8", 0x06, 0x0C));
    }

    @Test
    void acceptsEitherLengthOfATrimThatCameAlone() {
        assertEquals(2, decoded(read(TWO_BANKS, "068090", 0x06)).getFirst().bytes().length);
        assertEquals(1, decoded(read(TWO_BANKS, "5580", 0x55)).getFirst().bytes().length);
        rejected(read(TWO_BANKS, "06809000", 0x06));
        rejected(read(FOUR_BANKS, "5580", 0x55));
    }

    @Test
    void asksForSecondaryTrimsAloneWhereTheirLengthIsNotCertain() {
        assertFalse(TWO_BANKS.lengthCertain(0x55));
        assertTrue(FOUR_BANKS.lengthCertain(0x55));
        assertTrue(TWO_BANKS.lengthCertain(0x06));
    }

    @Test
    void collectsSupportedPidsOverAllControlUnits() {
        SupportedPids supported = new SupportedPids();
        assertTrue(supported.isEmpty());
        assertTrue(supported.announces(0));
        supported.add(0x7E9, 0, HexFormat.of().parseHex("00180000"));
        supported.add(0x7E8, 0, HexFormat.of().parseHex("00080001"));
        assertEquals(OptionalInt.of(0x7E8), supported.owner(0x0D));
        assertEquals(OptionalInt.of(0x7E9), supported.owner(0x0C));
        assertTrue(supported.owner(0x01).isEmpty());
        assertTrue(supported.announces(0x20));
        assertFalse(supported.announces(0x40));
        supported.add(0x7E8, 0xE0, HexFormat.of().parseHex("FFFFFFFF"));
        assertTrue(supported.supports(0xFF));
        assertFalse(supported.announces(0x100));
        assertThrows(IllegalArgumentException.class, () -> supported.add(0x7E8, 1, new byte[4]));
        assertThrows(IllegalArgumentException.class, () -> supported.add(0x7E8, 0, new byte[3]));
    }
}
