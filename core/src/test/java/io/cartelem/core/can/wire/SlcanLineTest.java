package io.cartelem.core.can.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class SlcanLineTest {
    private final CanReader reader = Lines.running();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t10021133                  | 0 100 1133         | -1",
                "t1008112233445566778800FF  | 0 100 1122334455667788 | 255000000",
                "t7FF0                      | 0 7ff -            | -1",
                "T0000010021133             | 0 100x 1133        | -1",
                "T1FFFFFFF211330000         | 0 1fffffffx 1133   | 0",
                "r1008                      | 0 100 remote       | -1",
                "R1FFFFFFF8EA5F             | 0 1fffffffx remote | 59999000000",
                "d1009" + "112233445566778899AABBCC" + "| 0 100 112233445566778899AABBCC | -1"
            })
    void readsWhatAdaptersSend(String line, String frame, long stamp) {
        Lines lines = Lines.of(reader, line.strip() + "\r");
        assertEquals(List.of(frame.replace("-", "")), lines.frames);
        assertEquals(List.of(stamp), lines.stamps);
    }

    @Test
    void tellsAnswersFromFrames() {
        Lines lines = Lines.of(reader, "\rV1013\rt1001AA\rNA123\r\u0007F00\r");
        assertEquals(List.of("", "V1013", "NA123", "F00"), lines.replies);
        assertEquals(List.of("0 100 AA"), lines.frames);
        assertEquals(1, lines.refusals);
    }

    @Test
    void takesNoTailOfALineForAFrameWhenItComesInInItsMidst() {
        // the tail of a line of data, by chance as long as a frame of CAN FD
        Lines lines = Lines.of(new CanReader(), "B123344550\rt1001AA\r");
        assertEquals(List.of("0 100 AA"), lines.frames);
        assertTrue(lines.rejected.isEmpty());
    }

    @Test
    void forgetsABegunLineAtAnError() {
        Lines lines = Lines.of(reader, "t1002AA\u0007t1001BB\r");
        assertEquals(List.of("0 100 BB"), lines.frames);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t",
                "t1",
                "t100",
                "t8001AA",
                "tGGG1AA",
                "t1009AA",
                "t1002AA",
                "t1002AABBC",
                "t1002AAGG",
                "t1002AABBFFFF",
                "T200000001AA",
                "T1FFFFFF",
                "r1009",
                "t1001AAEA60"
            })
    void refusesWhatIsNoFrame(String line) {
        Lines lines = Lines.of(reader, line + "\r");
        assertTrue(lines.frames.isEmpty(), lines.frames::toString);
        assertEquals(1, lines.rejected.size());
    }
}
