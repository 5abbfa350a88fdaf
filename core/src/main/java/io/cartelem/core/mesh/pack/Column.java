package io.cartelem.core.mesh.pack;

/// The codes of one channel in a BATCH: the first as it is, the others as what they differ from a
/// prediction, in Rice codes.
///
/// ```
/// first:bits  [linear:1  k:4  rest]
/// ```
///
/// The prediction is the code before, or with `linear` the straight line through the two before.
/// Where `k` is 15 every prediction was right and nothing follows. Else each difference d follows
/// as z = 2d, or −2d−1 where it is negative: ⌊z / 2^k⌋ ones, a zero, the low k bits of z; or eight
/// ones and the code itself.
final class Column {
    static final int K_BITS = 4;
    static final int ALL_PREDICTED = 15;

    private static final int ESCAPE = 8;

    private final int bits;
    private final long codes;
    private final boolean cyclic;

    /// @param bits the width of a code
    /// @param top the largest code
    /// @param cyclic whether the code after the last is the first
    Column(int bits, long top, boolean cyclic) {
        this.bits = bits;
        this.codes = top + 1;
        this.cyclic = cyclic;
    }

    static Column of(Quantisation quantisation) {
        return new Column(quantisation.bits(), quantisation.top(), quantisation.cyclic());
    }

    /// Writes `values`, at least one.
    void write(long[] values, BitWriter out) {
        out.put(values[0], bits);
        if (values.length == 1) {
            return;
        }
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int mode = 0; mode < 2 << K_BITS; mode++) {
            long cost = cost(values, mode);
            if (cost < least) {
                least = cost;
                best = mode;
            }
        }
        out.put(best, 1 + K_BITS);
        int k = best & ALL_PREDICTED;
        if (k == ALL_PREDICTED) {
            return;
        }
        for (int i = 1; i < values.length; i++) {
            long z = zigzag(difference(values, i, linear(best)));
            if (z >>> k < ESCAPE) {
                int ones = (int) (z >>> k);
                out.put((1L << (ones + 1)) - 2, ones + 1);
                out.put(z, k);
            } else {
                out.put((1L << ESCAPE) - 1, ESCAPE);
                out.put(values[i], bits);
            }
        }
    }

    /// Fills `values`; codes that no channel has come out as they are and are the caller's to
    /// refuse.
    void read(BitReader in, long[] values) {
        values[0] = in.get(bits);
        if (values.length == 1) {
            return;
        }
        boolean linear = in.flag();
        int k = (int) in.get(K_BITS);
        for (int i = 1; i < values.length; i++) {
            long prediction = prediction(values, i, linear);
            if (k == ALL_PREDICTED) {
                values[i] = prediction;
                continue;
            }
            int ones = 0;
            while (ones < ESCAPE && in.flag()) {
                ones++;
            }
            if (ones == ESCAPE) {
                values[i] = in.get(bits);
            } else {
                long z = ((long) ones << k) | in.get(k);
                long value = prediction + ((z >>> 1) ^ -(z & 1));
                values[i] = cyclic ? Math.floorMod(value, codes) : value;
            }
        }
    }

    private long cost(long[] values, int mode) {
        int k = mode & ALL_PREDICTED;
        long cost = 0;
        for (int i = 1; i < values.length; i++) {
            long z = zigzag(difference(values, i, linear(mode)));
            if (k == ALL_PREDICTED) {
                if (z != 0) {
                    return Long.MAX_VALUE;
                }
            } else {
                cost += z >>> k < ESCAPE ? (z >>> k) + 1 + k : ESCAPE + bits;
            }
        }
        return cost;
    }

    private static boolean linear(int mode) {
        return mode >>> K_BITS == 1;
    }

    private long difference(long[] values, int i, boolean linear) {
        long difference = values[i] - prediction(values, i, linear);
        if (cyclic) {
            long around = Math.floorMod(difference, codes);
            return around < codes - around ? around : around - codes;
        }
        return difference;
    }

    private long prediction(long[] values, int i, boolean linear) {
        long before = values[i - 1];
        if (!linear || i == 1) {
            return before;
        }
        long line = 2 * before - values[i - 2];
        return cyclic ? Math.floorMod(line, codes) : Math.clamp(line, 0, codes - 1);
    }

    private static long zigzag(long difference) {
        return (difference << 1) ^ (difference >> 63);
    }
}
