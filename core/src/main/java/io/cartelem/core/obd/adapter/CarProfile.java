package io.cartelem.core.obd.adapter;

import java.util.Map;

/// What was learned about a car through one adapter, worth keeping between runs. Immutable.
///
/// @param car its VIN, or a fingerprint of its control units where it tells none
/// @param pidsPerRequest how many PIDs one request may carry, 1 to 6; 0 if not tried yet
/// @param lines how many lines each request is answered with
public record CarProfile(String car, int pidsPerRequest, Map<String, Integer> lines) {

    public CarProfile {
        lines = Map.copyOf(lines);
    }

    /// A car seen for the first time.
    public static CarProfile unknown(String car) {
        return new CarProfile(car, 0, Map.of());
    }
}
