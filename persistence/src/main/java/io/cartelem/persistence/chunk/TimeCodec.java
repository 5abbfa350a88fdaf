package io.cartelem.persistence.chunk;

/// A column of times in microseconds since the session's start.
///
/// ```
/// ┌──────┬───────────────┬────────────────────┬──────────────┐
/// │ 0x11 │ count: varint │ times: [IntColumn] │ CRC-32, 4 LE │
/// └──────┴───────────────┴────────────────────┴──────────────┘
/// ```
///
/// Several channels that were sampled together share one such column. Times may be equal and may go
/// back; their order is the order of the samples.
public final class TimeCodec {
    /// First byte of a column of times, format 1.
    static final int CODEC = 0x11;

    private TimeCodec() {}

    /// @param count 1 to 65,536 times from `from` on, each within ±2⁶¹
    public static byte[] encode(long[] micros, int from, int count) {
        ByteWriter out = ByteWriter.column(CODEC, count, 64 + count * 2);
        IntColumn.write(out, micros, from, count);
        return out.sealed();
    }

    public static long[] decode(byte[] bytes) throws DamagedChunkException {
        ByteReader in = ByteReader.column(bytes, CODEC);
        long[] micros = IntColumn.read(in, in.count());
        in.finish();
        return micros;
    }
}
