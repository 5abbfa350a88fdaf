package io.cartelem.core.lap;

import io.cartelem.core.lap.Reason.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The parts of a drive, each with the reasons why it does not count, and what follows from those
/// that do. Immutable.
///
/// @param parts in their order
/// @param lengthM metres of a lap, from the laps themselves where there are enough of them; 0 if
///   not known
/// @param bestSectorsNs the best time of each sector over the laps that count; −1 where there is
///   none
public record LapTable(List<Lap> parts, double lengthM, List<Long> bestSectorsNs) {
    /// A car that stands for less is in traffic.
    private static final double STOP_S = 5;

    /// A stop in the first or last quarter of a lap is a stop in the pits.
    private static final double PIT_SHARE = 0.25;

    /// In the pit lane a car is at most so fast, compared with others at the line, and beside them
    /// by this.
    private static final double PIT_SPEED_SHARE = 0.6;

    private static final double PIT_OFFSET_M = 6;
    private static final double TOO_UNCERTAIN_S = 0.5;

    /// Racing lines and receivers differ by about a percent.
    private static final double CUT_SHARE = 0.02;

    private static final double CUT_M = 5;
    private static final double LONG_SHARE = 0.5;
    private static final int ENOUGH_LAPS = 3;

    public LapTable {
        parts = List.copyOf(parts);
        bestSectorsNs = List.copyOf(bestSectorsNs);
    }

    /// Judges the parts that a [LapCutter] made. Depends on nothing but its arguments.
    public static LapTable judge(Course course, List<Lap> parts) {
        List<Lap> whole =
                parts.stream()
                        .filter(lap -> lap.isTimed() && lap.facts().longestGapS() == 0)
                        .toList();
        boolean enough = whole.size() >= ENOUGH_LAPS;
        double length =
                enough
                        ? median(whole.stream().mapToDouble(Lap::metres).toArray())
                        : course.lengthM();
        double speed = enough ? median(atLine(whole, Crossing::speed)) : Double.NaN;
        double offset = enough ? median(atLine(whole, Crossing::offset)) : Double.NaN;
        List<Lap> judged = new ArrayList<>(parts.size());
        for (Lap part : parts) {
            judged.add(part.isTimed() ? part.judged(reasons(part, length, speed, offset)) : part);
        }
        return new LapTable(judged, length, bestSectors(course, judged));
    }

    /// The laps, without what lies before and after them.
    public List<Lap> laps() {
        return parts.stream().filter(Lap::isTimed).toList();
    }

    /// The lap with that number.
    public Optional<Lap> lap(int number) {
        return parts.stream().filter(lap -> lap.isTimed() && lap.number() == number).findFirst();
    }

    /// The fastest lap that counts.
    public Optional<Lap> best() {
        return parts.stream().filter(Lap::counts).min(Comparator.comparingLong(Lap::timeNs));
    }

    /// The best sectors together, nanoseconds; −1 while one of them is missing.
    public long theoreticalBestNs() {
        return bestSectorsNs.stream().anyMatch(sector -> sector < 0)
                ? -1
                : bestSectorsNs.stream().mapToLong(sector -> sector).sum();
    }

    private static List<Reason> reasons(Lap lap, double length, double speed, double offset) {
        List<Reason> reasons = new ArrayList<>();
        LapFacts facts = lap.facts();
        if (facts.longestGapS() > 0) {
            reasons.add(new Reason(Kind.GAP, facts.longestGapS(), facts.gapAtM()));
        }
        if (facts.stoodS() >= STOP_S) {
            double share = facts.stoodAtM() / Math.max(lap.metres(), 1);
            Kind kind =
                    share < PIT_SHARE
                            ? Kind.OUT_LAP
                            : share > 1 - PIT_SHARE ? Kind.IN_LAP : Kind.STOPPED;
            reasons.add(new Reason(kind, facts.stoodS(), facts.stoodAtM()));
        }
        boolean knownPit = reasons.stream().anyMatch(r -> r.kind() == Kind.OUT_LAP);
        if (!knownPit && inPitLane(facts.start(), speed, offset)) {
            reasons.add(Reason.of(Kind.OUT_LAP, 0));
        }
        knownPit = reasons.stream().anyMatch(r -> r.kind() == Kind.IN_LAP);
        if (!knownPit && inPitLane(facts.end(), speed, offset)) {
            reasons.add(Reason.of(Kind.IN_LAP, 0));
        }
        if (facts.worstHdop() > 0) {
            reasons.add(new Reason(Kind.HDOP, facts.worstHdop(), facts.hdopAtM()));
        }
        if (lap.uncertaintyNs() > TOO_UNCERTAIN_S * 1e9) {
            reasons.add(Reason.of(Kind.UNCERTAIN, lap.uncertaintyNs() / 1e9));
        }
        shape(lap, length, reasons);
        return reasons;
    }

    private static void shape(Lap lap, double length, List<Reason> reasons) {
        for (int i = 0; i + 1 < lap.sectors().size(); i++) {
            boolean before = lap.sectors().get(i).isKnown();
            boolean after = lap.sectors().get(i + 1).isKnown();
            if (!before && !after) {
                reasons.add(Reason.of(Kind.MISSED_SPLIT, i + 1));
            }
        }
        if (length > 0 && lap.facts().longestGapS() == 0) {
            double difference = lap.metres() - length;
            if (-difference > CUT_SHARE * length + CUT_M) {
                reasons.add(Reason.of(Kind.CUT, -difference));
            } else if (difference > LONG_SHARE * length) {
                reasons.add(Reason.of(Kind.TOO_LONG, difference));
            }
        }
    }

    private static boolean inPitLane(@Nullable Crossing crossing, double speed, double offset) {
        return crossing != null
                && !Double.isNaN(speed)
                && crossing.speed() < PIT_SPEED_SHARE * speed
                && Math.abs(crossing.offset() - offset) > PIT_OFFSET_M;
    }

    private static List<Long> bestSectors(Course course, List<Lap> judged) {
        Long[] best = new Long[course.sectors()];
        Arrays.fill(best, -1L);
        for (Lap lap : judged) {
            for (int i = 0; lap.counts() && i < Math.min(best.length, lap.sectors().size()); i++) {
                Sector sector = lap.sectors().get(i);
                if (sector.isKnown() && (best[i] < 0 || sector.timeNs() < best[i])) {
                    best[i] = sector.timeNs();
                }
            }
        }
        return List.of(best);
    }

    private static double[] atLine(List<Lap> laps, ToDoubleFunction<Crossing> what) {
        return laps.stream()
                .map(lap -> lap.facts().end())
                .filter(Objects::nonNull)
                .mapToDouble(what)
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
