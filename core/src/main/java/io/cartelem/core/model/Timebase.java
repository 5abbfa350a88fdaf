package io.cartelem.core.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Turns monotonic times into UTC by a session's anchors. Immutable.
///
/// Between two anchors the earlier one governs. A satellite anchor also governs what lies before
/// it, back to the last sleep of the machine, because the computer's clock at the start of a
/// recording without internet is worth less than the GPS time that comes a minute later.
public final class Timebase {
    private static final long NANOS = 1_000_000_000L;

    private final List<ClockAnchor> anchors;

    private Timebase(List<ClockAnchor> anchors) {
        this.anchors = anchors;
    }

    /// @param anchors at least one, in any order
    public static Timebase of(List<ClockAnchor> anchors) {
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("a time base needs at least one anchor");
        }
        List<ClockAnchor> sorted =
                anchors.stream().sorted(Comparator.comparingLong(ClockAnchor::timeNs)).toList();
        return new Timebase(effective(sorted));
    }

    public List<ClockAnchor> anchors() {
        return anchors;
    }

    /// The UTC of `timeNs`, exact to the nanosecond by the governing anchor.
    public Instant utcOf(long timeNs) {
        ClockAnchor anchor = governing(timeNs);
        return anchor.utc().plusNanos(timeNs - anchor.timeNs());
    }

    /// Microseconds since 1970 of `timeNs`, rounded down.
    public long epochMicrosOf(long timeNs) {
        ClockAnchor anchor = governing(timeNs);
        long nanos = Math.addExact(anchor.utc().getNano(), timeNs - anchor.timeNs());
        return Math.addExact(
                Math.multiplyExact(anchor.utc().getEpochSecond(), 1_000_000L),
                Math.floorDiv(nanos, 1_000L));
    }

    /// The monotonic time of `utc`, by the last anchor that is not after it. Instants so far away
    /// that they do not fit are answered with the nearest representable time.
    public long timeOf(Instant utc) {
        ClockAnchor found = anchors.getFirst();
        for (ClockAnchor anchor : anchors) {
            if (anchor.utc().isAfter(utc)) {
                break;
            }
            found = anchor;
        }
        long seconds = utc.getEpochSecond() - found.utc().getEpochSecond();
        if (Math.abs(seconds) > Long.MAX_VALUE / NANOS / 4) {
            return seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return found.timeNs() + seconds * NANOS + (utc.getNano() - found.utc().getNano());
    }

    private ClockAnchor governing(long timeNs) {
        ClockAnchor found = anchors.getFirst();
        for (ClockAnchor anchor : anchors) {
            if (anchor.timeNs() > timeNs) {
                break;
            }
            found = anchor;
        }
        return found;
    }

    private static List<ClockAnchor> effective(List<ClockAnchor> sorted) {
        List<ClockAnchor> kept = new ArrayList<>();
        for (ClockAnchor anchor : sorted) {
            boolean trusted = anchor.trust() == ClockAnchor.Trust.GPS;
            while (trusted
                    && !kept.isEmpty()
                    && kept.getLast().trust() == ClockAnchor.Trust.SYSTEM) {
                kept.removeLast();
            }
            if (trusted
                    && !kept.isEmpty()
                    && kept.getLast().trust() == ClockAnchor.Trust.AFTER_SLEEP) {
                ClockAnchor woke = kept.removeLast();
                long since = anchor.timeNs() - woke.timeNs();
                kept.add(
                        new ClockAnchor(
                                woke.timeNs(),
                                anchor.utc().minusNanos(since),
                                ClockAnchor.Trust.GPS));
            }
            boolean superseded =
                    anchor.trust() == ClockAnchor.Trust.SYSTEM
                            && !kept.isEmpty()
                            && kept.getLast().trust() == ClockAnchor.Trust.GPS;
            if (!superseded) {
                kept.add(anchor);
            }
        }
        return List.copyOf(kept);
    }
}
