package io.cartelem.app.map;

import io.cartelem.app.chart.Pyramid;

/// Joins the latitudes and longitudes of a receiver into positions, each once. What belongs
/// together is what came together: of several fixes with one time, as after a burst, the first
/// latitude goes with the first longitude. FX thread.
final class Fixes {
    private long lastNs = Long.MIN_VALUE;

    /// How many positions of the time [#lastNs] were handed over.
    private int taken;

    /// Receives a position.
    @FunctionalInterface
    interface Sink {
        void accept(long timeNs, double latitude, double longitude);
    }

    /// Begins anew.
    void forget() {
        lastNs = Long.MIN_VALUE;
        taken = 0;
    }

    /// Hands over what both series have and was not handed over before, oldest first. A half whose
    /// other half has not come yet waits for it.
    void join(Pyramid latitude, Pyramid longitude, Sink sink) {
        int i = latitude.indexFrom(lastNs);
        int j = longitude.indexFrom(lastNs);
        int nth = 0;
        while (i < latitude.size() && j < longitude.size()) {
            long timeNs = latitude.timeNs(i);
            long other = longitude.timeNs(j);
            if (timeNs != other) {
                nth = 0;
                i += timeNs < other ? 1 : 0;
                j += timeNs > other ? 1 : 0;
                continue;
            }
            nth = i > 0 && latitude.timeNs(i - 1) == timeNs ? nth + 1 : 1;
            if (timeNs > lastNs || nth > taken) {
                sink.accept(timeNs, latitude.value(i), longitude.value(j));
                lastNs = timeNs;
                taken = nth;
            }
            i++;
            j++;
        }
    }
}
