package io.cartelem.app.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.devices.WireLines.Line;
import io.cartelem.core.collect.Transcript.Direction;
import io.cartelem.core.collect.Transcript.Entry;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class WireLinesTest {

    @Test
    void controlCharactersAreVisibleAndEveryLineStandsAlone() {
        assertEquals(
                List.of("$GPGGA,12*5F\\r\\n", "$GPRMC,\\\\\\r\\n", "half"),
                WireLines.readable(ascii("$GPGGA,12*5F\r\n$GPRMC,\\\r\nhalf")));
        assertEquals(
                List.of("\\r\\r", "ELM327 v1.5\\r\\r", ">"),
                WireLines.readable(ascii("\r\rELM327 v1.5\r\r>")));
    }

    @Test
    void binaryIsHex() {
        assertEquals(
                List.of("B5 62 01 07 5C 00 48 FE"),
                WireLines.readable(
                        new byte[] {(byte) 0xB5, 0x62, 1, 7, 0x5C, 0, 0x48, (byte) 0xFE}));
    }

    @Test
    void aStrayByteInTextIsHexByItself() {
        assertEquals(
                List.of("41 0C 1A", "00", " F8\\r"), WireLines.readable(ascii("41 0C 1A\0 F8\r")));
    }

    @Test
    void anEntryShowsItsTimeOnce() {
        long noon = 12 * 3_600_000_000_000L;
        List<Line> lines =
                WireLines.of(
                        new Entry(noon + 250_000_000L, Direction.TO_DEVICE, ascii("A\rB\r")), 0);
        assertEquals(List.of("12:00:00.250", ""), lines.stream().map(Line::time).toList());
        assertEquals("→", lines.getFirst().arrow());
    }

    @Test
    void onlyTheLastLinesAreMade() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(new Entry(i, Direction.FROM_DEVICE, ascii("line " + i + "\r\nx\r\n")));
        }
        List<Line> last = WireLines.last(entries, 0, 101);
        assertEquals(101, last.size());
        assertEquals("x\\r\\n", last.getFirst().text());
        assertEquals("line 499\\r\\n", last.get(99).text());
    }

    @Test
    void anyBytesMakeLinesThatFitTheWindow() {
        Random random = new Random(20261123);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                for (int at = 0; at < bytes.length; at++) {
                    bytes[at] &= 0x7F;
                }
            }
            List<String> lines = WireLines.readable(bytes);
            assertEquals(bytes.length == 0, lines.isEmpty());
            for (String line : lines) {
                assertFalse(line.isEmpty());
                assertTrue(line.length() <= 96, () -> line.length() + " characters: " + line);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
