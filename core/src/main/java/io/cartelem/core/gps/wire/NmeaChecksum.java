package io.cartelem.core.gps.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The checksum of NMEA 0183: the exclusive or of all characters between `$` and `*`.
public final class NmeaChecksum {
    private NmeaChecksum() {}

    /// The checksum of a range of bytes, 0 to 255.
    static int of(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum ^= bytes[i];
        }
        return sum & 0xFF;
    }

    /// The value of two hexadecimal digits in either case, -1 if they are none.
    static int hex(byte high, byte low) {
        int h = Character.digit(high, 16);
        int l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }

    /// The sentence of `body` as it goes over the wire, with `$`, checksum and line end.
    public static byte[] sentence(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        String line = String.format(Locale.ROOT, "$%s*%02X\r\n", body, of(bytes, 0, bytes.length));
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
