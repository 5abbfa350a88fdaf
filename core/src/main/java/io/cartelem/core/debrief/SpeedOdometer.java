package io.cartelem.core.debrief;

import io.cartelem.core.model.Quality;
import io.cartelem.core.port.Signal;

/// Counts metres by the car's own speed, for sessions without positions. Used by one thread.
final class SpeedOdometer {
    /// Over a longer silence nothing is known of the way.
    private static final long LONGEST_STEP_NS = 10_000_000_000L;

    private static final double KPH_PER_MPS = 3.6;

    private long lastNs = Long.MIN_VALUE;
    private double lastKph;
    private double metres;

    void accept(Signal signal) {
        if (signal.quality() == Quality.BAD || Double.isNaN(signal.value())) {
            return;
        }
        long stepNs = signal.timeNs() - lastNs;
        if (lastNs != Long.MIN_VALUE && stepNs <= LONGEST_STEP_NS) {
            metres += (lastKph + signal.value()) / 2 / KPH_PER_MPS * stepNs / 1e9;
        }
        lastNs = signal.timeNs();
        lastKph = signal.value();
    }

    /// Metres so far, NaN if there was no speed.
    double metres() {
        return lastNs == Long.MIN_VALUE ? Double.NaN : metres;
    }
}
