package io.cartelem.core.record;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.ClockAnchor.Trust;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides when a recording needs a new clock anchor. Pure; confined to one thread.
///
/// A receiver's sentence arrives some time after the instant it names, and how long after varies by
/// tens of milliseconds. The least delayed one of half a minute tells the offset best, so an anchor
/// moves only when that best differs from the anchor in force by more than [#TOLERANCE].
final class AnchorKeeper {
    /// The clocks may disagree by this much before an anchor is set.
    static final Duration TOLERANCE = Duration.ofMillis(50);

    /// The computer's clock going forward by more than this is a machine that slept.
    static final Duration SLEEP = Duration.ofSeconds(2);

    private static final long WINDOW_NS = Duration.ofSeconds(30).toNanos();

    private @Nullable ClockAnchor governing;
    private @Nullable ClockAnchor best;
    private long windowEndNs;

    /// Starts with the anchor at the session's start.
    void start(ClockAnchor first) {
        governing = first;
        best = null;
    }

    /// A receiver with a fix said at `timeNs` that it was `utc`.
    Optional<ClockAnchor> trusted(long timeNs, Instant utc) {
        ClockAnchor heard = new ClockAnchor(timeNs, utc, Trust.GPS);
        if (governing == null || governing.trust() != Trust.GPS) {
            windowEndNs = timeNs + WINDOW_NS;
            best = heard;
            return adopt(heard);
        }
        if (best == null || lead(heard, best).isPositive()) {
            best = heard;
        }
        boolean leapt = lead(heard, governing).abs().compareTo(SLEEP) > 0;
        if (!leapt && timeNs < windowEndNs) {
            return Optional.empty();
        }
        ClockAnchor candidate = leapt ? heard : best;
        windowEndNs = timeNs + WINDOW_NS;
        best = null;
        return lead(candidate, governing).abs().compareTo(TOLERANCE) > 0
                ? adopt(candidate)
                : Optional.empty();
    }

    /// The computer's clock said at `timeNs` that it was `utc`; asked about once a second.
    ///
    /// @param expected what it should have said, counted on from the last time it was asked
    Optional<ClockAnchor> system(long timeNs, Instant utc, Instant expected) {
        if (Duration.between(expected, utc).compareTo(SLEEP) > 0) {
            return adopt(new ClockAnchor(timeNs, utc, Trust.AFTER_SLEEP));
        }
        ClockAnchor heard = new ClockAnchor(timeNs, utc, Trust.SYSTEM);
        boolean agrees =
                governing != null
                        && (governing.trust() == Trust.GPS
                                || lead(heard, governing).abs().compareTo(TOLERANCE) <= 0);
        return agrees ? Optional.empty() : adopt(heard);
    }

    private Optional<ClockAnchor> adopt(ClockAnchor anchor) {
        governing = anchor;
        return Optional.of(anchor);
    }

    /// How much later `a` says it is than `b`, at the same monotonic time.
    private static Duration lead(ClockAnchor a, ClockAnchor b) {
        return Duration.between(b.utc().plusNanos(a.timeNs() - b.timeNs()), a.utc());
    }
}
