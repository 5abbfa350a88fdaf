package io.cartelem.core.obd.pid;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a value exists at all although its bytes are there: a bit that says so, or a byte that
/// means "not used". Read from the notes of the PID table.
///
/// @param index of the byte that tells, 0 for A
/// @param mask the bits of it that count
/// @param pattern what they are compared with
/// @param equal whether the value exists when they are equal, or when they differ
record Presence(int index, int mask, int pattern, boolean equal) {
    private static final Pattern BIT = Pattern.compile("\\(([A-E]) bit([0-7]) = supported\\)");
    private static final Pattern UNUSED = Pattern.compile("\\(([A-E])=(\\d{1,3}): not used\\)");

    /// Always there.
    static final Presence ALWAYS = new Presence(0, 0, 0, true);

    static Presence of(String description) {
        Matcher bit = BIT.matcher(description);
        if (bit.find()) {
            int mask = 1 << Integer.parseInt(bit.group(2));
            return new Presence(bit.group(1).charAt(0) - 'A', mask, mask, true);
        }
        Matcher unused = UNUSED.matcher(description);
        if (unused.find()) {
            int value = Integer.parseInt(unused.group(2));
            return new Presence(unused.group(1).charAt(0) - 'A', 0xFF, value, false);
        }
        return ALWAYS;
    }

    boolean holds(byte[] data) {
        return ((data[index] & mask) == pattern) == equal;
    }
}
