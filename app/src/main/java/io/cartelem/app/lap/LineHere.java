package io.cartelem.app.lap;

import io.cartelem.app.desk.Snapshot;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.live.Trace;

import java.util.Optional;

/// A timing line where the car is now, across the way it came. FX thread.
public final class LineHere {
    private static final String LATITUDE = "gps.latitude";
    private static final String LONGITUDE = "gps.longitude";

    /// So far a car must have come for its direction to be known in spite of the receiver's noise.
    private static final double CAME_M = 8;

    private static final long LOOK_BACK_NS = 600_000_000_000L;
    private static final long LATEST_NS = 5_000_000_000L;

    private LineHere() {}

    /// Empty while there is no position, or none for five seconds, or the car has not moved.
    public static Optional<TimingLine> of(Snapshot snapshot) {
        long after = snapshot.nowNs() - LOOK_BACK_NS;
        Trace latitudes = snapshot.history(LATITUDE, after);
        Trace longitudes = snapshot.history(LONGITUDE, after);
        int i = latitudes.size() - 1;
        int j = longitudes.size() - 1;
        GeoPoint here = null;
        while (i >= 0 && j >= 0) {
            long difference = latitudes.timesNs()[i] - longitudes.timesNs()[j];
            if (difference == 0) {
                GeoPoint place = new GeoPoint(latitudes.values()[i], longitudes.values()[j]);
                if (here == null) {
                    if (snapshot.nowNs() - latitudes.timesNs()[i] > LATEST_NS) {
                        return Optional.empty();
                    }
                    here = place;
                } else if (LocalPlane.distance(here, place) >= CAME_M) {
                    return Optional.of(across(here, place));
                }
            }
            // both channels come with every fix; one may lack its latest
            i -= difference >= 0 ? 1 : 0;
            j -= difference <= 0 ? 1 : 0;
        }
        return Optional.empty();
    }

    private static TimingLine across(GeoPoint here, GeoPoint before) {
        LocalPlane plane = new LocalPlane(here);
        double heading = Math.atan2(-plane.x(before.longitude()), -plane.y(before.latitude()));
        return TimingLine.across(here, Math.toDegrees(heading), TimingLine.USUAL_HALF_WIDTH_M);
    }
}
