package io.cartelem.core.mesh.pack;

/// Reads what [BitWriter] wrote. Beyond the end it answers zeros and remembers that it did, so that
/// a decoder needs to ask once, at its end. Used by one thread.
final class BitReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean overrun;

    /// @param from first byte
    /// @param to first byte that is not read any more
    BitReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from * 8;
        this.end = to * 8;
    }

    /// The next `width` bits as an unsigned number.
    ///
    /// @param width 0 to 63
    long get(int width) {
        if (width > end - at) {
            overrun = true;
            at = end;
            return 0;
        }
        long value = 0;
        int left = width;
        while (left > 0) {
            int free = 8 - (at & 7);
            int taken = Math.min(free, left);
            int piece = ((bytes[at >> 3] & 0xFF) >> (free - taken)) & ((1 << taken) - 1);
            value = (value << taken) | piece;
            at += taken;
            left -= taken;
        }
        return value;
    }

    boolean flag() {
        return get(1) == 1;
    }

    boolean overrun() {
        return overrun;
    }

    /// Whether all was read but for less than a byte of zeros.
    boolean atEnd() {
        int left = end - at;
        return !overrun && left < 8 && get(left) == 0;
    }
}
