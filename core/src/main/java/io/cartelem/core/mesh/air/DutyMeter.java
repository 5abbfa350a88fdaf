package io.cartelem.core.mesh.air;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What was sent in the last hour, and whether a packet more is allowed. Counted in stretches of
/// five seconds that are forgotten only when all of them lies more than an hour back, so it never
/// counts too little. Safe on any thread.
public final class DutyMeter {
    private static final long STRETCH_NS = 5_000_000_000L;
    private static final int STRETCHES = 3_600 / 5 + 1;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final double NANOS = 1e9;

    private final long[] sentNs = new long[STRETCHES];
    private long totalNs;

    /// Number of the newest stretch.
    private long newest = Long.MIN_VALUE;

    /// What the node says it sent in the last hour, and when it said so.
    private long reportedNs;

    private long reportedAtNs = Long.MIN_VALUE;
    private long ownSinceReportNs;

    /// Notes a packet that was handed to the node.
    ///
    /// @param monoNs monotonic time, not before that of an earlier call
    public synchronized void sent(long monoNs, double airSeconds) {
        advance(monoNs);
        long airNs = (long) Math.ceil(airSeconds * NANOS);
        sentNs[slot(newest)] += airNs;
        totalNs += airNs;
        ownSinceReportNs += airNs;
    }

    /// Notes what the node itself counts, which includes what it sends of its own accord and what
    /// was sent before this program started.
    ///
    /// @param airUtilTxPercent `air_util_tx` of its telemetry
    public synchronized void reported(long monoNs, double airUtilTxPercent) {
        if (airUtilTxPercent >= 0 && airUtilTxPercent <= 100) {
            reportedNs = (long) (airUtilTxPercent / 100 * HOUR_NS);
            reportedAtNs = monoNs;
            ownSinceReportNs = 0;
        }
    }

    /// The seconds sent in the hour before `monoNs`: by its own count or the node's, whichever is
    /// more.
    public synchronized double usedSeconds(long monoNs) {
        advance(monoNs);
        return usedNs(monoNs) / NANOS;
    }

    /// How long to wait before a packet may go, so that no hour holds more than `budgetSeconds`;
    /// empty if no waiting helps.
    ///
    /// @param airSeconds what the packet costs
    /// @param budgetSeconds what may be sent in an hour
    public synchronized Optional<Duration> waitFor(
            long monoNs, double airSeconds, double budgetSeconds) {
        if (airSeconds > budgetSeconds) {
            return Optional.empty();
        }
        advance(monoNs);
        long freeNs = (long) Math.floor((budgetSeconds - airSeconds) * NANOS);
        long waitNs = 0;
        long left = totalNs;
        for (long stretch = newest - STRETCHES + 1; left > freeNs && stretch <= newest; stretch++) {
            left -= sentNs[slot(stretch)];
            waitNs = (stretch + STRETCHES) * STRETCH_NS - monoNs;
        }
        if (byReport(monoNs) > freeNs) {
            waitNs = Math.max(waitNs, reportedAtNs + HOUR_NS - monoNs);
        }
        return Optional.of(Duration.ofNanos(waitNs));
    }

    private long usedNs(long monoNs) {
        return Math.max(totalNs, byReport(monoNs));
    }

    // How the node spread over the hour what it reports is not known: all of it counts until the
    // next report, which comes every minute, or for an hour.
    private long byReport(long monoNs) {
        boolean counts = reportedAtNs != Long.MIN_VALUE && monoNs - reportedAtNs < HOUR_NS;
        return counts ? reportedNs + ownSinceReportNs : 0;
    }

    private void advance(long monoNs) {
        long now = Math.floorDiv(monoNs, STRETCH_NS);
        if (newest == Long.MIN_VALUE || now - newest >= STRETCHES) {
            Arrays.fill(sentNs, 0);
            totalNs = 0;
            newest = now;
        }
        while (newest < now) {
            newest++;
            totalNs -= sentNs[slot(newest)];
            sentNs[slot(newest)] = 0;
        }
    }

    private static int slot(long stretch) {
        return Math.floorMod(stretch, STRETCHES);
    }
}
