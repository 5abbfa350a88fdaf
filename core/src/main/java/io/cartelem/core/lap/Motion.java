package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// Turns fixes into places: smooths their times, leaves out what cannot be, finds gaps and counts
/// the metres. Used by one thread; the same fixes give the same places, live or later.
final class Motion {
    /// A break of this length makes what follows another drive.
    static final double BREAK_S = 60;

    private static final double SHORTEST_GAP_S = 1;
    private static final double PERIODS_OF_A_GAP = 3;
    private static final double LONGEST_PERIOD_S = 2;
    private static final double PERIOD_WEIGHT = 0.1;

    /// Faster than any car on a track; a position that would need it is a receiver's error.
    private static final double IMPOSSIBLE_MPS = 120;

    /// After so many positions in a row that cannot be, the one before them was the error.
    private static final int STUBBORN = 3;

    /// Slower than this a car stands; what a receiver says below is noise.
    private static final double STANDING_MPS = 0.5;

    private static final double SPEED_WINDOW_S = 1;

    /// Position error of a single-frequency receiver per unit of HDOP, one axis, one standard
    /// deviation. The part that stays the same from lap to lap is left out.
    private static final double METRES_PER_HDOP = 1;

    private static final double USUAL_HDOP = 1.5;
    private static final double DOUBTFUL_FACTOR = 3;

    private final LocalPlane plane;
    private final EpochClock epochs = new EpochClock();
    private final ArrayDeque<Place> recent = new ArrayDeque<>();
    private @Nullable Place last;
    private long lastRawNs = Long.MIN_VALUE;
    private double periodS;
    private int impossible;

    Motion(LocalPlane plane) {
        this.plane = plane;
    }

    /// The place of `fix`, null if the fix is of no use.
    @Nullable Place advance(Fix fix) {
        if (!fix.usable() || fix.timeNs() <= lastRawNs) {
            return null;
        }
        double x = plane.x(fix.longitude());
        double y = plane.y(fix.latitude());
        Place before = last;
        if (before != null && leaps(before, fix, x, y)) {
            return null;
        }
        lastRawNs = fix.timeNs();
        impossible = 0;
        long timeNs = epochs.smooth(fix.timeNs());
        Place place = before == null ? first(fix, timeNs, x, y) : next(before, fix, timeNs, x, y);
        last = place;
        remember(place);
        return place;
    }

    private boolean leaps(Place before, Fix fix, double x, double y) {
        double seconds = Math.max((fix.timeNs() - lastRawNs) / 1e9, 1e-3);
        double metres = Math.hypot(x - before.x(), y - before.y());
        boolean cannotBe = metres > 50 + IMPOSSIBLE_MPS * seconds;
        return cannotBe && ++impossible < STUBBORN;
    }

    private Place first(Fix fix, long timeNs, double x, double y) {
        return place(fix, timeNs, x, y, Double.isNaN(fix.speed()) ? 0 : fix.speed(), 0, 0, false);
    }

    private Place next(Place before, Fix fix, long timeNs, double x, double y) {
        double seconds = (timeNs - before.timeNs()) / 1e9;
        boolean gap = seconds > Math.max(SHORTEST_GAP_S, PERIODS_OF_A_GAP * periodS) && periodS > 0;
        boolean broken = seconds > BREAK_S;
        double way = Math.hypot(x - before.x(), y - before.y());
        if (gap) {
            recent.clear();
        } else {
            double bounded = Math.min(seconds, LONGEST_PERIOD_S);
            periodS = periodS == 0 ? bounded : periodS + PERIOD_WEIGHT * (bounded - periodS);
        }
        double speed = Double.isNaN(fix.speed()) ? measured(timeNs, x, y, before) : fix.speed();
        double metres;
        if (broken) {
            metres = 0;
        } else if (gap) {
            metres = way;
        } else {
            metres = (moving(before.speed()) + moving(speed)) / 2 * seconds;
        }
        return place(
                fix,
                timeNs,
                x,
                y,
                speed,
                before.odometer() + metres,
                gap || broken ? seconds : 0,
                broken);
    }

    /// Without a speed from the receiver: the way since about a second, which noise of single fixes
    /// does not lengthen.
    private double measured(long timeNs, double x, double y, Place before) {
        Place from = recent.isEmpty() ? before : recent.getFirst();
        double seconds = (timeNs - from.timeNs()) / 1e9;
        return seconds <= 0 ? 0 : Math.hypot(x - from.x(), y - from.y()) / seconds;
    }

    private static double moving(double speed) {
        return speed < STANDING_MPS ? 0 : speed;
    }

    private Place place(
            Fix fix,
            long timeNs,
            double x,
            double y,
            double speed,
            double odometer,
            double gapS,
            boolean broken) {
        double heading = Math.toRadians(fix.heading());
        double hdop = Double.isNaN(fix.hdop()) ? USUAL_HDOP : Math.max(fix.hdop(), 0.5);
        double sigma = METRES_PER_HDOP * hdop * (fix.doubtful() ? DOUBTFUL_FACTOR : 1);
        boolean known = !Double.isNaN(fix.speed()) && !Double.isNaN(heading);
        return new Place(
                timeNs,
                x,
                y,
                speed,
                known ? fix.speed() * Math.sin(heading) : Double.NaN,
                known ? fix.speed() * Math.cos(heading) : Double.NaN,
                fix.doubtful() ? Double.POSITIVE_INFINITY : fix.hdop(),
                sigma,
                epochs.sigma(),
                odometer,
                gapS,
                broken);
    }

    private void remember(Place place) {
        recent.addLast(place);
        while (recent.size() > 1 && place.secondsSince(recent.getFirst()) > SPEED_WINDOW_S) {
            recent.removeFirst();
        }
    }
}
