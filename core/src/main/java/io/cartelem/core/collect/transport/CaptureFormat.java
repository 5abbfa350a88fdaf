package io.cartelem.core.collect.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The text of a capture file, version 1: readable in any editor, comparable line by line, easy to
/// write by hand for a test. ASCII, one record a line, `\n` at the end.
///
/// ```
/// cartelem-capture 1                              magic word and version
/// # source: gps                                   any number of comments
/// 0.000000 = open /dev/ttyUSB0 at 9600            something that happened
/// 0.012345 < $GPGGA,101530.00,...*5B\r\n          bytes from the device
/// 1.000002 > ATZ\r                                bytes to the device
/// │        │ └ bytes: printable ASCII as it is, \\ \r \n \t, \xHH for the rest
/// │        └ direction
/// └ seconds since the capture began, monotonic, six decimals
/// ```
///
/// A record may hold any part of a sentence or a reply: records are what one read or write passed.
final class CaptureFormat {
    static final String MAGIC = "cartelem-capture";
    static final int VERSION = 1;

    /// What a line says.
    enum Kind {
        RECEIVED('<'),
        SENT('>'),
        NOTE('=');

        final char sign;

        Kind(char sign) {
            this.sign = sign;
        }
    }

    /// A line.
    ///
    /// @param atNs time since the capture began
    /// @param bytes what passed; of a note its text
    record Entry(long atNs, Kind kind, byte[] bytes) {}

    private CaptureFormat() {}

    /// The line of a record, with its line end.
    static byte[] write(Entry entry) {
        StringBuilder line = new StringBuilder(entry.bytes().length + 24);
        long micros = Math.max(0, entry.atNs()) / 1000;
        line.append(micros / 1_000_000).append('.');
        String fraction = Long.toString(micros % 1_000_000);
        line.repeat('0', 6 - fraction.length()).append(fraction);
        line.append(' ').append(entry.kind().sign).append(' ');
        for (byte b : entry.bytes()) {
            escape(b, line);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void escape(byte b, StringBuilder line) {
        switch (b) {
            case '\r' -> line.append("\\r");
            case '\n' -> line.append("\\n");
            case '\t' -> line.append("\\t");
            case '\\' -> line.append("\\\\");
            default -> {
                if (b >= ' ' && b < 0x7F) {
                    line.append((char) b);
                } else {
                    line.append(String.format(Locale.ROOT, "\\x%02X", b));
                }
            }
        }
    }

    /// Reads a record's line.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is wrong in it
    static Entry read(String line) {
        int space = line.indexOf(' ');
        if (space < 1 || line.length() < space + 2) {
            throw new IllegalArgumentException("it needs a time and a direction");
        }
        char sign = line.charAt(space + 1);
        for (Kind kind : Kind.values()) {
            if (kind.sign == sign) {
                String rest = line.substring(Math.min(line.length(), space + 3));
                return new Entry(nanos(line.substring(0, space)), kind, bytes(rest));
            }
        }
        throw new IllegalArgumentException("'" + sign + "' is none of < > =");
    }

    private static long nanos(String seconds) {
        int point = seconds.indexOf('.');
        String whole = point < 0 ? seconds : seconds.substring(0, point);
        String fraction = point < 0 ? "" : seconds.substring(point + 1);
        if (fraction.length() > 9 || whole.length() > 9) {
            throw new IllegalArgumentException("'" + seconds + "' is no time in seconds");
        }
        try {
            return Long.parseUnsignedLong(whole) * 1_000_000_000L
                    + Long.parseUnsignedLong(fraction + "0".repeat(9 - fraction.length()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + seconds + "' is no time in seconds", e);
        }
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c > 0x7E || c < ' ') {
                throw new IllegalArgumentException("it has a character that is not ASCII");
            }
            if (c != '\\') {
                bytes.write(c);
                continue;
            }
            switch (i < text.length() ? text.charAt(i++) : ' ') {
                case 'r' -> bytes.write('\r');
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case '\\' -> bytes.write('\\');
                case 'x' -> {
                    bytes.write(hex(text, i));
                    i += 2;
                }
                default ->
                        throw new IllegalArgumentException(
                                "a \\ is followed by r, n, t, \\ or xHH only");
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(String text, int at) {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
        if (low < 0) {
            throw new IllegalArgumentException("\\x needs two hexadecimal digits");
        }
        return high << 4 | low;
    }
}
