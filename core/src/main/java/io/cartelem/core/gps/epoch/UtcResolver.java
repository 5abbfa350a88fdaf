package io.cartelem.core.gps.epoch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Puts dates to times of day. Sentences without a date count on from the last one, over midnight;
/// dates that lie before a known day are those of receivers whose 10-bit week number has rolled
/// over (IS-GPS-200, 20.3.3.3.1.1), and are moved on by 1024 weeks.
public final class UtcResolver {
    /// A day on which this software already existed: a receiver that says an earlier one is wrong.
    /// Good until the rollover after next of the week number, 2044.
    public static final LocalDate EARLIEST = LocalDate.of(2025, 1, 1);

    private static final long WEEKS = 1024;
    private static final Duration HALF_DAY = Duration.ofHours(12);

    private final LocalDate earliest;
    private @Nullable Instant last;

    /// @param earliest dates before it have rolled over; for an old capture, a day before it
    public UtcResolver(LocalDate earliest) {
        this.earliest = earliest;
    }

    /// The UTC of a valid fix.
    ///
    /// @param timeOfDayNs nanoseconds since midnight
    /// @param date as the receiver says it in the same epoch, null if it says none
    /// @return null while no date is known
    @Nullable Instant resolve(long timeOfDayNs, @Nullable LocalDate date) {
        Instant before = last;
        Instant found = null;
        if (date != null) {
            found = at(unrolled(date), timeOfDayNs);
            // a date that lags behind the time at midnight
            if (before != null && isDayBehind(found, before)) {
                found = found.plus(Duration.ofDays(1));
            }
        } else if (before != null) {
            found = at(before.atZone(ZoneOffset.UTC).toLocalDate(), timeOfDayNs);
            if (found.isBefore(before.minus(HALF_DAY))) {
                found = found.plus(Duration.ofDays(1));
            } else if (found.isAfter(before.plus(HALF_DAY))) {
                found = found.minus(Duration.ofDays(1));
            }
        }
        if (found != null) {
            last = found;
        }
        return found;
    }

    private LocalDate unrolled(LocalDate date) {
        LocalDate moved = date;
        while (moved.isBefore(earliest)) {
            moved = moved.plusWeeks(WEEKS);
        }
        return moved;
    }

    private static boolean isDayBehind(Instant found, Instant before) {
        Duration back = Duration.between(found, before);
        return back.compareTo(Duration.ofDays(1).minusSeconds(10)) > 0
                && back.compareTo(Duration.ofDays(1)) < 0;
    }

    private static Instant at(LocalDate date, long timeOfDayNs) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().plusNanos(timeOfDayNs);
    }
}
