package io.cartelem.core.sensor.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sensor.SensorFormat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class LineFormatTest {
    private static final SensorFormat CSV = new SensorFormat.Csv(',', false);
    private static final SensorFormat HEADED = new SensorFormat.Csv(',', true);
    private static final SensorFormat JSON = new SensorFormat.Json("");
    private static final SensorFormat PAIRS = new SensorFormat.KeyValue();
    private static final SensorFormat NMEA = new SensorFormat.Nmea("PCAR", true);

    @Test
    void csvTakesColumnsByTheirNumber() {
        LineFormat format = LineFormat.of(CSV, List.of("1", "3"), 0);
        assertEquals("[12.5, 0.98]", rows(format, "12.5,33,0.98"));
        assertEquals("[12.5, 0.98]", rows(format, " 12.5 , 33, 0.98 ,more"));
        assertEquals("[, ]", rows(format, ",,"));
        assertEquals("the line has 2 columns; at least 3 are needed", refusal(format, "12.5,33"));
        assertEquals("the line has 1 column; at least 3 are needed", refusal(format, "12.5"));
    }

    @Test
    void csvWithAllColumnsDescribedRefusesJoinedAndHalfLines() {
        LineFormat format = LineFormat.of(CSV, List.of("1", "2", "3"), 3);
        assertEquals("[1, 2, 3]", rows(format, "1,2,3"));
        assertEquals("the line has 4 columns; 3 are described", refusal(format, "1,21,2,3"));
        assertEquals("the line has 2 columns; 3 are described", refusal(format, "1,2"));
    }

    @Test
    void csvUnderstandsQuotes() {
        LineFormat format = LineFormat.of(CSV, List.of("1", "2"), 2);
        assertEquals("[a,b, say \"x\"]", rows(format, "\"a,b\",\"say \"\"x\"\"\""));
        assertEquals("[a, b]", rows(format, "\"a\" ,b"));
        assertEquals("a quote is not closed", refusal(format, "\"a,b"));
        LineFormat other = LineFormat.of(new SensorFormat.Csv(';', false), List.of("2"), 0);
        assertEquals("[2,5]", rows(other, "1,5;2,5"));
        LineFormat blank = LineFormat.of(new SensorFormat.Csv(' ', false), List.of("2"), 0);
        assertEquals("[2]", rows(blank, "1 2 3"));
    }

    @Test
    void csvLearnsTheHeaderWheneverItComes() {
        LineFormat format = LineFormat.of(HEADED, List.of("oil", "water"), 0);
        assertEquals(
                "the header was not seen yet, a line with the columns oil, water",
                refusal(format, "1,2,3"));
        assertEquals("the header", nothing(format, "time,water,oil"));
        assertEquals("[3, 2]", rows(format, "1,2,3"));
        assertEquals("the header", nothing(format, "oil,water"));
        assertEquals("[1, 2]", rows(format, "1,2"));
    }

    @Test
    void jsonFollowsPathsAndLists() {
        LineFormat format = LineFormat.of(JSON, List.of("engine.oil", "/w", "on", "/list/1"), 0);
        assertEquals(
                "[88.5, x, true, 7]",
                rows(format, "{\"engine\":{\"oil\":88.5},\"w\":\"x\",\"on\":true,\"list\":[3,7]}"));
        assertEquals("[null, null, false, null]", rows(format, "{\"w\":null,\"on\":false}"));
        assertEquals(
                "[1, null, null, null][2, null, null, null]",
                rows(format, "[{\"engine\":{\"oil\":1}},{\"engine\":{\"oil\":2}},{}]"));
        LineFormat nested = LineFormat.of(new SensorFormat.Json("/d"), List.of("v"), 0);
        assertEquals("[1][2]", rows(nested, "{\"d\":[{\"v\":1},{\"v\":2}]}"));
        assertEquals("there is no object and no list at /d", refusal(nested, "{\"e\":1}"));
    }

    @Test
    void jsonRefusesWhatItIsNot() {
        LineFormat format = LineFormat.of(JSON, List.of("a"), 0);
        assertEquals("the line is no JSON document", refusal(format, "{\"a\":1"));
        assertEquals("the line is no JSON document", refusal(format, "{\"a\":1} x"));
        assertEquals("the line is no JSON document", refusal(format, "[".repeat(5_000)));
        assertEquals(
                "the line is no JSON document", refusal(format, "{\"a\":" + "1".repeat(99) + "}"));
        assertEquals(
                "the document is neither an object nor a list of objects", refusal(format, "12"));
        assertEquals("none of the described values is in it", refusal(format, "{\"b\":1}"));
    }

    @Test
    void pairsMayStandInAnyOrder() {
        LineFormat format = LineFormat.of(PAIRS, List.of("oil", "gear"), 0);
        assertEquals("[88.5, N]", rows(format, "gear=N oil=88.5"));
        assertEquals("[88.5, second gear]", rows(format, "oil: 88.5, x=1; gear=\"second gear\""));
        assertEquals("[, null]", rows(format, "oil="));
        assertEquals("none of the described keys is in it", refusal(format, "a=1"));
        assertEquals("the line is not made of key=value", refusal(format, "hello"));
        assertEquals("the line is not made of key=value", refusal(format, "1,oil=2"));
        assertEquals("a quote is not closed", refusal(format, "oil=\"8"));
        assertThrows(
                IllegalArgumentException.class,
                () -> LineFormat.of(PAIRS, List.of("oil", "oil"), 0));
    }

    @Test
    void sentencesNeedTheirChecksum() {
        LineFormat format = LineFormat.of(NMEA, List.of("1", "2"), 2);
        assertEquals("[12.5, 33]", rows(format, "$PCAR,12.5,33*18"));
        assertEquals("[12.5, 33]", rows(format, "xx$PCAR,12.5,33*18"));
        assertEquals("the checksum is wrong", refusal(format, "$PCAR,12.5,34*18"));
        assertEquals("the checksum is wrong", refusal(format, "$PCAR,12.5,33*1"));
        assertEquals("the sentence has no checksum", refusal(format, "$PCAR,12.5,33"));
        assertEquals("the line is no sentence: it has no $", refusal(format, "12.5,33"));
        LineFormat lax = LineFormat.of(new SensorFormat.Nmea("XDR", false), List.of("2"), 0);
        assertEquals("[4.1]", rows(lax, "$IIXDR,P,4.1,B"));
        assertEquals("another sentence", nothing(lax, "$GPGGA,1,2"));
        assertEquals("the sentence has 1 field; at least 2 are needed", refusal(lax, "$IIXDR,P"));
    }

    @Test
    void expressionsNameTheirValues() {
        LineFormat format =
                LineFormat.of(
                        new SensorFormat.Regex("T=(?<oil>[-0-9.]+)(?: P=(?<bar>[0-9.]+))?"),
                        List.of("bar", "oil"),
                        0);
        assertEquals("[4.1, 88.5]", rows(format, "ok T=88.5 P=4.1 end"));
        assertEquals("[null, 88.5]", rows(format, "T=88.5"));
        assertEquals("the line does not match the pattern", refusal(format, "booting"));
    }

    @Test
    @Timeout(300)
    void noExpressionStopsTheCollector() {
        LineFormat format =
                LineFormat.of(new SensorFormat.Regex("^(?<x>(a+)+)+$"), List.of("x"), 0);
        assertEquals(
                "the line does not match the pattern", refusal(format, "a".repeat(8_000) + "!"));
    }

    @Test
    void descriptionsThatContradictThemselvesAreRefused() {
        for (SensorFormat format : List.of(CSV, NMEA)) {
            for (String from : List.of("0", "257", "oil", "-1", "")) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> LineFormat.of(format, List.of(from), 0),
                        from);
            }
        }
        String tooLong = "a".repeat(1_001);
        assertThrows(
                IllegalArgumentException.class,
                () -> LineFormat.of(new SensorFormat.Regex(tooLong), List.of(), 0));
    }

    @Test
    void everyFormatSurvivesEveryLine() {
        List<String> good =
                List.of(
                        "12.5,33,\"0.98\"",
                        "{\"a\":{\"1\":12.5},\"1\":[1,2],\"2\":true}",
                        "1=88.5, 2: 4.1; 3=\"N\"",
                        "$PCAR,12.5,33*18",
                        "T=88.5 P=4.1");
        List<LineFormat> formats =
                List.of(
                        LineFormat.of(CSV, List.of("1", "2"), 0),
                        LineFormat.of(HEADED, List.of("1", "2"), 0),
                        LineFormat.of(JSON, List.of("1", "2"), 0),
                        LineFormat.of(PAIRS, List.of("1", "2"), 0),
                        LineFormat.of(NMEA, List.of("1", "2"), 0),
                        LineFormat.of(
                                new SensorFormat.Regex("(?<a>[0-9.]+).*(?<b>[0-9])"),
                                List.of("a", "b"),
                                0));
        Random random = new Random(81);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder line = new StringBuilder(good.get(random.nextInt(good.size())));
            for (int i = random.nextInt(4); i > 0 && !line.isEmpty(); i--) {
                int at = random.nextInt(line.length());
                switch (random.nextInt(3)) {
                    case 0 -> line.setLength(at);
                    case 1 -> line.setCharAt(at, (char) (line.charAt(at) ^ 1 << random.nextInt(7)));
                    default -> line.insert(at, (char) random.nextInt(0x300));
                }
            }
            for (LineFormat format : formats) {
                if (format.read(line.toString()) instanceof LineResult.Rows(var rows)) {
                    assertTrue(!rows.isEmpty(), line::toString);
                    rows.forEach(row -> assertEquals(2, row.length));
                }
            }
        }
    }

    private static String rows(LineFormat format, String line) {
        LineResult.Rows rows = assertInstanceOf(LineResult.Rows.class, format.read(line));
        List<String> texts = new ArrayList<>();
        for (@Nullable String[] row : rows.rows()) {
            texts.add(Arrays.toString(row));
        }
        return String.join("", texts);
    }

    private static String refusal(LineFormat format, String line) {
        return assertInstanceOf(LineResult.Refused.class, format.read(line)).reason();
    }

    private static String nothing(LineFormat format, String line) {
        return assertInstanceOf(LineResult.Nothing.class, format.read(line)).why();
    }
}
