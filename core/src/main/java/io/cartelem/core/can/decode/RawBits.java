package io.cartelem.core.can.decode;

import io.cartelem.core.can.dbc.DbcSignal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Where a signal's bits are, worked out once: one load of eight bytes, two shifts; a ninth byte
/// only for those few signals that reach into it.
final class RawBits {
    private static final VarHandle LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final boolean bigEndian;
    private final boolean signed;
    private final int firstByte;

    /// Little-endian: bits below the signal in its first byte; big-endian: bits above it.
    private final int skipped;

    private final int length;
    private final int bytes;

    RawBits(DbcSignal signal) {
        bigEndian = signal.bigEndian();
        signed = signal.form() == DbcSignal.Form.SIGNED;
        firstByte = signal.startBit() >>> 3;
        skipped = bigEndian ? 7 - (signal.startBit() & 7) : signal.startBit() & 7;
        length = signal.length();
        bytes = firstByte + (skipped + length + 7) / 8;
    }

    /// Data bytes that must be there, counted from the first.
    int bytes() {
        return bytes;
    }

    /// The bits as a number, sign-extended where the signal is signed.
    ///
    /// @param data a frame's data with eight more bytes behind it
    long read(byte[] data) {
        long top;
        if (bigEndian) {
            top = (long) BIG.get(data, firstByte) << skipped;
            if (skipped + length > Long.SIZE) {
                top |= (data[firstByte + 8] & 0xFFL) >>> (8 - skipped);
            }
        } else {
            long low = (long) LITTLE.get(data, firstByte) >>> skipped;
            if (skipped + length > Long.SIZE) {
                low |= (data[firstByte + 8] & 0xFFL) << (Long.SIZE - skipped);
            }
            top = low << (Long.SIZE - length);
        }
        return signed ? top >> (Long.SIZE - length) : top >>> (Long.SIZE - length);
    }
}
