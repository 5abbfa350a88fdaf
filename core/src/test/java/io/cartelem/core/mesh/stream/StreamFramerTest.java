package io.cartelem.core.mesh.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class StreamFramerTest {
    private final StreamFramer framer = new StreamFramer();
    private final Heard heard = new Heard();

    /// Understands messages that begin with `M` and hold no log text.
    private static final class Heard implements StreamFramer.Sink {
        final List<String> messages = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<String> rejected = new ArrayList<>();

        @Override
        public @Nullable String message(byte[] body) {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            if (!text.matches("M[0-9]+\\.")) {
                return "no message";
            }
            messages.add(text);
            return null;
        }

        @Override
        public void text(byte[] bytes) {
            texts.add(new String(bytes, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void rejected(String reason, byte[] frame) {
            rejected.add(reason);
        }
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] frame(String body) {
        return StreamFramer.frame(latin(body));
    }

    private void feed(byte[]... parts) {
        for (byte[] part : parts) {
            framer.accept(part, 0, part.length, heard);
        }
    }

    @Test
    void framesAsTheReferenceSays() {
        byte[] wantConfig = StreamFramer.frame(HexFormat.of().parseHex("18ac9e04"));
        assertEquals("94c3000418ac9e04", HexFormat.of().formatHex(wantConfig));
        assertThrows(IllegalArgumentException.class, () -> StreamFramer.frame(new byte[513]));
    }

    @Test
    void findsFramesBetweenLogText() {
        feed(
                latin("INFO | booting\r\n"),
                frame("M1."),
                latin("DEBUG x\n"),
                frame("M2."),
                frame("M3."));
        assertEquals(List.of("M1.", "M2.", "M3."), heard.messages);
        assertEquals(List.of("INFO | booting", "DEBUG x"), heard.texts);
        assertTrue(heard.rejected.isEmpty());
    }

    @Test
    void takesFramesByteByByte() {
        for (byte b : frame("M1234567.")) {
            feed(new byte[] {b});
        }
        assertEquals(List.of("M1234567."), heard.messages);
    }

    @Test
    void findsTheFrameThatATornOneSwallowed() {
        byte[] torn = Arrays.copyOf(frame("M11111111111111."), 9);
        feed(torn, frame("M2."), frame("M3."), frame("M4."));
        assertEquals(List.of("M2.", "M3.", "M4."), heard.messages);
        assertEquals(List.of("no message"), heard.rejected);
    }

    @Test
    void findsTheFrameBehindOneThatLogTextWasWrittenInto() {
        byte[] whole = frame("M1.");
        feed(
                Arrays.copyOf(whole, 5),
                latin("ERROR | 12:00 x\r\n"),
                Arrays.copyOfRange(whole, 5, whole.length),
                frame("M2."));
        assertEquals(List.of("M2."), heard.messages);
    }

    @Test
    void waitsForAnIncompleteFrameOnlyUntilItIsQuiet() {
        feed(new byte[] {(byte) 0x94, (byte) 0xC3, 1, (byte) 0xFF}, frame("M1."), frame("M2."));
        assertTrue(heard.messages.isEmpty());
        framer.quiet(heard);
        assertEquals(List.of("M1.", "M2."), heard.messages);
        assertEquals(List.of("a frame without its end"), heard.rejected);
        feed(frame("M3."));
        assertEquals(List.of("M1.", "M2.", "M3."), heard.messages);
    }

    @Test
    void takesTooLongALengthForText() {
        feed(new byte[] {(byte) 0x94, (byte) 0xC3, 2, 1}, frame("M1."));
        assertEquals(List.of("M1."), heard.messages);
        feed(new byte[] {(byte) 0x94, (byte) 0x94, (byte) 0xC3, (byte) 0xC3}, frame("M2."));
        framer.quiet(heard);
        assertEquals(List.of("M1.", "M2."), heard.messages);
    }

    @Test
    void losesNoWholeFrameWhateverIsBetween() {
        Random random = new Random(11);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String body = "M" + i + ".";
            switch (random.nextInt(4)) {
                case 0 -> stream.writeBytes(latin("log " + "x".repeat(random.nextInt(300)) + "\n"));
                case 1 -> {
                    byte[] torn = StreamFramer.frame(new byte[random.nextInt(200)]);
                    stream.write(torn, 0, random.nextInt(torn.length));
                }
                case 2 -> {
                    byte[] noise = new byte[random.nextInt(20)];
                    random.nextBytes(noise);
                    stream.writeBytes(noise);
                }
                default -> {}
            }
            stream.writeBytes(frame(body));
            sent.add(body);
        }
        byte[] all = stream.toByteArray();
        int at = 0;
        while (at < all.length) {
            int part = Math.min(1 + random.nextInt(700), all.length - at);
            framer.accept(all, at, part, heard);
            at += part;
        }
        framer.quiet(heard);
        assertEquals(sent, heard.messages);
    }
}
