package io.cartelem.core.lap;

import java.util.Arrays;

/// Takes the jitter out of the times of fixes. A receiver measures at a steady beat, but its
/// sentences arrive through buffers and carry the time of their arrival, which wanders by tens of
/// milliseconds: several metres at speed. Where the arrivals keep one of the customary beats, the
/// beat is followed and the arrivals correct it slowly; elsewhere times pass through unchanged. The
/// constant part of the delay stays and does not matter, because laps are differences.
///
/// Causal and without randomness: the same fixes give the same times, live or later.
final class EpochClock {
    private static final double[] RATES_HZ = {1, 2, 4, 5, 8, 10, 16, 18, 20, 25, 40, 50};
    private static final int WINDOW = 16;

    /// Intervals of the window that must lie on the beat.
    private static final int NEEDED = 14;

    /// How much of an arrival's deviation moves the beat: settles within a dozen fixes.
    private static final double GAIN = 0.08;

    private static final double OFF_BEAT = 0.4;
    private static final int MOST_MISSED = 10;

    /// What times are worth that nothing smooths.
    private static final double RAW_SIGMA_S = 0.002;

    private final long[] intervals = new long[WINDOW];
    private int seen;
    private long lastRawNs = Long.MIN_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private double periodNs;
    private double beatNs;
    private double meanSquare;

    /// The instant at which the fix that came at `rawNs` was measured, up to a constant. Strictly
    /// rising if `rawNs` is.
    long smooth(long rawNs) {
        if (lastRawNs != Long.MIN_VALUE) {
            intervals[seen++ % WINDOW] = rawNs - lastRawNs;
        }
        lastRawNs = rawNs;
        long time = periodNs > 0 ? followed(rawNs) : found(rawNs);
        lastNs = lastNs == Long.MIN_VALUE ? time : Math.max(time, lastNs + 1);
        return lastNs;
    }

    /// One standard deviation of what is left of the jitter, seconds.
    double sigma() {
        double settled = Math.sqrt(GAIN / (2 - GAIN) * meanSquare) / 1e9;
        return periodNs > 0 ? Math.max(settled, 1e-4) : RAW_SIGMA_S;
    }

    private long followed(long rawNs) {
        double beats = Math.max(1, Math.rint((rawNs - beatNs) / periodNs));
        double deviation = rawNs - (beatNs + beats * periodNs);
        if (beats > MOST_MISSED || Math.abs(deviation) > OFF_BEAT * periodNs) {
            periodNs = 0;
            seen = 0;
            return rawNs;
        }
        meanSquare += GAIN * (deviation * deviation - meanSquare);
        beatNs += beats * periodNs + GAIN * deviation;
        return Math.round(beatNs);
    }

    private long found(long rawNs) {
        if (seen >= WINDOW) {
            long[] sorted = intervals.clone();
            Arrays.sort(sorted);
            double median = sorted[WINDOW / 2];
            for (double rate : RATES_HZ) {
                double period = 1e9 / rate;
                if (Math.abs(median - period) < 0.06 * period && onBeat(sorted, period)) {
                    periodNs = period;
                    beatNs = rawNs;
                    meanSquare = 0;
                    break;
                }
            }
        }
        return rawNs;
    }

    private static boolean onBeat(long[] intervals, double period) {
        int fitting = 0;
        for (long interval : intervals) {
            double beats = Math.max(1, Math.rint(interval / period));
            if (Math.abs(interval - beats * period) < OFF_BEAT * period) {
                fitting++;
            }
        }
        return fitting >= NEEDED;
    }
}
