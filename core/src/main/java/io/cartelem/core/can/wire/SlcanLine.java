package io.cartelem.core.can.wire;

import org.jspecify.annotations.Nullable;

/// Reads the frames that SLCAN adapters send (LAWICEL CAN232 manual, chapter 2):
///
/// ```
/// t100 8 1122334455667788      11-bit identifier, length, data (blanks only here)
/// T18FEF100 2 AABB 1A2B        29-bit identifier; with Z1 four digits of milliseconds
/// r100 8                       remote frame; R with 29 bits
/// d100 9 ...                   CAN FD, length by code; D with 29 bits, b and B with bit rate switch
/// ```
final class SlcanLine {
    private static final int STAMP_DIGITS = 4;
    private static final long MINUTE_MS = 60_000;

    private SlcanLine() {}

    /// Whether a line that begins so is a frame.
    static boolean begins(byte first) {
        return switch (first) {
            case 't', 'T', 'r', 'R', 'd', 'D', 'b', 'B' -> true;
            default -> false;
        };
    }

    /// Reads one line without its end.
    ///
    /// @return why it is none, null if `frame` was filled
    static @Nullable String read(byte[] line, int from, int to, long arrivalNs, CanFrame frame) {
        byte kind = line[from];
        boolean extended = kind < 'a';
        int idEnd = from + 1 + (extended ? 8 : 3);
        if (idEnd >= to) {
            return "SLCAN line torn off in its identifier";
        }
        long id = Hex.number(line, from + 1, idEnd);
        if (id < 0 || id > (extended ? 0x1FFF_FFFFL : 0x7FFL)) {
            return "SLCAN line with an impossible identifier";
        }
        boolean remote = kind == 'r' || kind == 'R';
        boolean classic = remote || kind == 't' || kind == 'T';
        int code = Hex.digit(line[idEnd]);
        if (code < 0 || (classic && code > 8)) {
            return "SLCAN line with an impossible length";
        }
        int length = remote ? 0 : FdLengths.ofCode(code);
        int dataAt = idEnd + 1;
        int dataEnd = dataAt + 2 * length;
        boolean stamped = to == dataEnd + STAMP_DIGITS;
        if (to != dataEnd && !stamped) {
            return "SLCAN line whose length does not fit what it announces";
        }
        frame.begin((int) id, extended, 0, arrivalNs);
        for (int i = 0; i < length; i++) {
            int value = Hex.pair(line, dataAt + 2 * i);
            if (value < 0) {
                return "SLCAN line with data that is not hexadecimal";
            }
            frame.set(i, value);
        }
        if (stamped) {
            long ms = Hex.number(line, dataEnd, to);
            if (ms < 0 || ms >= MINUTE_MS) {
                return "SLCAN line with an unreadable time";
            }
            frame.stamp(ms * 1_000_000L);
        }
        if (remote) {
            frame.markRemote();
        }
        frame.end(length);
        return null;
    }
}
