package io.cartelem.persistence.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// Reads what [ByteWriter] wrote and trusts nothing: every length is checked against what is left
/// before anything is allocated. Used by one thread.
final class ByteReader {
    /// The most samples a column may claim to have; what is written stays far below.
    static final int MAX_COUNT = 1 << 16;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CHECKSUM = 4;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int count;

    private ByteReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length - CHECKSUM;
    }

    /// Opens a column whose first byte must be `codec`, after checking its checksum.
    static ByteReader column(byte[] bytes, int codec) throws DamagedChunkException {
        ByteReader in = new ByteReader(bytes);
        if (in.end < 2) {
            throw new DamagedChunkException("it is cut off after " + bytes.length + " bytes");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, in.end);
        int stored = 0;
        for (int i = 0; i < CHECKSUM; i++) {
            stored |= (bytes[in.end + i] & 0xFF) << (8 * i);
        }
        if ((int) crc.getValue() != stored) {
            throw new DamagedChunkException("its checksum does not match");
        }
        int found = in.octet();
        if (found != codec) {
            throw new DamagedChunkException(
                    "it is of format %02x where %02x belongs".formatted(found, codec));
        }
        in.count = in.length(MAX_COUNT);
        if (in.count == 0) {
            throw new DamagedChunkException("it claims to hold no sample");
        }
        return in;
    }

    int count() {
        return count;
    }

    int octet() throws DamagedChunkException {
        need(1);
        return bytes[at++] & 0xFF;
    }

    long varint() throws DamagedChunkException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int b = octet();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new DamagedChunkException("a number in it never ends");
    }

    long zigzag() throws DamagedChunkException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /// A length that must not exceed `limit`.
    int length(int limit) throws DamagedChunkException {
        long value = varint();
        if (value < 0 || value > limit) {
            throw new DamagedChunkException(
                    "it announces "
                            + Long.toUnsignedString(value)
                            + " where at most "
                            + limit
                            + " fit");
        }
        return (int) value;
    }

    long fixed64() throws DamagedChunkException {
        need(8);
        long value = (long) LONG.get(bytes, at);
        at += 8;
        return value;
    }

    int fixed32() throws DamagedChunkException {
        need(4);
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (bytes[at++] & 0xFF) << shift;
        }
        return value;
    }

    /// Bytes between here and the checksum.
    int left() {
        return end - at;
    }

    /// The array read from; [#skip] tells where in it.
    byte[] array() {
        return bytes;
    }

    /// Passes `length` bytes and answers where they begin in [#array].
    int skip(int length) throws DamagedChunkException {
        need(length);
        int start = at;
        at += length;
        return start;
    }

    /// Reads `n` values of `width` bits, adds `offset` to each, and puts them into `out` from
    /// `from` on.
    void packed(long[] out, int from, int n, long offset, int width) throws DamagedChunkException {
        int start = skip((n * width + 7) / 8);
        if (width == 0) {
            for (int i = 0; i < n; i++) {
                out[from + i] = offset;
            }
            return;
        }
        long mask = -1L >>> (64 - width);
        int bit = 0;
        int i = 0;
        if (width <= 57) {
            // One unaligned read holds the whole number, as long as eight bytes are left.
            int last = bytes.length - 8 - start;
            for (; i < n && bit >>> 3 <= last; i++, bit += width) {
                long word = (long) LONG.get(bytes, start + (bit >>> 3)) >>> (bit & 7);
                out[from + i] = (word & mask) + offset;
            }
        }
        for (; i < n; i++, bit += width) {
            int index = start + (bit >>> 3);
            int shift = bit & 7;
            long word = word(index) >>> shift;
            if (shift + width > 64) {
                word |= (long) bytes[index + 8] << (64 - shift);
            }
            out[from + i] = (word & mask) + offset;
        }
    }

    /// That nothing is left over.
    void finish() throws DamagedChunkException {
        if (at != end) {
            throw new DamagedChunkException("it has " + (end - at) + " bytes too many");
        }
    }

    private long word(int index) {
        if (index + 8 <= bytes.length) {
            return (long) LONG.get(bytes, index);
        }
        long word = 0;
        for (int i = bytes.length - 1; i >= index; i--) {
            word = word << 8 | (bytes[i] & 0xFF);
        }
        return word;
    }

    private void need(int length) throws DamagedChunkException {
        if (length > end - at) {
            throw new DamagedChunkException("it ends too early");
        }
    }
}
