package io.cartelem.persistence.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A growing buffer of bytes, little-endian, that ends in a checksum. Used by one thread.
final class ByteWriter {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    ByteWriter(int expected) {
        bytes = new byte[Math.max(expected, 64)];
    }

    /// Starts a column: what it is, and how many samples it holds.
    static ByteWriter column(int codec, int count, int expected) {
        ByteWriter out = new ByteWriter(expected);
        out.octet(codec);
        out.varint(count);
        return out;
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /// Seven bits a byte, least significant first, the high bit set on all but the last.
    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A signed number whose sign went into the lowest bit.
    void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void fixed64(long value) {
        room(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    void fixed32(int value) {
        room(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void raw(byte[] source, int length) {
        room(length);
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
    }

    /// Appends the lowest `width` bits of each value, one after the other from the lowest bit of
    /// the first byte upward; the last byte is filled up with zeros.
    void packed(long[] values, int from, int count, long offset, int width) {
        if (width == 0) {
            return;
        }
        room((count * width + 7) / 8 + 16);
        long word = 0;
        int used = 0;
        for (int i = from; i < from + count; i++) {
            long value = values[i] - offset;
            word |= value << used;
            used += width;
            if (used >= 64) {
                LONG.set(bytes, size, word);
                size += 8;
                used -= 64;
                word = used == 0 ? 0 : value >>> (width - used);
            }
        }
        for (; used > 0; used -= 8) {
            bytes[size++] = (byte) word;
            word >>>= 8;
        }
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /// All bytes so far, followed by their CRC-32.
    byte[] sealed() {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, size);
        fixed32((int) crc.getValue());
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
