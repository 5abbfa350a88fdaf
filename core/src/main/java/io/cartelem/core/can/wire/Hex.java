package io.cartelem.core.can.wire;

import java.util.Arrays;

/// Hexadecimal digits of a line.
final class Hex {
    private static final byte[] DIGITS = new byte[256];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (int i = 0; i < 10; i++) {
            DIGITS['0' + i] = (byte) i;
        }
        for (int i = 0; i < 6; i++) {
            DIGITS['A' + i] = (byte) (10 + i);
            DIGITS['a' + i] = (byte) (10 + i);
        }
    }

    private Hex() {}

    /// The digit's value, -1 if it is none.
    static int digit(byte character) {
        return DIGITS[character & 0xFF];
    }

    /// Two digits' value, -1 if one is none.
    static int pair(byte[] line, int at) {
        int high = DIGITS[line[at] & 0xFF];
        int low = DIGITS[line[at + 1] & 0xFF];
        return (high | low) < 0 ? -1 : high << 4 | low;
    }

    /// The value of up to eight digits as an unsigned number, -1 if one is none.
    static long number(byte[] line, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = DIGITS[line[i] & 0xFF];
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
