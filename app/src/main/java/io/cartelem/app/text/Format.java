package io.cartelem.app.text;

import java.time.Duration;

/// Numbers as text, always with a point as decimal sign and always as wide as the last one, so that
/// nothing jumps. Fast enough for every frame.
public final class Format {
    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};

    /// What stands where a value is gone.
    public static final String DASH = "–";

    private Format() {}

    /// `value` with `decimals` digits after the point (0 to 9), a dash if it is no number.
    public static String number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return DASH;
        }
        int digits = Math.clamp(decimals, 0, 9);
        double scaled = Math.abs(value) * POWERS[digits];
        if (scaled > 9e15) {
            return String.format(java.util.Locale.ROOT, "%.3g", value);
        }
        long rounded = Math.round(scaled);
        StringBuilder text = new StringBuilder(16);
        if (value < 0 && rounded != 0) {
            text.append('−');
        }
        text.append(rounded / POWERS[digits]);
        if (digits > 0) {
            text.append('.');
            String fraction = Long.toString(rounded % POWERS[digits]);
            text.repeat('0', digits - fraction.length()).append(fraction);
        }
        return text.toString();
    }

    /// `00:12:41`, with hours as many as there are.
    public static String elapsed(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
    }

    /// `12:41.250`, with hours in front if there are any.
    public static String position(long nanos) {
        long millis = Math.max(0, nanos) / 1_000_000;
        long hours = millis / 3_600_000;
        String rest =
                two(millis / 60_000 % 60)
                        + ":"
                        + two(millis / 1000 % 60)
                        + "."
                        + String.valueOf(1000 + millis % 1000).substring(1);
        return hours > 0 ? hours + ":" + rest : rest;
    }

    /// An age in the largest unit that says enough: `0.4 s`, `12 s`, `3 min`, `2 h`.
    public static String age(long nanos) {
        double seconds = nanos / 1e9;
        if (seconds < 10) {
            return number(seconds, 1) + " s";
        }
        if (seconds < 120) {
            return number(Math.floor(seconds), 0) + " s";
        }
        return seconds < 7200
                ? number(Math.floor(seconds / 60), 0) + " min"
                : number(Math.floor(seconds / 3600), 0) + " h";
    }

    /// Bytes with three digits that matter: `812 kB`, `4.21 GB`; a dash if not known.
    public static String bytes(long bytes) {
        if (bytes < 0) {
            return DASH;
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < BYTES.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return number(value, decimals) + " " + BYTES[unit];
    }

    /// A count with thin spaces between thousands.
    public static String count(long count) {
        String digits = Long.toString(Math.abs(count));
        StringBuilder text = new StringBuilder(count < 0 ? "−" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append('\u202f');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
