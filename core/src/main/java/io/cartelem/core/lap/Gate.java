package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

/// A timing line on the plane of its course. Immutable.
final class Gate {
    /// Lets a car through that a receiver places just beside the end of the line.
    private static final double END_TOLERANCE_M = 1;

    /// Braking and cornering of a race car: what a straight line between two fixes misses.
    private static final double ACCELERATION = 8;

    /// How fast that changes: what a curve through two fixes and their velocities misses.
    private static final double JERK = 20;

    private static final double SPEED_SIGMA = 0.15;
    private static final double COURSE_SIGMA_RAD = Math.toRadians(1);
    private static final double SLOWEST_MPS = 0.5;
    private static final int BISECTIONS = 40;

    private final double centreX;
    private final double centreY;
    private final double aheadX;
    private final double aheadY;
    private final double halfWidth;

    Gate(TimingLine line, LocalPlane plane) {
        double leftX = plane.x(line.left().longitude());
        double leftY = plane.y(line.left().latitude());
        double rightX = plane.x(line.right().longitude());
        double rightY = plane.y(line.right().latitude());
        double width = Math.hypot(rightX - leftX, rightY - leftY);
        centreX = (leftX + rightX) / 2;
        centreY = (leftY + rightY) / 2;
        aheadX = -(rightY - leftY) / width;
        aheadY = (rightX - leftX) / width;
        halfWidth = width / 2;
    }

    /// Metres past the line, negative before it.
    double past(Place place) {
        return past(place.x(), place.y());
    }

    private double past(double x, double y) {
        return (x - centreX) * aheadX + (y - centreY) * aheadY;
    }

    /// Metres to the right of the line's middle.
    private double offset(double x, double y) {
        return (x - centreX) * aheadY - (y - centreY) * aheadX;
    }

    /// Metres to the nearest point of the line.
    double distance(Place place) {
        double beside = Math.abs(offset(place.x(), place.y())) - halfWidth;
        return Math.hypot(past(place), Math.max(0, beside));
    }

    /// Where the way between two places passes the line, in either direction, null if it passes
    /// beside it or not at all.
    @Nullable Crossing between(Place from, Place to) {
        double before = past(from);
        double after = past(to);
        if (before < 0 == after < 0) {
            return null;
        }
        double seconds = to.secondsSince(from);
        boolean curved = agrees(from, to, seconds);
        double part = curved ? root(from, to, seconds) : before / (before - after);
        double x =
                curved
                        ? hermite(from.x(), from.vx(), to.x(), to.vx(), seconds, part)
                        : from.x() + (to.x() - from.x()) * part;
        double y =
                curved
                        ? hermite(from.y(), from.vy(), to.y(), to.vy(), seconds, part)
                        : from.y() + (to.y() - from.y()) * part;
        double offset = offset(x, y);
        if (Math.abs(offset) > halfWidth + END_TOLERANCE_M) {
            return null;
        }
        double across = Math.abs(after - before) / seconds;
        long timeNs = from.timeNs() + Math.round((to.timeNs() - from.timeNs()) * part);
        double odometer = from.odometer() + (to.odometer() - from.odometer()) * part;
        long uncertainty = uncertainty(from, to, seconds, curved, across);
        return new Crossing(timeNs, timeNs, uncertainty, odometer, across, offset);
    }

    /// Whether speed and course tell the same story as the positions; where a receiver's filter
    /// lags behind, they do not.
    private static boolean agrees(Place from, Place to, double seconds) {
        if (!from.hasVelocity() || !to.hasVelocity() || to.gapS() > 0) {
            return false;
        }
        double x = to.x() - from.x() - (from.vx() + to.vx()) / 2 * seconds;
        double y = to.y() - from.y() - (from.vy() + to.vy()) / 2 * seconds;
        double way = Math.hypot(to.x() - from.x(), to.y() - from.y());
        return Math.hypot(x, y) <= 2 + 0.35 * way;
    }

    private double root(Place from, Place to, double seconds) {
        double p0 = past(from);
        double p1 = past(to);
        double v0 = from.vx() * aheadX + from.vy() * aheadY;
        double v1 = to.vx() * aheadX + to.vy() * aheadY;
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (hermite(p0, v0, p1, v1, seconds, middle) < 0 == p0 < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /// The cubic that has the given values and slopes at both ends.
    private static double hermite(
            double p0, double v0, double p1, double v1, double seconds, double u) {
        double w = 1 - u;
        return p0 * w * w * (1 + 2 * u)
                + p1 * u * u * (3 - 2 * u)
                + seconds * u * w * (v0 * w - v1 * u);
    }

    private static long uncertainty(
            Place from, Place to, double seconds, boolean curved, double across) {
        double position = Math.max(from.sigma(), to.sigma());
        double speed = Math.max(across, SLOWEST_MPS);
        double between;
        if (curved) {
            // 4/27 is the largest weight of a slope in the cubic.
            double slope = SPEED_SIGMA + COURSE_SIGMA_RAD * Math.max(from.speed(), to.speed());
            between = 4.0 / 27 * seconds * slope + JERK * seconds * seconds * seconds / 192;
        } else {
            between = Math.min(ACCELERATION * seconds * seconds / 16, across * seconds / 2);
        }
        double time = Math.max(from.timeSigma(), to.timeSigma());
        double sigma = Math.hypot(Math.hypot(position, between) / speed, time);
        return Math.round(2e9 * sigma);
    }
}
