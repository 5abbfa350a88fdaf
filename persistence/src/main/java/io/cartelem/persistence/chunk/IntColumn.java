package io.cartelem.persistence.chunk;

/// Whole numbers, small where neighbours are alike: the heart of times, numbers and text indexes.
///
/// ```
/// ┌───────┬──────────────┬─────────────┬─────────┬─────────┬───
/// │ order │ base: zigzag │ step: varint│ block 1 │ block 2 │ …
/// └───────┴──────────────┴─────────────┴─────────┴─────────┴───
///   block of up to 64 numbers:
/// ┌─────────────┬────────┬──────────────────────────────────────────┐
/// │ min: zigzag │ width  │ width bits a number, lowest bits first,   │
/// │             │ 1 byte │ padded to a whole byte at the block's end │
/// └─────────────┴────────┴──────────────────────────────────────────┘
/// ```
///
/// The first number is `base`. The others are `base + step · j`; order 0 packs each `j`, order 1
/// its difference from the `j` before (`j` of the first number is 0). A packed number is `min` plus
/// its bits. With step 0 all numbers equal `base` and no block follows.
///
/// Differences with a minimum per block take one bit less than differences of differences when
/// times jitter, and none at all when they are even; a fixed width decodes faster than varints.
final class IntColumn {
    private static final int BLOCK = 64;
    private static final int PLAIN = 0;
    private static final int DELTA = 1;

    private IntColumn() {}

    /// Writes `count` numbers, whose differences must fit into 63 bits.
    static void write(ByteWriter out, long[] values, int from, int count) {
        long base = values[from];
        long step = step(values, from, count);
        if (step == 0) {
            out.octet(PLAIN);
            out.zigzag(base);
            out.varint(0);
            return;
        }
        long[] plain = new long[count - 1];
        long[] delta = new long[count - 1];
        long before = 0;
        for (int i = 0; i < plain.length; i++) {
            long j = values[from + 1 + i] - base;
            if (step != 1) {
                j /= step;
            }
            plain[i] = j;
            delta[i] = j - before;
            before = j;
        }
        boolean byDelta = bytes(delta) <= bytes(plain);
        out.octet(byDelta ? DELTA : PLAIN);
        out.zigzag(base);
        out.varint(step);
        long[] chosen = byDelta ? delta : plain;
        for (int at = 0; at < chosen.length; at += BLOCK) {
            int size = Math.min(BLOCK, chosen.length - at);
            long min = min(chosen, at, size);
            int width = width(max(chosen, at, size) - min);
            out.zigzag(min);
            out.octet(width);
            out.packed(chosen, at, size, min, width);
        }
    }

    /// Reads `count` numbers into a new array.
    static long[] read(ByteReader in, int count) throws DamagedChunkException {
        int order = in.octet();
        if (order != PLAIN && order != DELTA) {
            throw new DamagedChunkException("it orders its numbers in an unknown way: " + order);
        }
        long base = in.zigzag();
        long step = in.varint();
        long[] out = new long[count];
        if (step != 0) {
            for (int at = 1; at < count; at += BLOCK) {
                int size = Math.min(BLOCK, count - at);
                long min = in.zigzag();
                int width = in.octet();
                if (width > 64) {
                    throw new DamagedChunkException("a number in it has " + width + " bits");
                }
                in.packed(out, at, size, min, width);
            }
        }
        long j = 0;
        out[0] = base;
        for (int i = 1; i < count; i++) {
            j = order == DELTA ? j + out[i] : out[i];
            out[i] = base + step * j;
        }
        return out;
    }

    private static long step(long[] values, int from, int count) {
        long base = values[from];
        long step = 0;
        for (int i = from + 1; i < from + count && step != 1; i++) {
            long a = Math.abs(values[i] - base);
            while (a != 0) {
                long rest = step % a;
                step = a;
                a = rest;
            }
        }
        return step;
    }

    private static long bytes(long[] values) {
        long total = 0;
        for (int at = 0; at < values.length; at += BLOCK) {
            int size = Math.min(BLOCK, values.length - at);
            long min = min(values, at, size);
            long zigzag = (min << 1) ^ (min >> 63);
            int width = width(max(values, at, size) - min);
            total += (width(zigzag) + 6) / 7 + (size * width + 7) / 8;
        }
        return total;
    }

    private static int width(long value) {
        return 64 - Long.numberOfLeadingZeros(value);
    }

    private static long min(long[] values, int from, int count) {
        long min = values[from];
        for (int i = from + 1; i < from + count; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    private static long max(long[] values, int from, int count) {
        long max = values[from];
        for (int i = from + 1; i < from + count; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }
}
