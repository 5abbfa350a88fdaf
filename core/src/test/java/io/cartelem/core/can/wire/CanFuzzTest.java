package io.cartelem.core.can.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Damaged lines: nothing thrown, and every frame that is told stands in the line as it came, read
/// by an expression that shares nothing with the reader.
class CanFuzzTest {
    private static final int MUTATIONS = 100_000;
    private static final List<String> LINES =
            List.of(
                    "(1436509052.249713) vcan0 044#2A366C2BBA\n",
                    "(1436509052.249713) can0 18FEF100#0011223344556677\n",
                    "(1436509052.249713) can1 123#R8\n",
                    "(1436509052.249713) can0 123##1AABBCCDDEEFF001122334455\n",
                    "(1436509052.249713) can0 20000088#0000000000000000\n",
                    "t10081122334455667788\r",
                    "T18FEF100811223344556677880ABC\r",
                    "r1008\r",
                    "V1013\r\u0007\r",
                    "d10A9112233445566778899AABBCC\r");
    private static final Pattern CANDUMP =
            Pattern.compile(
                    "\\((\\d{1,10})\\.\\d{1,9}\\) [!-\"$-~]{1,32} ([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})#"
                            + "(R[0-9A-Fa-f]?|#[0-9A-Fa-f]([0-9A-Fa-f]{2})*|([0-9A-Fa-f]{2}){0,8}"
                            + "|[0-9A-Fa-f]{16}_[9A-Fa-f])( [RT])?");
    private static final Pattern SLCAN =
            Pattern.compile(
                    "[trdb]([0-9A-Fa-f]{3})[0-9A-Fa-f]*|[TRDB]([0-9A-Fa-f]{8})[0-9A-Fa-f]*");

    @Test
    void survivesDamagedLinesAndInventsNothing() {
        Random random = new Random(44);
        int told = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String line = damaged(LINES.get(random.nextInt(LINES.size())), random);
            Lines lines = Lines.of(Lines.running(), line + "\n");
            told += lines.frames.size();
            List<String> possible =
                    line.lines()
                            .flatMap(part -> Arrays.stream(part.split("\r|\u0007")))
                            .filter(CanFuzzTest::looksLikeAFrame)
                            .toList();
            assertTrue(lines.frames.size() <= possible.size(), () -> line + " " + lines.frames);
            for (String frame : lines.frames) {
                String[] words = frame.split(" ");
                if (frame.endsWith("error")) {
                    continue; // its identifier names the error, and nothing is read from it
                }
                String data = words.length < 3 || words[2].equals("remote") ? "" : words[2];
                String id = words[1].replace("x", "");
                assertTrue(
                        possible.stream()
                                .map(text -> text.toLowerCase(Locale.ROOT))
                                .anyMatch(
                                        text ->
                                                text.contains(id)
                                                        && text.contains(
                                                                data.toLowerCase(Locale.ROOT))),
                        () -> frame + " out of " + line);
            }
        }
        assertTrue(told > MUTATIONS / 20, "the damage leaves some lines whole");
    }

    @Test
    void survivesNoise() {
        Random random = new Random(7);
        byte[] noise = new byte[4_096];
        CanReader reader = new CanReader();
        Lines lines = new Lines();
        for (int i = 0; i < 100; i++) {
            random.nextBytes(noise);
            reader.accept(noise, 0, noise.length, i, lines);
        }
        assertEquals(List.of(), lines.frames);
    }

    private static boolean looksLikeAFrame(String text) {
        Matcher candump = CANDUMP.matcher(text);
        return candump.matches() || SLCAN.matcher(text).matches();
    }

    private static String damaged(String line, Random random) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> {
                    byte[] shorter = Arrays.copyOf(bytes, at + 1);
                    bytes = shorter;
                }
                case 3 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                default -> bytes = concat(bytes, at, bytes, random.nextInt(bytes.length));
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// The first bytes of one and the last of another.
    private static byte[] concat(byte[] head, int length, byte[] tail, int from) {
        byte[] joined = new byte[length + tail.length - from];
        System.arraycopy(head, 0, joined, 0, length);
        System.arraycopy(tail, from, joined, length, tail.length - from);
        return joined.length == 0 ? new byte[] {'\n'} : joined;
    }
}
