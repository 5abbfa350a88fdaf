package io.cartelem.persistence.importer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Puts dates to times of day (`HHMMSS.ss`, UTC): the first one is taken as near as possible to the
/// moment at which the file was made, which may be in local time; the others count on from there,
/// over midnight. For one thread.
final class TimeOfDay {
    private static final LocalDateTime UNKNOWN = LocalDateTime.of(2000, 1, 1, 12, 0);
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final Duration HALF_DAY = Duration.ofHours(12);

    private final boolean knowsDate;
    private Instant last;

    private TimeOfDay(boolean knowsDate, LocalDateTime near) {
        this.knowsDate = knowsDate;
        this.last = near.toInstant(ZoneOffset.UTC);
    }

    static TimeOfDay unknownDate() {
        return new TimeOfDay(false, UNKNOWN);
    }

    /// Without a date where the numbers are none.
    static TimeOfDay near(int year, int month, int day, int hour, int minute, int second) {
        try {
            return new TimeOfDay(true, LocalDateTime.of(year, month, day, hour, minute, second));
        } catch (DateTimeException e) {
            return unknownDate();
        }
    }

    boolean knowsDate() {
        return knowsDate;
    }

    /// @throws NumberFormatException if `text` is not a time of day
    Instant utc(String text) {
        long packed = Numbers.micros(text);
        long seconds = packed / 1_000_000;
        long micros =
                (seconds / 10_000 * 3600 + seconds / 100 % 100 * 60 + seconds % 100) * 1_000_000
                        + packed % 1_000_000;
        if (packed < 0
                || seconds / 100 % 100 > 59
                || seconds % 100 > 60
                || micros >= DAY_MICROS + 1_000_000) {
            throw new NumberFormatException(
                    "'" + Numbers.shown(text) + "' is not a time of day HHMMSS.ss");
        }
        LocalDate day = last.atZone(ZoneOffset.UTC).toLocalDate();
        Instant utc = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusNanos(micros * 1_000);
        if (utc.isBefore(last.minus(HALF_DAY))) {
            utc = utc.plus(Duration.ofDays(1));
        } else if (utc.isAfter(last.plus(HALF_DAY))) {
            utc = utc.minus(Duration.ofDays(1));
        }
        last = utc;
        return utc;
    }
}
