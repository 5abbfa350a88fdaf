package io.cartelem.core.obd.elm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an adapter answered to one command, sorted into lines.
///
/// @param command what was asked, without its carriage return
/// @param lines all lines without echo, progress words and prompt
/// @param data those lines that are hex digits, or segments of the form `0: 41 0C`
/// @param notices what the other lines say, in order
/// @param strange lines that are neither
/// @param prompted whether the prompt came in time
/// @param writtenNs monotonic time just before the command was written
/// @param lastByteNs monotonic time at which the last byte was there
public record ElmReply(
        String command,
        List<String> lines,
        List<String> data,
        List<Notice> notices,
        List<String> strange,
        boolean prompted,
        long writtenNs,
        long lastByteNs) {

    private static final Pattern PROGRESS =
            Pattern.compile(
                    "^(SEARCHING[. ]*|BUS ?INIT: ?[. ]*OK[. ]*|BUS ?INIT: ?[. ]*(?!.*ERROR))",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SEGMENT = Pattern.compile("[0-9A-Fa-f] ?:[0-9A-Fa-f ]*");

    public ElmReply {
        lines = List.copyOf(lines);
        data = List.copyOf(data);
        notices = List.copyOf(notices);
        strange = List.copyOf(strange);
    }

    /// Sorts the bytes of a reply.
    ///
    /// @param raw what came up to the prompt, without it
    public static ElmReply parse(
            String command, byte[] raw, boolean prompted, long writtenNs, long lastByteNs) {
        List<String> lines = new ArrayList<>();
        List<String> data = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        boolean echoPossible = true;
        for (String piece : split(raw)) {
            if (echoPossible && Hex.compact(piece).equalsIgnoreCase(Hex.compact(command))) {
                echoPossible = false;
                continue;
            }
            String line = PROGRESS.matcher(piece).replaceFirst("").strip();
            if (line.isEmpty()) {
                continue;
            }
            lines.add(line);
            if (Hex.isHex(Hex.compact(line)) || SEGMENT.matcher(line).matches()) {
                data.add(line);
            } else {
                Notice.of(line).ifPresentOrElse(notices::add, () -> strange.add(line));
            }
        }
        return new ElmReply(
                command, lines, data, notices, strange, prompted, writtenNs, lastByteNs);
    }

    /// The lines in `raw`, without NUL bytes (which adapters insert now and then) and blank lines.
    private static List<String> split(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1).replace("\0", "");
        List<String> pieces = new ArrayList<>();
        for (String piece : text.split("[\r\n>]+")) {
            String line = piece.strip();
            if (!line.isEmpty()) {
                pieces.add(line);
            }
        }
        return pieces;
    }

    /// Whether the adapter accepted a command for itself.
    public boolean ok() {
        return prompted && notices.contains(Notice.OK);
    }

    /// Whether the adapter does not know the command.
    public boolean unknown() {
        return notices.contains(Notice.UNKNOWN_COMMAND);
    }

    public boolean has(Notice notice) {
        return notices.contains(notice);
    }

    /// Whether one of the notices asks for `reaction`.
    public boolean asksFor(Notice.Reaction reaction) {
        return notices.stream().anyMatch(notice -> notice.reaction() == reaction);
    }

    /// The last line, which carries the answer of an identification command; empty if there is none
    /// or the command is not known.
    public String answer() {
        return lines.isEmpty() || unknown() ? "" : lines.getLast();
    }

    /// Half way between asking and answering: the best guess of when the car looked.
    public long midpointNs() {
        return writtenNs + (lastByteNs - writtenNs) / 2;
    }

    /// The command as a person knows it, for sentences.
    public String commandName() {
        return command.toUpperCase(Locale.ROOT);
    }
}
