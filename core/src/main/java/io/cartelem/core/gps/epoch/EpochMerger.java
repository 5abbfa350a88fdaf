package io.cartelem.core.gps.epoch;

import io.cartelem.core.gps.nmea.NmeaReport;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Merges the reports of one moment, in whatever order a receiver sends them.
///
/// An epoch is keyed by its UTC time of day; sentences without a time belong to the one that is
/// open. It is closed by the first of:
/// - the sentence that has been its last a few times in a row ([LastSentence]): no delay at all;
/// - silence on the line, longer than the pauses within a burst;
/// - a sentence with another time.
///
/// What still comes for an epoch that was closed too early is handed out as its continuation. GSV
/// gives no value to an epoch, nor does GSA where GGA tells the precision: nobody waits for them.
public final class EpochMerger {
    private static final long NANOS = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * NANOS;
    private static final long MIN_GAP_NS = 20_000_000;
    private static final long MAX_GAP_NS = 150_000_000;
    private static final int CLOCK = 4;
    private static final int COURSE = 5;
    private static final int PRECISION = 6;

    private final UtcResolver resolver;
    private final LastSentence lastSentence = new LastSentence();

    /// Being gathered; keyed once a sentence with a (perhaps empty) time is in it.
    private @Nullable EpochBuilder open;

    /// The epoch closed last, and what it was built from, for what comes late.
    private @Nullable GpsEpoch closed;

    private @Nullable EpochBuilder closedFrom;
    private boolean continues;
    private int lastKey;
    private long lastEndNs = Long.MIN_VALUE;
    private long lastTimeOfDayNs = NmeaReport.NO_TIME;
    private long gapNs = MAX_GAP_NS;

    public EpochMerger(UtcResolver resolver) {
        this.resolver = resolver;
    }

    /// Takes a report.
    ///
    /// @param startNs when the first byte of its sentence was read
    /// @param endNs when the last byte was read
    /// @param sink told of each epoch that this closes
    public void accept(
            NmeaReport report, long startNs, long endNs, Consumer<? super GpsEpoch> sink) {
        boolean afterGap = lastEndNs == Long.MIN_VALUE || startNs - lastEndNs >= gapNs;
        if (afterGap) {
            closeKeyed(sink);
        }
        lastEndNs = endNs;
        switch (report) {
            case NmeaReport.Fix fix -> {
                if (open != null && open.repeats(fix)) {
                    closeKeyed(sink);
                }
                timed(fix.timeOfDayNs(), endNs, sink).add(fix);
                added(LastSentence.key(kind(fix.origin()), fix.talker()), sink);
            }
            case NmeaReport.Clock clock -> {
                timed(clock.timeOfDayNs(), endNs, sink).add(clock);
                added(LastSentence.key(CLOCK, "GP"), sink);
            }
            case NmeaReport.Course course -> {
                untimed(afterGap, endNs).add(course);
                added(LastSentence.key(COURSE, course.talker()), sink);
            }
            case NmeaReport.Precision precision -> precision(precision, afterGap, endNs, sink);
            case NmeaReport.InView _, NmeaReport.Other _, NmeaReport.Rejected _ -> {
                // nothing for an epoch
            }
        }
    }

    /// Tells that nothing has come; closes the epoch when the silence shows that it is complete.
    public void idle(long monoNs, Consumer<? super GpsEpoch> sink) {
        if (open != null && monoNs - lastEndNs >= gapNs) {
            closeKeyed(sink);
        }
    }

    /// Nanoseconds of silence after which [#idle] should be called, 0 when there is nothing to
    /// close.
    public long closesAfterNs() {
        return open != null && open.keyed() ? gapNs : 0;
    }

    /// Hands out what is open, at the end of a stream.
    public void flush(Consumer<? super GpsEpoch> sink) {
        closeKeyed(sink);
    }

    private EpochBuilder timed(long timeOfDayNs, long endNs, Consumer<? super GpsEpoch> sink) {
        if (open != null && open.keyed() && open.timeOfDayNs() != timeOfDayNs) {
            closeKeyed(sink);
        }
        EpochBuilder before = closedFrom;
        boolean late =
                open == null
                        && before != null
                        && timeOfDayNs != NmeaReport.NO_TIME
                        && before.timeOfDayNs() == timeOfDayNs;
        EpochBuilder epoch = late && before != null ? reopen(before) : opened(endNs);
        if (!epoch.keyed()) {
            epoch.key(timeOfDayNs);
            learnPeriod(timeOfDayNs);
        }
        return epoch;
    }

    private EpochBuilder untimed(boolean afterGap, long endNs) {
        EpochBuilder before = closedFrom;
        return open == null && before != null && !afterGap ? reopen(before) : opened(endNs);
    }

    private void precision(
            NmeaReport.Precision precision,
            boolean afterGap,
            long endNs,
            Consumer<? super GpsEpoch> sink) {
        EpochBuilder target = open != null || afterGap ? open : closedFrom;
        if (target != null && target.hasPrecision()) {
            return;
        }
        EpochBuilder epoch = untimed(afterGap, endNs);
        epoch.add(precision);
        added(LastSentence.key(PRECISION, precision.talker()), sink);
    }

    private EpochBuilder opened(long endNs) {
        if (open == null) {
            open = new EpochBuilder(endNs);
            continues = false;
        }
        return open;
    }

    private EpochBuilder reopen(EpochBuilder before) {
        lastSentence.wasWrong();
        open = before;
        continues = true;
        return before;
    }

    private void added(int key, Consumer<? super GpsEpoch> sink) {
        lastKey = key;
        if (lastSentence.is(key)) {
            close(sink);
        }
    }

    private void closeKeyed(Consumer<? super GpsEpoch> sink) {
        if (open != null && open.keyed()) {
            if (!continues) {
                lastSentence.endedWith(lastKey);
            }
            close(sink);
        }
    }

    private void close(Consumer<? super GpsEpoch> sink) {
        EpochBuilder complete = open;
        if (complete == null || !complete.keyed()) {
            return;
        }
        open = null;
        GpsEpoch before = closed;
        GpsEpoch whole = complete.build(resolver);
        boolean late = continues && before != null;
        closedFrom = complete;
        closed = whole;
        sink.accept(late && before != null ? whole.beyond(before) : whole);
    }

    private static int kind(NmeaReport.Origin origin) {
        return switch (origin) {
            case GGA -> 0;
            case GNS -> 1;
            case RMC -> 2;
            case GLL -> 3;
        };
    }

    /// Adapts the silence that ends an epoch to the receiver's rate.
    private void learnPeriod(long timeOfDayNs) {
        if (timeOfDayNs == NmeaReport.NO_TIME) {
            return;
        }
        if (lastTimeOfDayNs != NmeaReport.NO_TIME) {
            long period = Math.floorMod(timeOfDayNs - lastTimeOfDayNs, DAY_NS);
            if (period > 0 && period <= 2 * NANOS) {
                gapNs = Math.clamp(period / 4, MIN_GAP_NS, MAX_GAP_NS);
            }
        }
        lastTimeOfDayNs = timeOfDayNs;
    }
}
