package io.cartelem.persistence.importer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Reads ISO-8601 UTC times. Neighbouring rows share their second, so the last one is kept. For one
/// thread.
final class UtcParser {
    /// `2025-12-31T03:19:58.443000Z`
    private static final int LENGTH = 27;

    private static final int POINT = 19;

    private String second = "";
    private long secondMicros;

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// Microseconds since 1970.
    ///
    /// @throws IllegalArgumentException if it is no such time
    long micros(String text) {
        try {
            if (text.length() == LENGTH
                    && text.charAt(POINT) == '.'
                    && text.charAt(LENGTH - 1) == 'Z') {
                if (!text.startsWith(second) || second.isEmpty()) {
                    secondMicros =
                            Instant.parse(text.substring(0, POINT) + "Z").getEpochSecond()
                                    * 1_000_000;
                    second = text.substring(0, POINT);
                }
                int fraction = 0;
                for (int i = POINT + 1; i < LENGTH - 1; i++) {
                    int digit = text.charAt(i) - '0';
                    if (digit < 0 || digit > 9) {
                        throw new NumberFormatException();
                    }
                    fraction = fraction * 10 + digit;
                }
                return secondMicros + fraction;
            }
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "ts_utc: '" + Numbers.shown(text) + "' is not a time in UTC", e);
        }
    }
}
