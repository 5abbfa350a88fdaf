package io.cartelem.app.lap;

import io.cartelem.app.text.Format;

import java.util.Locale;

/// How lap times are written. Any thread.
public final class LapTimes {
    private static final long MINUTE_MS = 60_000;

    private LapTimes() {}

    /// `1:32.456`, or a dash for a negative time.
    public static String time(long ns) {
        if (ns < 0) {
            return Format.DASH;
        }
        long ms = Math.round(ns / 1e6);
        return String.format(
                Locale.ROOT, "%d:%02d.%03d", ms / MINUTE_MS, ms % MINUTE_MS / 1000, ms % 1000);
    }

    /// `1:32`, for a time that still grows.
    public static String running(long ns) {
        long seconds = Math.max(0, ns) / 1_000_000_000L;
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /// `+0.31`, or a dash for NaN.
    public static String delta(double seconds) {
        return Double.isNaN(seconds) ? Format.DASH : String.format(Locale.ROOT, "%+.2f", seconds);
    }
}
