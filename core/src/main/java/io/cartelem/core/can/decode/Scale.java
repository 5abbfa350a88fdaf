package io.cartelem.core.can.decode;

import io.cartelem.core.can.dbc.DbcSignal;
import io.cartelem.core.can.dbc.DbcSignal.Form;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// From raw bits to the physical value. Where factor and offset are short decimals, the value is
/// worked out in whole numbers and divided once, so that it is the double nearest to what the file
/// means: raw 3 at 0.1 is 0.3 and not 0.30000000000000004.
final class Scale {
    private static final int MOST_DECIMALS = 9;
    private static final double EXACT = 0x1p53;

    private final Form form;
    private final boolean full64;
    private final boolean exact;
    private final double factor;
    private final double offset;
    private final double divisor;

    Scale(DbcSignal signal) {
        form = signal.form();
        full64 = signal.length() == Long.SIZE && form == Form.UNSIGNED;
        int decimals = decimals(signal);
        boolean whole = form == Form.UNSIGNED || form == Form.SIGNED;
        double highest = Math.scalb(1.0, signal.length());
        BigDecimal power = BigDecimal.TEN.pow(Math.min(decimals, MOST_DECIMALS));
        double wholeFactor = signal.factor().multiply(power).doubleValue();
        double wholeOffset = signal.offset().multiply(power).doubleValue();
        exact =
                whole
                        && decimals <= MOST_DECIMALS
                        && Math.abs(wholeFactor) * highest + Math.abs(wholeOffset) < EXACT;
        factor = exact ? wholeFactor : signal.factor().doubleValue();
        offset = exact ? wholeOffset : signal.offset().doubleValue();
        divisor = exact ? power.doubleValue() : 1;
    }

    /// The physical value; NaN where a float signal holds none.
    double value(long raw) {
        double number =
                switch (form) {
                    case UNSIGNED -> full64 && raw < 0 ? unsigned(raw) : raw;
                    case SIGNED -> raw;
                    case FLOAT -> Float.intBitsToFloat((int) raw);
                    case DOUBLE -> Double.longBitsToDouble(raw);
                };
        double scaled = number * factor + offset;
        return exact ? scaled / divisor : scaled;
    }

    private static double unsigned(long raw) {
        // halved with the lost bit kept, so that it is rounded once
        return (double) ((raw >>> 1) | (raw & 1)) * 2;
    }

    /// Digits behind the point that factor and offset have.
    private static int decimals(DbcSignal signal) {
        int ofFactor = signal.factor().stripTrailingZeros().scale();
        int ofOffset = signal.offset().stripTrailingZeros().scale();
        return Math.max(0, Math.max(ofFactor, ofOffset));
    }

    /// Digits behind the point that are worth showing: those of the factor, but not many more than
    /// its size makes sense of.
    static int shownDecimals(DbcSignal signal) {
        if (signal.form() == Form.FLOAT || signal.form() == Form.DOUBLE) {
            return 3;
        }
        BigDecimal step = signal.factor().abs();
        if (step.signum() == 0) {
            return 0;
        }
        BigDecimal rounded = step.setScale(MOST_DECIMALS, RoundingMode.HALF_UP);
        double size = Math.max(rounded.doubleValue(), 1e-9);
        int sensible = (int) Math.ceil(-Math.log10(size)) + 1;
        return Math.clamp(Math.min(decimals(signal), sensible), 0, MOST_DECIMALS);
    }
}
