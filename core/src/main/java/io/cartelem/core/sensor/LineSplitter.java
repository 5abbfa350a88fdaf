package io.cartelem.core.sensor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts bytes into lines at LF, CR LF or CR. A line that is too long or no text is refused as a
/// whole; a half line waits for its rest. One thread.
public final class LineSplitter {
    /// The longest line, in bytes.
    public static final int LONGEST = 64 * 1024;

    private final byte[] line = new byte[LONGEST];
    private final CharsetDecoder utf8 =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int length;
    private boolean tooLong;
    private boolean skipping;

    /// Takes what was found.
    public interface Sink {
        /// @param behind bytes of the same piece that came after the line
        void line(String text, int behind);

        /// @param bytes the beginning of what was refused
        void refused(String reason, byte[] bytes);
    }

    /// Throws away what waits, and the rest of the line that is being received, of which the
    /// beginning was never seen.
    public void joinMidLine() {
        length = 0;
        tooLong = false;
        skipping = true;
    }

    /// Takes a piece.
    public void accept(byte[] bytes, int from, int count, Sink sink) {
        int end = from + count;
        int start = from;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                add(bytes, start, i);
                start = i + 1;
                finish(end - start, sink);
            }
        }
        add(bytes, start, end);
    }

    private void add(byte[] bytes, int from, int to) {
        int room = Math.min(to - from, LONGEST - length);
        System.arraycopy(bytes, from, line, length, room);
        length += room;
        tooLong |= room < to - from;
    }

    private void finish(int behind, Sink sink) {
        if (skipping) {
            skipping = false;
        } else if (tooLong) {
            sink.refused("a line is longer than " + LONGEST + " bytes", Arrays.copyOf(line, 96));
        } else if (length > 0) {
            text(behind, sink);
        }
        length = 0;
        tooLong = false;
    }

    private void text(int behind, Sink sink) {
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            byte b = line[i];
            if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7F) {
                sink.refused("a line is not text", Arrays.copyOf(line, Math.min(length, 96)));
                return;
            }
            ascii &= b >= 0;
        }
        if (ascii) {
            sink.line(new String(line, 0, length, StandardCharsets.ISO_8859_1), behind);
            return;
        }
        try {
            sink.line(utf8.decode(ByteBuffer.wrap(line, 0, length)).toString(), behind);
        } catch (CharacterCodingException e) {
            sink.refused("a line is not UTF-8", Arrays.copyOf(line, Math.min(length, 96)));
        }
    }
}
