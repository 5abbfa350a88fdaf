package io.cartelem.core.record;

/// Decides by speed when a recording begins and ends. Knows no clock: it is told speeds and times.
/// Used by one thread.
final class MotionSwitch {
    /// A car at rest; a receiver's noise stays below.
    private static final double REST_KPH = 3;

    /// One wrong speed begins nothing.
    private static final long CONFIRMED_NS = 800_000_000L;

    /// Without any speed for so long there is no drive any more.
    private static final long SILENT_NS = 600_000_000_000L;

    private final long restNs;
    private long fastSinceNs = Long.MIN_VALUE;
    private long restSinceNs = Long.MIN_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private boolean armed = true;

    /// @param restNs how long a car rests before its recording ends
    MotionSwitch(long restNs) {
        this.restNs = restNs;
    }

    /// A speed was measured.
    ///
    /// @param thresholdKph above this a drive begins
    /// @return whether a recording is to begin
    boolean begins(long timeNs, double kph, double thresholdKph) {
        lastNs = timeNs;
        if (kph <= REST_KPH) {
            armed = true;
            restSinceNs = restSinceNs == Long.MIN_VALUE ? timeNs : restSinceNs;
        } else {
            restSinceNs = Long.MIN_VALUE;
        }
        if (kph <= thresholdKph) {
            fastSinceNs = Long.MIN_VALUE;
            return false;
        }
        fastSinceNs = fastSinceNs == Long.MIN_VALUE ? timeNs : fastSinceNs;
        return armed && timeNs - fastSinceNs >= CONFIRMED_NS;
    }

    /// Whether a recording that began by speed is to end.
    boolean ends(long nowNs) {
        boolean rested = restSinceNs != Long.MIN_VALUE && nowNs - restSinceNs >= restNs;
        boolean silent = lastNs != Long.MIN_VALUE && nowNs - lastNs >= SILENT_NS;
        return rested || silent;
    }

    /// A person ended the recording while the car was moving: none begins before it has rested.
    void disarm() {
        armed = false;
    }
}
