package io.cartelem.core.sensor;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Gives each row of a sensor its monotonic time, strictly after the row before. One thread.
///
/// A time that cannot be true is replaced by the time of arrival and counted: a wall clock more
/// than [#OLDEST] behind or [#NEWEST] ahead of ours, or one that went back.
final class RowClock {
    static final Duration OLDEST = Duration.ofHours(1);
    static final Duration NEWEST = Duration.ofSeconds(5);
    private static final long APART_NS = 1_000;

    private final SensorTime time;
    private final UptimeClock uptime;
    private boolean started;
    private long lastNs;
    private long lastClaimNs;
    private boolean claimed;
    private @Nullable String doubt;

    RowClock(SensorTime time) {
        this.time = time;
        this.uptime = new UptimeClock(Math.max(time.kind().unitNs(), 1));
    }

    /// The time of a row.
    ///
    /// @param text the row's own time, null if it has none
    /// @param arrivalNs when its last byte arrived
    /// @param utc our idea of UTC at `arrivalNs`
    long timeOf(@Nullable String text, long arrivalNs, Instant utc) {
        doubt = null;
        long ns = arrivalNs;
        if (time.kind() != SensorTime.Kind.ARRIVAL) {
            if (text == null || text.isEmpty()) {
                doubt = "it has no time; that of its arrival is used";
            } else {
                ns = own(text, arrivalNs, utc);
            }
        }
        if (started && ns <= lastNs) {
            ns = lastNs + APART_NS;
        }
        started = true;
        lastNs = ns;
        return ns;
    }

    /// What was wrong with the time of the last row, null if nothing was.
    @Nullable String doubt() {
        return doubt;
    }

    private long own(String text, long arrivalNs, Instant utc) {
        try {
            if (time.kind().uptime()) {
                double count = Double.parseDouble(text);
                if (!(count >= 0 && count < 1e15)) {
                    throw new NumberFormatException("out of range");
                }
                long ns = uptime.timeOf(count, arrivalNs);
                if (uptime.restarted()) {
                    doubt = "its clock started anew";
                }
                return ns;
            }
            return checked(instant(text), arrivalNs, utc);
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            doubt = "its time is no " + words(time.kind()) + "; that of its arrival is used";
            return arrivalNs;
        }
    }

    private Instant instant(String text) {
        if (time.kind() != SensorTime.Kind.ISO) {
            double count = Double.parseDouble(text);
            long micros = Math.round(count * (time.kind().unitNs() / 1_000.0));
            return Instant.ofEpochSecond(
                    Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
        }
        var parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    private long checked(Instant instant, long arrivalNs, Instant utc) {
        if (instant.isBefore(utc.minus(OLDEST))) {
            doubt = "its clock is more than an hour behind; the time of arrival is used";
            return arrivalNs;
        }
        if (instant.isAfter(utc.plus(NEWEST))) {
            doubt = "its clock is more than five seconds ahead; the time of arrival is used";
            return arrivalNs;
        }
        long claim = arrivalNs - Duration.between(instant, utc).toNanos();
        boolean back = claimed && claim < lastClaimNs - Duration.ofMillis(500).toNanos();
        claimed = true;
        lastClaimNs = claim;
        if (back) {
            doubt = "its clock went back; the time of arrival is used";
            return arrivalNs;
        }
        return claim;
    }

    private static String words(SensorTime.Kind kind) {
        return switch (kind) {
            case ARRIVAL -> "time";
            case EPOCH_S -> "number of seconds since 1970";
            case EPOCH_MS -> "number of milliseconds since 1970";
            case EPOCH_US -> "number of microseconds since 1970";
            case ISO -> "ISO 8601 time";
            case UPTIME_S -> "number of seconds";
            case UPTIME_MS -> "number of milliseconds";
            case UPTIME_US -> "number of microseconds";
        };
    }
}
