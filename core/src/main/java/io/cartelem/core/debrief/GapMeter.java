package io.cartelem.core.debrief;

import io.cartelem.core.debrief.Debrief.SourceQuality;
import io.cartelem.core.port.ChannelSummary;

/// Counts the times in which a source was silent, told the times of its busiest channel. Used by
/// one thread.
///
/// A gap is what it is in a lap: more than a second and three periods.
final class GapMeter {
    private static final long SHORTEST_GAP_NS = 1_000_000_000L;
    private static final int PERIODS_OF_A_GAP = 3;

    private final ChannelSummary summary;
    private final long periodNs;
    private final long limitNs;
    private long lastNs;
    private int gaps;
    private long missingNs;
    private long longestNs;
    private long longestAtNs;

    GapMeter(ChannelSummary summary) {
        this.summary = summary;
        this.periodNs =
                Math.max(
                        1,
                        (summary.lastNs() - summary.firstNs()) / Math.max(1, summary.count() - 1));
        this.limitNs = Math.max(SHORTEST_GAP_NS, PERIODS_OF_A_GAP * periodNs);
        this.lastNs = summary.firstNs();
    }

    void sampleAt(long timeNs) {
        long silentNs = timeNs - lastNs;
        if (silentNs > limitNs) {
            gaps++;
            missingNs += silentNs;
            if (silentNs > longestNs) {
                longestNs = silentNs;
                longestAtNs = lastNs;
            }
        }
        lastNs = timeNs;
    }

    /// The result, with what is missing up to the end of the session.
    SourceQuality result(long endNs) {
        sampleAt(Math.max(endNs, lastNs));
        return new SourceQuality(
                summary.channel().source(),
                summary.channel(),
                (gaps == 0 ? 1e9 / periodNs : spokenHertz()),
                gaps,
                missingNs,
                longestNs,
                longestAtNs);
    }

    private double spokenHertz() {
        long spokenNs = summary.lastNs() - summary.firstNs() - missingNs;
        return spokenNs > 0 ? (summary.count() - 1 - gaps) * 1e9 / spokenNs : 1e9 / periodNs;
    }
}
