package io.cartelem.core.obd.elm;

import org.jspecify.annotations.Nullable;

/// Hexadecimal text as adapters print it, with or without spaces.
public final class Hex {

    private Hex() {}

    /// The text without white space.
    public static String compact(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) > ' ') {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder dense = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                dense.append(text.charAt(i));
            }
        }
        return dense.toString();
    }

    /// Whether every character is a hex digit; false for the empty text.
    public static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// The bytes of `text` from `from` on, null unless it is an even number of hex digits.
    public static byte @Nullable [] bytes(String text, int from) {
        int digits = text.length() - from;
        if (digits < 0 || digits % 2 != 0) {
            return null;
        }
        byte[] bytes = new byte[digits / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = digit(text.charAt(from + 2 * i));
            int low = digit(text.charAt(from + 2 * i + 1));
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[i] = (byte) ((high << 4) | low);
        }
        return bytes;
    }

    private static int digit(char c) {
        return c > 'f' ? -1 : Character.digit(c, 16);
    }
}
