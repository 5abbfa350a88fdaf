package io.cartelem.core.mesh.pack;

/// How a number becomes a code of a few bits, and back. Immutable.
public sealed interface Quantisation {
    /// The widest code.
    int MAX_BITS = 32;

    /// The width of a code.
    int bits();

    /// The largest code of this width that means anything, or all ones.
    long top();

    /// Whether the code after the last one is the first one again.
    boolean cyclic();

    /// The code nearest to a value; values out of range get the nearest code there is.
    ///
    /// @param value any number but NaN
    long code(double value);

    /// Whether a value lies in the range, so that its code stands for it within [#tolerance].
    boolean covers(double value);

    /// Whether a code of this width means anything.
    boolean valid(long code);

    /// What a valid code stands for.
    double value(long code);

    /// By how much the value of a code may differ from the number it was made of, at most.
    double tolerance(double value);

    /// Equal steps between decimal numbers: `value = (first + code · step) / 10^decimals`. Whole
    /// numbers all the way, so that every language gets the same decimals.
    ///
    /// @param first the smallest value, in units of the last decimal
    /// @param step 1 to 65535, in units of the last decimal
    /// @param top the largest code, 1 to 2^32-1
    /// @param decimals 0 to 9
    /// @param cyclic whether the code after the last one is the first one again, as for a heading
    record Steps(int first, int step, long top, int decimals, boolean cyclic)
            implements Quantisation {
        private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

        public Steps {
            if (step < 1 || step > 0xFFFF) {
                throw new IllegalArgumentException("a step is 1 to 65535, not " + step);
            }
            if (top < 1 || top > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("a largest code is 1 to 2^32-1, not " + top);
            }
            if (decimals < 0 || decimals > 9) {
                throw new IllegalArgumentException("decimals are 0 to 9, not " + decimals);
            }
        }

        @Override
        public int bits() {
            return Long.SIZE - Long.numberOfLeadingZeros(top);
        }

        @Override
        public long code(double value) {
            double steps = Math.rint((value * POWERS[decimals] - first) / step);
            if (cyclic) {
                double turns = Math.floor(steps / (top + 1));
                steps -= turns * (top + 1);
            }
            return (long) Math.clamp(steps, 0, (double) top);
        }

        @Override
        public boolean covers(double value) {
            if (cyclic) {
                return value >= value(0)
                        && value <= (first + (top + 1.0) * step) / POWERS[decimals];
            }
            double slack = step / 2.0;
            double units = value * POWERS[decimals];
            return units >= first - slack && units <= first + (double) top * step + slack;
        }

        @Override
        public boolean valid(long code) {
            return code >= 0 && code <= top;
        }

        @Override
        public double value(long code) {
            return (first + (double) code * step) / POWERS[decimals];
        }

        @Override
        public double tolerance(double value) {
            return step / 2.0 / POWERS[decimals] + Math.ulp(value);
        }
    }

    /// The upper bits of an IEEE 754 single, for a quantity of which nobody said a range.
    ///
    /// @param bits 16 to 32: a sign, eight bits of exponent and the rest of the fraction
    record Floating(int bits) implements Quantisation {
        private static final int EXPONENT = 0x7F80_0000;
        private static final int BEFORE_FRACTION = 9;

        public Floating {
            if (bits < 16 || bits > MAX_BITS) {
                throw new IllegalArgumentException("a float has 16 to 32 bits, not " + bits);
            }
        }

        @Override
        public long top() {
            return (1L << bits) - 1;
        }

        @Override
        public boolean cyclic() {
            return false;
        }

        @Override
        public long code(double value) {
            float single = (float) Math.clamp(value, -largest(), largest());
            long whole = Float.floatToIntBits(single) & 0xFFFF_FFFFL;
            int dropped = MAX_BITS - bits;
            long half = dropped == 0 ? 0 : 1L << (dropped - 1);
            return Math.min(whole + half, (whole & 0x8000_0000L) | bitsOf(largest())) >>> dropped;
        }

        @Override
        public boolean covers(double value) {
            return Math.abs(value) <= largest();
        }

        @Override
        public boolean valid(long code) {
            return code >= 0 && code < 1L << bits && (single(code) & EXPONENT) != EXPONENT;
        }

        @Override
        public double value(long code) {
            return Float.intBitsToFloat(single(code));
        }

        @Override
        public double tolerance(double value) {
            return Math.max(Math.scalb(Math.abs(value), BEFORE_FRACTION - bits), Float.MIN_NORMAL);
        }

        private int single(long code) {
            return (int) (code << (MAX_BITS - bits));
        }

        private double largest() {
            int dropped = MAX_BITS - bits;
            return Float.intBitsToFloat(0x7F7F_FFFF >>> dropped << dropped);
        }

        private static long bitsOf(double largest) {
            return Float.floatToIntBits((float) largest) & 0xFFFF_FFFFL;
        }
    }
}
