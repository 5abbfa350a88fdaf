package io.cartelem.persistence.chunk;

import io.cartelem.core.model.Quality;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Qualities as runs: a varint with the number of runs, then per run one byte of quality code and a
/// varint of samples. No run at all means that every sample is good.
final class Qualities {
    private Qualities() {}

    static void write(ByteWriter out, byte @Nullable [] codes, int from, int count) {
        int runs = codes == null ? 0 : runs(codes, from, count);
        if (codes == null || (runs == 1 && codes[from] == Quality.GOOD.code())) {
            out.varint(0);
            return;
        }
        out.varint(runs);
        int start = from;
        for (int i = from + 1; i <= from + count; i++) {
            if (i == from + count || codes[i] != codes[start]) {
                out.octet(codes[start]);
                out.varint(i - start);
                start = i;
            }
        }
    }

    /// @return the codes, null if all are good
    static byte @Nullable [] read(ByteReader in, int count) throws DamagedChunkException {
        int runs = in.length(count);
        if (runs == 0) {
            return null;
        }
        byte[] codes = new byte[count];
        int at = 0;
        for (int run = 0; run < runs; run++) {
            int code = in.octet();
            if (code > Quality.BAD.code()) {
                throw new DamagedChunkException("it has an unknown quality: " + code);
            }
            int length = in.length(count - at);
            Arrays.fill(codes, at, at + length, (byte) code);
            at += length;
        }
        if (at != count) {
            throw new DamagedChunkException(
                    "it has the quality of " + at + " samples instead of " + count);
        }
        return codes;
    }

    private static int runs(byte[] codes, int from, int count) {
        int runs = 1;
        for (int i = from + 1; i < from + count; i++) {
            if (codes[i] != codes[i - 1]) {
                runs++;
            }
        }
        return runs;
    }
}
