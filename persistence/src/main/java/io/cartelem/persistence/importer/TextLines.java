package io.cartelem.persistence.importer;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// The lines of a text file with their numbers. A line is UTF-8 or, where it is not valid UTF-8,
/// Windows-1252, as older loggers write it. A line that is absurdly long is cut, so that a file
/// without line ends cannot fill the memory. For one thread.
final class TextLines implements Closeable {
    static final int LONGEST = 1 << 20;

    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final char BOM = '\uFEFF';

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final Deque<Line> again = new ArrayDeque<>();
    private byte[] collected = new byte[1024];
    private int at;
    private int end;
    private long bytes;
    private long number;

    /// @param number from 1
    /// @param text without its end
    /// @param end `\n`, `\r\n`, or nothing at the end of the file
    /// @param cut whether it was longer than [#LONGEST] bytes and the rest is missing
    record Line(long number, String text, String end, boolean cut) {}

    TextLines(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /// The next line, null at the end of the file.
    @Nullable Line next() throws IOException {
        Line pushed = again.poll();
        return pushed == null ? read() : pushed;
    }

    /// Gives lines back, to be handed out again in their order.
    void pushBack(List<Line> lines) {
        lines.reversed().forEach(again::addFirst);
    }

    /// Bytes read so far.
    long bytes() {
        return bytes - (end - at);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable Line read() throws IOException {
        int length = 0;
        boolean cut = false;
        boolean ended = false;
        while (!ended) {
            if (at == end && !fill()) {
                break;
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            int room = Math.min(at - from, LONGEST - length);
            cut |= room < at - from;
            append(from, room, length);
            length += room;
            if (at < end) {
                at++;
                ended = true;
            }
        }
        if (!ended && length == 0) {
            return null;
        }
        number++;
        boolean returned = ended && !cut && length > 0 && collected[length - 1] == '\r';
        String text = decode(returned ? length - 1 : length);
        if (number == 1 && !text.isEmpty() && text.charAt(0) == BOM) {
            text = text.substring(1);
        }
        return new Line(number, text, ended ? returned ? "\r\n" : "\n" : "", cut);
    }

    private void append(int from, int count, int length) {
        if (length + count > collected.length) {
            collected = Arrays.copyOf(collected, Math.max(length + count, collected.length * 2));
        }
        System.arraycopy(buffer, from, collected, length, count);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        bytes += end;
        return end > 0;
    }

    private String decode(int length) {
        for (int i = 0; i < length; i++) {
            if (collected[i] < 0) {
                try {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(collected, 0, length))
                            .toString();
                } catch (CharacterCodingException e) {
                    return new String(collected, 0, length, ANSI);
                }
            }
        }
        return new String(collected, 0, length, StandardCharsets.ISO_8859_1);
    }
}
