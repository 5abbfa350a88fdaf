package io.cartelem.app.devices;

import io.cartelem.app.text.Format;
import io.cartelem.core.collect.Transcript.Direction;
import io.cartelem.core.collect.Transcript.Entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Makes bytes readable: text with its control characters visible, anything else as hex.
final class WireLines {
    /// Characters in a line, so that it fits a window.
    private static final int TEXT_WIDTH = 96;

    private static final int HEX_WIDTH = 32;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private WireLines() {}

    /// One line as shown.
    ///
    /// @param time of day of the first byte of its entry, empty in further lines of the same entry
    record Line(String time, Direction direction, String text) {

        /// Which way it went: `←` from the device, `→` to it, `*` for a remark.
        String arrow() {
            return switch (direction) {
                case FROM_DEVICE -> "←";
                case TO_DEVICE -> "→";
                case NOTE -> "*";
            };
        }
    }

    /// The last lines of a transcript.
    ///
    /// @param entries oldest first
    /// @param midnightNs the monotonic time at which this day began
    /// @param limit how many lines at most
    static List<Line> last(List<Entry> entries, long midnightNs, int limit) {
        List<List<Line>> blocks = new ArrayList<>();
        int count = 0;
        for (int i = entries.size() - 1; i >= 0 && count < limit; i--) {
            List<Line> block = of(entries.get(i), midnightNs);
            blocks.add(block);
            count += block.size();
        }
        List<Line> lines = new ArrayList<>(count);
        for (List<Line> block : blocks.reversed()) {
            lines.addAll(block);
        }
        return List.copyOf(lines.subList(Math.max(0, count - limit), count));
    }

    /// One entry, a line for each line that it holds.
    static List<Line> of(Entry entry, long midnightNs) {
        List<String> texts =
                entry.direction() == Direction.NOTE
                        ? folded(new String(entry.bytes(), StandardCharsets.UTF_8))
                        : readable(entry.bytes());
        List<Line> lines = new ArrayList<>();
        String time = Format.position(entry.atNs() - midnightNs);
        for (String text : texts) {
            lines.add(new Line(lines.isEmpty() ? time : "", entry.direction(), text));
        }
        return lines;
    }

    /// Bytes, cut where a line of text ends and where text turns into something else.
    static List<String> readable(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int end = from;
            boolean text = isText(bytes[from]);
            while (end < bytes.length && isText(bytes[end]) == text) {
                end++;
                if (text && endsLine(bytes, end)) {
                    break;
                }
            }
            if (text) {
                lines.addAll(folded(visible(bytes, from, end)));
            } else {
                hex(bytes, from, end, lines);
            }
            from = end;
        }
        return joined(lines, bytes);
    }

    /// A short burst that is mostly no text is not torn into crumbs: it is hex as a whole.
    private static List<String> joined(List<String> lines, byte[] bytes) {
        int binary = 0;
        for (byte b : bytes) {
            binary += isText(b) ? 0 : 1;
        }
        if (binary * 4 <= bytes.length) {
            return lines;
        }
        List<String> whole = new ArrayList<>();
        hex(bytes, 0, bytes.length, whole);
        return whole;
    }

    private static void hex(byte[] bytes, int from, int end, List<String> lines) {
        for (int at = from; at < end; at += HEX_WIDTH) {
            lines.add(HEX.formatHex(bytes, at, Math.min(end, at + HEX_WIDTH)));
        }
    }

    private static boolean isText(byte b) {
        return (b >= ' ' && b < 0x7F) || b == '\r' || b == '\n' || b == '\t';
    }

    /// Whether a line of text ends before `end`: after a line feed, or after carriage returns that
    /// none follows.
    private static boolean endsLine(byte[] bytes, int end) {
        byte last = bytes[end - 1];
        boolean more = end < bytes.length && (bytes[end] == '\n' || bytes[end] == '\r');
        return (last == '\n' || last == '\r') && !more;
    }

    private static String visible(byte[] bytes, int from, int end) {
        StringBuilder text = new StringBuilder(end - from + 4);
        for (int i = from; i < end; i++) {
            switch (bytes[i]) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> text.append((char) bytes[i]);
            }
        }
        return text.toString();
    }

    private static List<String> folded(String text) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); at += TEXT_WIDTH) {
            lines.add(text.substring(at, Math.min(text.length(), at + TEXT_WIDTH)));
        }
        return lines;
    }
}
