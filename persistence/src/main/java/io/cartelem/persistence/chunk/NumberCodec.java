package io.cartelem.persistence.chunk;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A column of numbers, each of which comes back with the same bits (all NaN count as one).
///
/// ```
/// ┌──────┬───────────────┬──────┬──────────────────┬───────────┬──────────────┐
/// │ 0x12 │ count: varint │ mode │ body of the mode │ qualities │ CRC-32, 4 LE │
/// └──────┴───────────────┴──────┴──────────────────┴───────────┴──────────────┘
///  mode 0  k: 1 byte, [IntColumn] m, exceptions     value = m / 10^k
///  mode 1  k: 1 byte, [IntColumn] m, exceptions     value = m · 10^−k
///  mode 2  size: varint, size × 8 LE, [IntColumn] i value = dictionary[i]
///  mode 3  count × 4 LE                             value = the float's value
///  mode 4  count × 8 LE                             value = the double
///  exceptions: varint number of them, then each: varint distance from the one before
///              (the first: from −1), 8 LE bits of the double that stands there
/// ```
///
/// Modes 0 and 1 differ because a decoder that computed `raw * 0.1` got other doubles than one that
/// computed `raw / 10`. In mode 1 `10^−k` is the double nearest to that decimal. The dictionary is
/// for values like `raw * 100 / 255`, which are few and have no short decimal form.
public final class NumberCodec {
    /// First byte of a column of numbers, format 1.
    static final int CODEC = 0x12;

    private static final int DIVIDED = 0;
    private static final int MULTIPLIED = 1;
    private static final int DICTIONARY = 2;
    private static final int FLOATS = 3;
    private static final int DOUBLES = 4;
    private static final int MAX_DECIMALS = 12;

    /// Below this a double holds every whole number.
    private static final double EXACT = 0x1p53;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12
    };
    private static final double[] FRACTIONS = {
        1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12
    };

    private NumberCodec() {}

    /// @param count 1 to 65,536 values from `from` on
    /// @param qualities codes at the same places as the values, null if all are good
    public static byte[] encode(double[] values, int from, int count, byte @Nullable [] qualities) {
        ByteWriter out = ByteWriter.column(CODEC, count, 64 + count * 2);
        if (!writeScaled(out, values, from, count)) {
            writeUnscaled(out, values, from, count);
        }
        Qualities.write(out, qualities, from, count);
        return out.sealed();
    }

    public static NumberColumn decode(byte[] bytes) throws DamagedChunkException {
        ByteReader in = ByteReader.column(bytes, CODEC);
        int count = in.count();
        int mode = in.octet();
        double[] values =
                switch (mode) {
                    case DIVIDED, MULTIPLIED -> readScaled(in, count, mode);
                    case DICTIONARY -> readDictionary(in, count);
                    case FLOATS -> readFloats(in, count);
                    case DOUBLES -> readDoubles(in, count);
                    default ->
                            throw new DamagedChunkException(
                                    "it stores its numbers in an unknown way: " + mode);
                };
        byte[] qualities = Qualities.read(in, count);
        in.finish();
        return new NumberColumn(values, qualities);
    }

    private static boolean writeScaled(ByteWriter out, double[] values, int from, int count) {
        long[] scaled = new long[count];
        int[] exceptions = new int[count / 16 + 1];
        for (int k = 0; k <= MAX_DECIMALS; k++) {
            for (int mode = DIVIDED; mode <= (k == 0 ? DIVIDED : MULTIPLIED); mode++) {
                int found = scale(values, from, count, k, mode, scaled, exceptions);
                if (found >= 0) {
                    out.octet(mode);
                    out.octet(k);
                    IntColumn.write(out, scaled, 0, count);
                    out.varint(found);
                    for (int i = 0; i < found; i++) {
                        out.varint(exceptions[i] - (i == 0 ? -1 : exceptions[i - 1]));
                        out.fixed64(Double.doubleToLongBits(values[from + exceptions[i]]));
                    }
                    return true;
                }
            }
        }
        return false;
    }

    /// The number of exceptions, −1 if there are too many.
    private static int scale(
            double[] values,
            int from,
            int count,
            int k,
            int mode,
            long[] scaled,
            int[] exceptions) {
        double power = POWERS[k];
        double fraction = FRACTIONS[k];
        int found = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            double value = values[from + i];
            double whole = Math.rint(value * power);
            double back = mode == DIVIDED ? whole / power : whole * fraction;
            boolean same =
                    Math.abs(whole) < EXACT
                            && back == value
                            && (value != 0 || Double.doubleToLongBits(value) == 0);
            if (same) {
                before = (long) whole;
            } else if (found == exceptions.length || count == 1) {
                return -1;
            } else {
                exceptions[found++] = i;
            }
            scaled[i] = before;
        }
        if (found > 0 && exceptions[0] == 0) {
            fillBeginning(scaled, exceptions, found);
        }
        return found;
    }

    /// Gives exceptions at the very beginning the first proper number, so that they cost no bits.
    private static void fillBeginning(long[] scaled, int[] exceptions, int found) {
        int leading = 0;
        while (leading < found && exceptions[leading] == leading) {
            leading++;
        }
        Arrays.fill(scaled, 0, leading, leading < scaled.length ? scaled[leading] : 0);
    }

    private static double[] readScaled(ByteReader in, int count, int mode)
            throws DamagedChunkException {
        int k = in.octet();
        if (k > MAX_DECIMALS) {
            throw new DamagedChunkException("its numbers have " + k + " decimals");
        }
        long[] scaled = IntColumn.read(in, count);
        double[] values = new double[count];
        double power = POWERS[k];
        double fraction = FRACTIONS[k];
        for (int i = 0; i < count; i++) {
            values[i] = mode == DIVIDED ? scaled[i] / power : scaled[i] * fraction;
        }
        int exceptions = in.length(count);
        int at = -1;
        for (int i = 0; i < exceptions; i++) {
            at += in.length(count - 1 - at);
            if (at < 0) {
                throw new DamagedChunkException("an exception in it has no place");
            }
            values[at] = Double.longBitsToDouble(in.fixed64());
        }
        return values;
    }

    private static void writeUnscaled(ByteWriter out, double[] values, int from, int count) {
        double[] distinct = distinct(values, from, count);
        if (distinct.length <= count / 3) {
            out.octet(DICTIONARY);
            out.varint(distinct.length);
            for (double value : distinct) {
                out.fixed64(Double.doubleToLongBits(value));
            }
            long[] places = new long[count];
            for (int i = 0; i < count; i++) {
                places[i] = Arrays.binarySearch(distinct, values[from + i]);
            }
            IntColumn.write(out, places, 0, count);
        } else if (allFloats(values, from, count)) {
            out.octet(FLOATS);
            for (int i = from; i < from + count; i++) {
                out.fixed32(Float.floatToIntBits((float) values[i]));
            }
        } else {
            out.octet(DOUBLES);
            for (int i = from; i < from + count; i++) {
                out.fixed64(Double.doubleToLongBits(values[i]));
            }
        }
    }

    private static double[] distinct(double[] values, int from, int count) {
        double[] sorted = Arrays.copyOfRange(values, from, from + count);
        Arrays.sort(sorted);
        int size = 1;
        for (int i = 1; i < count; i++) {
            if (Double.compare(sorted[i], sorted[size - 1]) != 0) {
                sorted[size++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, size);
    }

    private static boolean allFloats(double[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (Double.compare((float) values[i], values[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static double[] readDictionary(ByteReader in, int count) throws DamagedChunkException {
        double[] distinct = new double[in.length(count)];
        for (int i = 0; i < distinct.length; i++) {
            distinct[i] = Double.longBitsToDouble(in.fixed64());
        }
        long[] places = IntColumn.read(in, count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            if (places[i] < 0 || places[i] >= distinct.length) {
                throw new DamagedChunkException("it refers to a value that it does not have");
            }
            values[i] = distinct[(int) places[i]];
        }
        return values;
    }

    private static double[] readFloats(ByteReader in, int count) throws DamagedChunkException {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(in.fixed32());
        }
        return values;
    }

    private static double[] readDoubles(ByteReader in, int count) throws DamagedChunkException {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Double.longBitsToDouble(in.fixed64());
        }
        return values;
    }
}
