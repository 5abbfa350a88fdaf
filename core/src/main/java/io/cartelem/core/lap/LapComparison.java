package io.cartelem.core.lap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A lap compared with a reference lap, by distance along the reference. Columns have equal length.
/// Immutable by convention: nobody changes the columns.
///
/// @param metres along the reference, from 0 to its length in equal steps
/// @param reference seconds since the start of the reference lap
/// @param lap seconds since the start of the lap
/// @param referenceSpeeds m/s
/// @param lapSpeeds m/s
/// @param corners the parts of the reference
/// @param losses the largest, largest first
public record LapComparison(
        double[] metres,
        double[] reference,
        double[] lap,
        double[] referenceSpeeds,
        double[] lapSpeeds,
        List<Corner> corners,
        List<Loss> losses) {
    /// How many losses are named.
    public static final int LOSSES = 3;

    /// Fewest and most columns.
    public static final int LEAST_POINTS = 11;

    public static final int MOST_POINTS = 20_000;

    private static final double WORTH_NAMING_S = 0.01;

    /// Compares `lap` with `reference`.
    ///
    /// @param points how many columns; [#LEAST_POINTS] to [#MOST_POINTS]
    public static LapComparison of(LapTrace reference, LapTrace lap, int points) {
        if (points < LEAST_POINTS || points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "points must be %d to %d, not %d".formatted(LEAST_POINTS, MOST_POINTS, points));
        }
        Progress ours = reference.progress();
        Progress theirs = lap.along(reference);
        double[] metres = new double[points];
        double[] a = new double[points];
        double[] b = new double[points];
        double[] va = new double[points];
        double[] vb = new double[points];
        for (int i = 0; i < points; i++) {
            metres[i] = reference.length() * i / (points - 1);
            a[i] = ours.timeAt(metres[i]);
            b[i] = theirs.timeAt(metres[i]);
            va[i] = ours.speedAt(metres[i]);
            vb[i] = theirs.speedAt(metres[i]);
        }
        List<Corner> corners = Corners.of(reference);
        List<Loss> losses = losses(reference, corners, ours, theirs);
        return new LapComparison(metres, a, b, va, vb, corners, losses);
    }

    /// How much later than the reference the lap is at column `i`, seconds.
    public double gap(int i) {
        return lap[i] - reference[i];
    }

    /// How much slower the lap was in all, seconds.
    public double total() {
        return gap(lap.length - 1);
    }

    private static List<Loss> losses(
            LapTrace reference, List<Corner> corners, Progress ours, Progress theirs) {
        List<Loss> all = new ArrayList<>();
        for (Corner corner : corners) {
            double before = theirs.timeAt(corner.fromM()) - ours.timeAt(corner.fromM());
            double after = theirs.timeAt(corner.toM()) - ours.timeAt(corner.toM());
            if (after - before > WORTH_NAMING_S) {
                all.add(
                        new Loss(
                                corner,
                                sectorAt(reference.lap(), ours.timeAt(corner.apexM())),
                                after - before,
                                slowest(theirs, corner),
                                slowest(ours, corner)));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Loss::seconds).reversed())
                .limit(LOSSES)
                .toList();
    }

    private static int sectorAt(Lap reference, double seconds) {
        double end = 0;
        for (int i = 0; i < reference.sectors().size(); i++) {
            Sector sector = reference.sectors().get(i);
            end += sector.timeNs() / 1e9;
            if (!sector.isKnown()) {
                return 1;
            }
            if (seconds <= end) {
                return i + 1;
            }
        }
        return Math.max(1, reference.sectors().size());
    }

    private static double slowest(Progress lap, Corner corner) {
        double slowest = Double.POSITIVE_INFINITY;
        for (double m = corner.fromM(); m <= corner.toM(); m += 2) {
            slowest = Math.min(slowest, lap.speedAt(m));
        }
        return slowest;
    }
}
