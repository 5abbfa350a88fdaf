package io.cartelem.core.can.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.can.dbc.DbcException;
import io.cartelem.core.can.dbc.DbcFile;
import io.cartelem.core.can.decode.CanDecoder.Outcome;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class CanDecoderTest {
    private static final long SECOND = 1_000_000_000L;

    private static Decoded of(String text) throws DbcException {
        return new Decoded(DbcFile.parse("t.dbc", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void namesAChannelByItsSignalAndByItsMessageWhereTwoHaveIt() throws DbcException {
        Decoded decoded =
                of(
                        """
                        BO_ 1 ABS: 2 X
                         SG_ SPEED : 0|8@1+ (0.5,0) [0|0] "km/h" X
                         SG_ COUNTER : 8|8@1+ (1,0) [0|0] "" X
                        BO_ 2 EPS: 1 X
                         SG_ COUNTER : 0|8@1+ (1,0) [0|0] "" X
                        BO_ 2147483650 EPS: 1 X
                         SG_ COUNTER : 0|8@1+ (1,0) [0|0] "" X
                        """);
        List<String> ids = new ArrayList<>();
        for (String id : List.of("001", "002", "00000002")) {
            SampleBatch batch = decoded.decode(id, bytes(1, 2), 1);
            for (int i = 0; i < batch.size(); i++) {
                ids.add(batch.channel(i).id());
            }
        }
        assertEquals(
                List.of("can.SPEED", "can.ABS_COUNTER", "can.EPS_COUNTER", "can.EPS_COUNTER_2"),
                ids);
        assertEquals(1, decoded.decode("001", bytes(1, 2), 1).channel(0).decimals());
    }

    @Test
    void offersTheWordsOfValuesWhenTheyChangeAndOnceASecond() throws DbcException {
        Decoded decoded =
                of(
                        """
                        BO_ 1 Gearbox: 1 X
                         SG_ GEAR : 0|4@1+ (1,0) [0|0] "" X
                        VAL_ 1 GEAR 0 "P" 1 "R" 3 "D" ;
                        """);
        assertEquals(Map.of("GEAR_text", "P"), Decoded.texts(decoded.decode("001", bytes(0), 0)));
        assertEquals(Map.of(), Decoded.texts(decoded.decode("001", bytes(0), SECOND / 2)));
        assertEquals(
                Map.of("GEAR_text", "D"),
                Decoded.texts(decoded.decode("001", bytes(3), SECOND * 6 / 10)));
        assertEquals(
                Map.of("GEAR_text", "D"),
                Decoded.texts(decoded.decode("001", bytes(3), SECOND * 17 / 10)));
        assertEquals(
                Map.of("GEAR_text", "7"),
                Decoded.texts(decoded.decode("001", bytes(7), SECOND * 18 / 10)));
    }

    @Test
    void givesOnlyTheSignalsThatTheSelectorBrings() throws DbcException {
        Decoded decoded =
                of(
                        """
                        BO_ 1 Pages: 3 X
                         SG_ Page M : 0|8@1+ (1,0) [0|0] "" X
                         SG_ Oil m0 : 8|8@1+ (1,-40) [0|0] "" X
                         SG_ Water m1 : 8|8@1+ (1,-40) [0|0] "" X
                         SG_ Both m1 : 16|8@1+ (1,0) [0|0] "" X
                        SG_MUL_VAL_ 1 Both Page 0-1, 7-9;
                        """);
        assertEquals(
                Map.of("Page", 0.0, "Oil", 60.0, "Both", 5.0),
                Decoded.numbers(decoded.decode("001", bytes(0, 100, 5), 1)));
        assertEquals(
                Map.of("Page", 1.0, "Water", 60.0, "Both", 5.0),
                Decoded.numbers(decoded.decode("001", bytes(1, 100, 5), 1)));
        assertEquals(
                Map.of("Page", 8.0, "Both", 5.0),
                Decoded.numbers(decoded.decode("001", bytes(8, 100, 5), 1)));
        assertEquals(
                Map.of("Page", 3.0), Decoded.numbers(decoded.decode("001", bytes(3, 100, 5), 1)));
    }

    @Test
    void usesNothingOfAFrameThatIsShorterThanItsMessage() throws DbcException {
        Decoded decoded = of("BO_ 1 M: 4 X\n SG_ S : 0|8@1+ (1,0) [0|0] \"\" X\n");
        assertTrue(decoded.decode("001", bytes(1, 2, 3), 1).isEmpty());
        assertEquals(Outcome.SHORT, decoded.outcome);
        assertEquals(1, decoded.decode("001", bytes(1, 2, 3, 4, 5), 1).size());
        assertEquals(Outcome.DECODED, decoded.outcome);
    }

    @Test
    void knowsStandardAndExtendedIdentifiersApart() throws DbcException {
        Decoded decoded = of("BO_ 1 M: 1 X\n SG_ S : 0|8@1+ (1,0) [0|0] \"\" X\n");
        decoded.decode("00000001", bytes(1), 1);
        assertEquals(Outcome.UNKNOWN, decoded.outcome);
        decoded.decode("002", bytes(1), 1);
        assertEquals(Outcome.UNKNOWN, decoded.outcome);
    }

    @Test
    void findsEachOfManyExtendedIdentifiers() throws DbcException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            long id = 0x8000_0000L + i * 0x10001L;
            text.append(
                    "BO_ %d M%d: 1 X\n SG_ S%d : 0|8@1+ (1,0) [0|0] \"\" X\n".formatted(id, i, i));
        }
        Decoded decoded = of(text.toString());
        for (int i = 0; i < 500; i++) {
            String id = "%08X".formatted(i * 0x10001L);
            assertEquals("S" + i, decoded.decode(id, bytes(1), 1).channel(0).name());
        }
        decoded.decode("1FFFFFFF", bytes(1), 1);
        assertEquals(Outcome.UNKNOWN, decoded.outcome);
    }

    @Test
    void callsAValueOutsideItsRangeSuspect() throws DbcException {
        Decoded decoded = of("BO_ 1 M: 1 X\n SG_ S : 0|8@1+ (1,0) [10|20] \"\" X\n");
        assertEquals(Quality.GOOD, decoded.decode("001", bytes(10), 1).quality(0));
        assertEquals(Quality.SUSPECT, decoded.decode("001", bytes(9), 1).quality(0));
        assertEquals(Quality.SUSPECT, decoded.decode("001", bytes(21), 1).quality(0));
    }

    @Test
    void givesNoValueForAFloatThatIsNone() throws DbcException {
        Decoded decoded =
                of(
                        """
                        BO_ 1 M: 4 X
                         SG_ S : 0|32@1- (1,0) [0|0] "" X
                        SIG_VALTYPE_ 1 S : 1;
                        """);
        assertTrue(decoded.decode("001", bytes(0, 0, 0xC0, 0x7F), 1).isEmpty());
        assertEquals(1.5, decoded.decode("001", bytes(0, 0, 0xC0, 0x3F), 1).value(0));
    }

    @Test
    void readsASignalThatBringsAnotherOfTheSameLongName() throws DbcException {
        Decoded decoded =
                of(
                        """
                        BO_ 1 M: 8 X
                         SG_ A M : 0|8@1+ (1,0) [0|0] "" X
                         SG_ B m1 : 8|8@1+ (1,0) [0|0] "" X
                        BA_ "SystemSignalLongSymbol" SG_ 1 A "Twice";
                        BA_ "SystemSignalLongSymbol" SG_ 1 B "Twice";
                        """);
        SampleBatch batch = decoded.decode("001", bytes(1, 7, 0, 0, 0, 0, 0, 0), 0);
        assertEquals(Map.of("Twice", 1.0, "B", 7.0), Decoded.numbers(batch));
    }

    /// A message whose selectors choose each other in so many levels, each by four spans.
    private static String levels(int levels) {
        StringBuilder file =
                new StringBuilder("BO_ 1 M: 8 X\n SG_ S0 M : 0|8@1+ (1,0) [0|0] \"\" X\n");
        StringBuilder choices = new StringBuilder();
        for (int i = 1; i <= levels; i++) {
            file.append(" SG_ S").append(i).append(" m0M : 0|8@1+ (1,0) [0|0] \"\" X\n");
            choices.append("SG_MUL_VAL_ 1 S%d S%d 0-0, 1-1, 2-2, 3-3;\n".formatted(i, i - 1));
        }
        return file.append(choices).toString();
    }

    @Test
    void readsSelectorsInManyLevelsWithoutMakingOneForEachWayToThem() throws DbcException {
        Map<String, Double> numbers =
                Decoded.numbers(
                        of(levels(60)).decode("001", bytes(2, 0, 0, 0, 0, 0, 0, 0), SECOND));
        assertEquals(61, numbers.size());
        assertEquals(2, numbers.get("S60"));
    }

    @Test
    void spansThatOverlapBringASignalOnce() throws DbcException {
        Decoded decoded =
                of(
                        """
                        BO_ 1 M: 2 X
                         SG_ S M : 0|8@1+ (1,0) [0|0] "" X
                         SG_ A m0 : 8|8@1+ (1,0) [0|0] "" X
                        SG_MUL_VAL_ 1 A S 5-9, 0-7, 3-3, 20-12;
                        """);
        for (int selector : new int[] {0, 3, 6, 9}) {
            assertEquals(2, decoded.decode("001", bytes(selector, 7), selector + SECOND).size());
        }
        assertEquals(1, decoded.decode("001", bytes(10, 7), 2 * SECOND).size());
        assertEquals(1, decoded.decode("001", bytes(15, 7), 3 * SECOND).size());
    }

    @Test
    void saysThatSelectorsAreTooDeep() throws DbcException {
        var problems =
                DbcFile.parse("t.dbc", levels(70).getBytes(StandardCharsets.UTF_8)).problems();
        assertEquals(6, problems.size());
        assertEquals(
                "signal S65 of M left out: it is chosen over more than 64 levels of selectors",
                problems.getFirst().text());
        assertEquals(67, problems.getFirst().line());
    }
}
