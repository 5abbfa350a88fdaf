package io.cartelem.core.mesh;

import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.time.Instant;

/// UTC for the car's samples: by the satellites, if a receiver told it lately, else by the
/// computer's clock. Of what a receiver says, the least delayed of the last minute counts. Any
/// thread.
final class CarTime {
    private static final long BUCKET_NS = Duration.ofSeconds(30).toNanos();

    /// A clock that drifts by 50 ppm is 60 ms off after that.
    private static final long TRUST_NS = Duration.ofMinutes(20).toNanos();

    private long anchorNs;
    private Instant anchorUtc = Instant.EPOCH;
    private long bestNs;
    private Instant bestUtc = Instant.EPOCH;
    private long bucketNs;
    private boolean known;

    /// A receiver with a fix said at `timeNs` that it was `utc`.
    synchronized void trusted(long timeNs, Instant utc) {
        boolean first = !known || timeNs - bucketNs > TRUST_NS;
        if (first || lead(timeNs, utc, bestNs, bestUtc).isPositive()) {
            bestNs = timeNs;
            bestUtc = utc;
        }
        if (first) {
            known = true;
            bucketNs = timeNs;
            anchorNs = timeNs;
            anchorUtc = utc;
        } else if (lead(timeNs, utc, anchorNs, anchorUtc).isPositive()) {
            anchorNs = timeNs;
            anchorUtc = utc;
        }
        if (timeNs - bucketNs >= BUCKET_NS) {
            anchorNs = bestNs;
            anchorUtc = bestUtc;
            bestNs = timeNs;
            bestUtc = utc;
            bucketNs = timeNs;
        }
    }

    /// The UTC of a monotonic time.
    synchronized Instant utcOf(long timeNs, Clock clock) {
        return isTrusted(timeNs)
                ? anchorUtc.plusNanos(timeNs - anchorNs)
                : clock.utc().plusNanos(timeNs - clock.monoNs());
    }

    /// Whether [#utcOf] goes by the satellites.
    synchronized boolean isTrusted(long timeNs) {
        return known && timeNs - bucketNs <= TRUST_NS;
    }

    private static Duration lead(long timeNs, Instant utc, long otherNs, Instant otherUtc) {
        return Duration.between(otherUtc.plusNanos(timeNs - otherNs), utc);
    }
}
