package io.cartelem.core.can.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class CandumpLineTest {
    private final CanReader reader = new CanReader();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(1436509052.249713) vcan0 044#2A366C2BBA      | 0 44 2A366C2BBA",
                "(1436509052.449847) vcan0 0F6#7ADFE07BD2      | 0 f6 7ADFE07BD2",
                "(1436509052.650004) vcan0 00000123#1122       | 0 123x 1122",
                "(1436509052.650004) vcan0 1FFFFFFF#           | 0 1fffffffx -",
                "(1436509052.650004) vcan0 7FF#                | 0 7ff -",
                "(1436509052.650004) vcan0 12345678#R          | 0 12345678x remote",
                "(1436509052.650004) vcan0 123#R8              | 0 123 remote",
                "(1436509052.650004) can0 20000088#0000000000000000 | 0 88x error",
                "(1436509052.650004) can0 123#1122334455667788 R | 0 123 1122334455667788",
                "(1436509052.650004) can0 123#11 T             | 0 123 11",
                "(1436509052.650004) can0 123#1122334455667788_F | 0 123 1122334455667788",
                "(1436509052.650004) can0 123##3112233         | 0 123 112233"
            })
    void readsWhatCandumpWrites(String line, String frame) {
        Lines lines = Lines.of(reader, line.strip() + "\n");
        assertEquals(List.of(frame.replace("-", "")), lines.frames);
        assertTrue(lines.rejected.isEmpty());
    }

    @Test
    void refusesALengthThatNoFlexibleFrameHas() {
        Lines lines = Lines.of(reader, "(1.0) can0 18DAF110##1AABBCCDDEEFF00112233445566\n");
        assertEquals(
                List.of("candump line with a length that no CAN FD frame has"), lines.rejected);
    }

    @Test
    void readsALongFlexibleFrame() {
        Lines lines = Lines.of(reader, "(1.5) can0 123##0" + "AB".repeat(64) + "\n");
        assertEquals(List.of("0 123 " + "AB".repeat(64)), lines.frames);
    }

    @Test
    void takesTheStampToTheMicrosecondAndBeyond() {
        Lines lines =
                Lines.of(
                        reader,
                        """
                        (1436509052.249713) can0 1A0#00
                        (0000000001.5) can0 1A0#00
                        (1436509052.249713123) can0 1A0#00
                        """);
        assertEquals(
                List.of(1_436_509_052_249_713_000L, 1_500_000_000L, 1_436_509_052_249_713_123L),
                lines.stamps);
    }

    @Test
    void numbersBusesInTheOrderOfTheirFirstFrames() {
        Lines lines =
                Lines.of(
                        reader,
                        """
                        (1.0) can1 001#
                        (1.0) vcan0 002#
                        (1.0) can1 003#
                        (1.0) can11 004#
                        """);
        assertEquals(List.of("0 1 ", "1 2 ", "0 3 ", "2 4 "), lines.frames);
        assertEquals(List.of("can1", "vcan0", "can11"), reader.buses());
    }

    @Test
    void readsLinesInWhateverChunksTheyCome() {
        String text = "(1436509052.249713) vcan0 044#2A366C2BBA\r\n(1436509053.0) vcan0 045#01\n";
        for (int chunk = 1; chunk < text.length(); chunk++) {
            CanReader chunked = new CanReader();
            Lines all = new Lines();
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            for (int at = 0; at < bytes.length; at += chunk) {
                chunked.accept(bytes, at, Math.min(chunk, bytes.length - at), 1, all);
            }
            assertEquals(List.of("0 44 2A366C2BBA", "0 45 01"), all.frames);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1436509052.249713) vcan0 044#2A366C2BB",
                "(1436509052.249713) vcan0 044#2A36GC",
                "(1436509052.249713) vcan0 044",
                "(1436509052.249713) vcan0 04#00",
                "(1436509052.249713) vcan0 0444#00",
                "(1436509052.249713) vcan0 844#00",
                "(1436509052.249713) vcan0 8FFFFFF0#00",
                "(1436509052.249713) vcan0 123#112233445566778899",
                "(1436509052.249713) vcan0 123#R99",
                "(1436509052.249713) vcan0 123##",
                "(1436509052.249713) vcan0 123##G00",
                "(1436509052.249713) vcan0",
                "(1436509052.249713) ",
                "(1436509052) vcan0 123#00",
                "(14365a9052.1) vcan0 123#00",
                "(99999999999999999999.1) vcan0 123#00",
                "(9999999999.1) vcan0 123#00",
                "(",
                "(1436509052.249713)vcan0 123#00",
                "(1436509052.249713)  123#00"
            })
    void refusesWhatIsNoFrame(String line) {
        Lines lines = Lines.of(reader, line + "\n");
        assertTrue(lines.frames.isEmpty(), lines.frames::toString);
        assertEquals(1, lines.rejected.size());
    }

    @Test
    void boundsALineThatDoesNotEnd() {
        Lines lines = Lines.of(reader, "(1.0) can0 123#" + "00".repeat(5_000) + "\n(1.0) c 1FF#\n");
        assertEquals(List.of("line longer than 256 characters"), lines.rejected);
        assertEquals(List.of("0 1ff "), lines.frames);
    }

    @Test
    void boundsTheNumberOfBuses() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("(1.0) bus").append(i).append(" 123#00\n");
        }
        Lines lines = Lines.of(reader, text.toString());
        assertEquals(16, lines.frames.size());
        assertEquals(84, lines.rejected.size());
    }
}
