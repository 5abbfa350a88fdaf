package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

/// Counts the metres of a drive by its positions, as laps do, also where there is no course. Used
/// by one thread.
public final class Odometer {
    private @Nullable Motion motion;
    private double metres = Double.NaN;

    /// Takes the next position.
    public void accept(Fix fix) {
        if (!fix.usable()) {
            return;
        }
        if (motion == null) {
            motion = new Motion(new LocalPlane(new GeoPoint(fix.latitude(), fix.longitude())));
        }
        Place place = motion.advance(fix);
        if (place != null) {
            metres = place.odometer();
        }
    }

    /// Metres since the first position, NaN if there was none.
    public double metres() {
        return metres;
    }
}
