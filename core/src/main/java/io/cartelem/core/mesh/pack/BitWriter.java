package io.cartelem.core.mesh.pack;

import java.util.Arrays;

/// Writes numbers of any width, the most significant bit first. Used by one thread.
final class BitWriter {
    private byte[] bytes = new byte[64];
    private int bits;

    /// Appends the low `width` bits of `value`.
    ///
    /// @param width 0 to 63
    void put(long value, int width) {
        int needed = (bits + width + 7) / 8;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        int left = width;
        while (left > 0) {
            int free = 8 - (bits & 7);
            int taken = Math.min(free, left);
            long piece = (value >>> (left - taken)) & ((1L << taken) - 1);
            bytes[bits >> 3] |= (byte) (piece << (free - taken));
            bits += taken;
            left -= taken;
        }
    }

    void put(byte[] whole) {
        for (byte b : whole) {
            put(b & 0xFF, 8);
        }
    }

    int bits() {
        return bits;
    }

    /// What was written, with zero bits up to the next whole byte.
    byte[] toBytes() {
        return Arrays.copyOf(bytes, (bits + 7) / 8);
    }
}
