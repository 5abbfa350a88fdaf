package io.cartelem.core.gps;

import io.cartelem.core.gps.epoch.GpsEpoch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// Passes on the time of an epoch when the epoch before agrees with it.
final class TimeTrust {
    private static final long TOLERANCE_NS = 200_000_000;

    private final GpsTimeListener listener;
    private @Nullable Instant lastUtc;
    private long lastNs;

    TimeTrust(GpsTimeListener listener) {
        this.listener = listener;
    }

    void epoch(GpsEpoch epoch) {
        Instant utc = epoch.utc();
        if (utc == null || epoch.doubtful() || epoch.continuation()) {
            return;
        }
        Instant before = lastUtc;
        boolean agrees = before != null && agrees(before, utc, epoch.monoNs() - lastNs);
        lastUtc = utc;
        lastNs = epoch.monoNs();
        if (agrees) {
            listener.trusted(epoch.monoNs(), utc);
        }
    }

    private static boolean agrees(Instant before, Instant utc, long passedNs) {
        Duration difference = Duration.between(before, utc).minusNanos(passedNs);
        return difference.abs().compareTo(Duration.ofNanos(TOLERANCE_NS)) < 0;
    }
}
