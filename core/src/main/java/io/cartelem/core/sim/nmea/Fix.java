package io.cartelem.core.sim.nmea;

import io.cartelem.core.sim.car.CarState;

import java.time.Instant;

/// What a receiver knows at one epoch.
///
/// @param utc the epoch
/// @param timeKnown whether the receiver knows the time
/// @param valid whether it knows where it is
/// @param motion where the car truly is; of no meaning without a valid fix
record Fix(Instant utc, boolean timeKnown, boolean valid, CarState.Motion motion) {
    /// Below this a receiver gives no course, because it would be noise.
    private static final double COURSE_FROM_MPS = 0.1;

    boolean hasCourse() {
        return motion.speed() >= COURSE_FROM_MPS;
    }
}
