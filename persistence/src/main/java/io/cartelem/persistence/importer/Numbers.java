package io.cartelem.persistence.importer;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers as loggers write them. Stricter than Java's own parsers, which accept things like `1d`
/// or hexadecimal floats. Every method throws [NumberFormatException] with a sentence.
final class Numbers {
    private static final int LONGEST = 64;

    private Numbers() {}

    /// A decimal number.
    static double decimal(String text) {
        String trimmed = text.strip();
        if (!isPlain(trimmed, true)) {
            throw notANumber(text);
        }
        try {
            return Double.parseDouble(trimmed);
        } catch (NumberFormatException e) {
            throw notANumber(text);
        }
    }

    /// A decimal number, or one of Java's names for what is none: NaN, Infinity, -Infinity.
    static double any(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> decimal(text);
        };
    }

    /// A decimal number times `factor`, rounded once.
    static double scaled(String text, BigDecimal factor) {
        double value = decimal(text);
        if (!Double.isFinite(value) || Math.abs(value) > 1e15) {
            return value * factor.doubleValue();
        }
        return new BigDecimal(text.strip()).multiply(factor).doubleValue();
    }

    static long whole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new NumberFormatException("'" + shown(text) + "' is not a whole number");
        }
    }

    /// Seconds as microseconds, rounded to the nearest. No exponents.
    static long micros(String seconds) {
        String trimmed = seconds.strip();
        if (!isPlain(trimmed, false)) {
            throw notANumber(seconds);
        }
        try {
            return new BigDecimal(trimmed)
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw notANumber(seconds);
        }
    }

    /// A text from a file, short enough for a sentence.
    static String shown(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", " ");
        return oneLine.length() <= 40 ? oneLine : oneLine.substring(0, 40) + "…";
    }

    private static boolean isPlain(String text, boolean exponent) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean sign = c == '+' || c == '-' || c == '.';
            if (!digit && !sign && !(exponent && (c == 'e' || c == 'E'))) {
                return false;
            }
        }
        return true;
    }

    private static NumberFormatException notANumber(String text) {
        return new NumberFormatException("'" + shown(text) + "' is not a number");
    }
}
