package io.cartelem.core.lap;

/// A fix on the plane of a course, with what the fixes before it add.
///
/// @param timeNs when it was measured
/// @param x metres east
/// @param y metres north
/// @param speed m/s, from the receiver or from the way since about a second
/// @param vx velocity eastwards in m/s, NaN where the receiver does not say speed and course
/// @param vy velocity northwards in m/s, likewise
/// @param sigma one standard deviation of the position along one axis, metres
/// @param timeSigma one standard deviation of its time, seconds
/// @param odometer metres driven since the first fix
/// @param gapS seconds without a fix before it if those are a gap, otherwise 0
/// @param broken whether the gap is so long that what came before is another drive
record Place(
        long timeNs,
        double x,
        double y,
        double speed,
        double vx,
        double vy,
        double hdop,
        double sigma,
        double timeSigma,
        double odometer,
        double gapS,
        boolean broken) {

    boolean hasVelocity() {
        return !Double.isNaN(vx);
    }

    double secondsSince(Place earlier) {
        return (timeNs - earlier.timeNs) / 1e9;
    }
}
