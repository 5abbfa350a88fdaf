package io.cartelem.core.gps;

import io.cartelem.core.gps.nmea.NmeaReport;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// What GSV and GSA say about the sky: satellites in view and the dimension of the fix. Both come
/// seldom, so they are kept for a while beside the epochs.
final class SkyView {
    private static final long KEPT_NS = 10_000_000_000L;
    private static final int MAX_CONSTELLATIONS = 32;

    private record Seen(int satellites, long atNs) {}

    private final Map<String, Seen> inView = new HashMap<>();
    private @Nullable Seen used;
    private int dimension = -1;
    private long dimensionNs;

    void report(NmeaReport report, long monoNs) {
        if (report instanceof NmeaReport.InView view
                && (inView.size() < MAX_CONSTELLATIONS || inView.containsKey(view.talker()))) {
            // the signals of one constellation are different radio bands of the same satellites
            inView.put(view.talker(), new Seen(view.satellites(), monoNs));
        } else if (report instanceof NmeaReport.Precision precision && precision.dimension() > 0) {
            dimension = precision.dimension();
            dimensionNs = monoNs;
        }
    }

    /// Takes the number of satellites in the fix where it does not come with the epochs.
    void used(int satellites, long monoNs) {
        used = new Seen(satellites, monoNs);
    }

    /// Satellites in the fix as told by [#used(int, long)], -1 if not known.
    int used(long monoNs) {
        Seen told = used;
        return told != null && monoNs - told.atNs() <= KEPT_NS ? told.satellites() : -1;
    }

    /// Satellites in view of all constellations.
    int inView(long monoNs) {
        int sum = 0;
        for (Seen seen : inView.values()) {
            if (monoNs - seen.atNs() <= KEPT_NS) {
                sum += seen.satellites();
            }
        }
        return sum;
    }

    /// `3D`, `2D`, or `fix` while the receiver does not tell.
    String kind(long monoNs) {
        boolean known = dimension > 1 && monoNs - dimensionNs <= KEPT_NS;
        return known ? dimension + "D" : "fix";
    }
}
