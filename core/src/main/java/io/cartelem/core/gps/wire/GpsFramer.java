package io.cartelem.core.gps.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a receiver's bytes into frames, whatever the chunks in which they come. A frame is handed
/// out only when its checksum is right; every other byte is handed out as rejected, except line
/// ends.
///
/// After a damaged frame the search goes on at the byte behind its first, so that a sentence that
/// was spliced into another, or into what looked like a binary message, is found. Memory is bounded
/// by [#MAX_SENTENCE] and [#MAX_UBX_PAYLOAD].
public final class GpsFramer {
    /// The longest sentence accepted. The standard's 82 characters are exceeded by real receivers
    /// (MediaTek's channel status is above 200).
    public static final int MAX_SENTENCE = 1024;

    /// The longest binary payload accepted; what announces more is taken for noise.
    public static final int MAX_UBX_PAYLOAD = 2048;

    /// A binary message whose end is not there after this time is taken for noise: two sync bytes
    /// in a damaged stream must not hold back the sentences behind them.
    private static final long UBX_PATIENCE_NS = 1_500_000_000L;

    private static final int WINDOW = 8192;
    private static final int MAX_NOISE = 256;

    private final byte[] window = new byte[WINDOW];
    private final long[] readNs = new long[WINDOW];
    private final byte[] noise = new byte[MAX_NOISE];
    private int end;
    private int noiseLength;

    /// Takes the bytes of one read.
    ///
    /// @param monoNs when they were read
    /// @param sink told of each frame in the stream's order, before this method returns
    public void accept(
            byte[] bytes, int offset, int length, long monoNs, Consumer<? super GpsFrame> sink) {
        int taken = 0;
        while (taken < length) {
            int part = Math.min(length - taken, WINDOW - end);
            System.arraycopy(bytes, offset + taken, window, end, part);
            Arrays.fill(readNs, end, end + part, monoNs);
            end += part;
            taken += part;
            scan(sink);
        }
    }

    /// Forgets what is incomplete, for a new connection or another baud rate.
    public void reset() {
        end = 0;
        noiseLength = 0;
    }

    private void scan(Consumer<? super GpsFrame> sink) {
        int at = 0;
        while (at < end) {
            int consumed =
                    switch (window[at]) {
                        case '$' -> sentence(at, sink);
                        case UbxMessage.SYNC_1 -> binary(at, sink);
                        default -> skip(at, sink);
                    };
            if (consumed == 0) {
                break;
            }
            at += consumed;
        }
        if (at > 0) {
            System.arraycopy(window, at, window, 0, end - at);
            System.arraycopy(readNs, at, readNs, 0, end - at);
            end -= at;
        }
    }

    /// @return bytes consumed, 0 when the sentence is not complete
    private int sentence(int at, Consumer<? super GpsFrame> sink) {
        int limit = Math.min(end, at + MAX_SENTENCE);
        int stop = at + 1;
        while (stop < limit && window[stop] >= ' ' && window[stop] != '$') {
            stop++;
        }
        if (stop == end && stop < at + MAX_SENTENCE) {
            return 0;
        }
        flushNoise(sink);
        boolean whole = stop < limit && (window[stop] == '\r' || window[stop] == '\n');
        int star = lastStar(at + 1, stop);
        int stated = star < 0 ? -1 : NmeaChecksum.hex(window[star + 1], window[star + 2]);
        if (stated >= 0 && stated == NmeaChecksum.of(window, at + 1, star)) {
            String body = new String(window, at + 1, star - at - 1, StandardCharsets.US_ASCII);
            sink.accept(new GpsFrame.Nmea(body, readNs[at], readNs[whole ? stop : stop - 1]));
        } else {
            sink.accept(
                    new GpsFrame.Rejected(
                            reason(whole, stop - at, stated >= 0),
                            Arrays.copyOfRange(window, at, stop)));
        }
        return stop - at;
    }

    /// The place of `*` if two more characters and nothing but blanks follow it, else -1.
    private int lastStar(int from, int stop) {
        int last = stop;
        while (last > from && window[last - 1] == ' ') {
            last--;
        }
        int star = last - 3;
        return star >= from && window[star] == '*' ? star : -1;
    }

    private static String reason(boolean whole, int length, boolean hasChecksum) {
        if (length >= MAX_SENTENCE) {
            return "sentence longer than " + MAX_SENTENCE + " characters";
        }
        if (!whole) {
            return "sentence torn off before its end";
        }
        return hasChecksum ? "sentence with a wrong checksum" : "sentence without a checksum";
    }

    private int binary(int at, Consumer<? super GpsFrame> sink) {
        int have = end - at;
        if (have >= 2 && window[at + 1] != UbxMessage.SYNC_2) {
            return skip(at, sink);
        }
        if (have < 6) {
            return late(at) ? skip(at, sink) : 0;
        }
        int payload = (window[at + 4] & 0xFF) | (window[at + 5] & 0xFF) << 8;
        if (payload > MAX_UBX_PAYLOAD) {
            return skip(at, sink);
        }
        int length = payload + UbxMessage.OVERHEAD;
        if (have < length) {
            return late(at) ? skip(at, sink) : 0;
        }
        int sum = UbxMessage.checksum(window, at + 2, payload + 4);
        if ((window[at + length - 2] & 0xFF) != (sum & 0xFF)
                || (window[at + length - 1] & 0xFF) != sum >> 8) {
            return skip(at, sink);
        }
        flushNoise(sink);
        UbxMessage message =
                new UbxMessage(
                        window[at + 2] & 0xFF,
                        window[at + 3] & 0xFF,
                        Arrays.copyOfRange(window, at + 6, at + 6 + payload));
        sink.accept(new GpsFrame.Ubx(message, readNs[at + length - 1]));
        return length;
    }

    private boolean late(int at) {
        return readNs[end - 1] - readNs[at] > UBX_PATIENCE_NS;
    }

    private int skip(int at, Consumer<? super GpsFrame> sink) {
        byte b = window[at];
        if (b == '\r' || b == '\n') {
            flushNoise(sink);
        } else {
            noise[noiseLength++] = b;
            if (noiseLength == MAX_NOISE) {
                flushNoise(sink);
            }
        }
        return 1;
    }

    private void flushNoise(Consumer<? super GpsFrame> sink) {
        if (noiseLength > 0) {
            byte[] bytes = Arrays.copyOf(noise, noiseLength);
            noiseLength = 0;
            sink.accept(new GpsFrame.Rejected("bytes that belong to no sentence", bytes));
        }
    }
}
