package io.cartelem.core.sensor;

/// Aligns the clock of a sensor that counts from when it was switched on with ours. One thread.
///
/// A message is late by the way it took, never early, so the least difference between arrival and
/// the sensor's count is nearest to the truth. It is taken for each [#WINDOW_NS]; a straight line
/// through the last [#WINDOWS] of them follows a clock that runs too fast or too slow (a ceramic
/// resonator is off by up to 0.5 %, that is 18 s an hour).
///
/// ```
///  arrival − count
///     │   ·  ·   ·    · ·        each message: late by its way
///     │ ·___·___·___·____·       the least of each window, and the line through them
///     └──────────────────────── count
/// ```
final class UptimeClock {
    static final long WINDOW_NS = 2_000_000_000L;
    private static final int WINDOWS = 16;

    /// Faster or slower than this no oscillator is.
    private static final double STEEPEST = 0.01;

    /// A count that is off the line by more than this was set, or the sensor was.
    private static final long JUMP_NS = 2_000_000_000L;

    /// A way that is blocked for longer than this is taken for a clock that was set.
    private static final long LONGEST_BLOCK_NS = 10_000_000_000L;

    /// A window in which everything came so late says nothing about the clock.
    private static final long BLOCKED_NS = 500_000_000L;

    private static final int MOST_SKIPPED = 5;
    private static final long WRAP = 1L << 32;
    private static final long NEVER = Long.MIN_VALUE;

    private final long unitNs;
    private final long[] counts = new long[WINDOWS];
    private final long[] least = new long[WINDOWS];
    private int windows;
    private int next;
    private boolean running;
    private long wraps;
    private double lastRaw;
    private long windowStartNs;
    private long windowLeast;
    private long windowCount;
    private double slope;
    private long baseCount;
    private double baseOffset;
    private long lateSinceNs = NEVER;
    private int skipped;
    private boolean restarted;

    /// @param unitNs nanoseconds of one count
    UptimeClock(long unitNs) {
        this.unitNs = unitNs;
    }

    /// Our monotonic time of a sensor's count, never later than its arrival.
    ///
    /// @param count as the sensor sent it; one of 32 bits may wrap
    /// @return whether the count went on as before is told by [#restarted]
    long timeOf(double count, long arrivalNs) {
        restarted = false;
        if (running && count < lastRaw) {
            if (lastRaw > 0.9 * WRAP && lastRaw < WRAP && count < 0.1 * WRAP) {
                wraps++;
            } else {
                restart();
            }
        }
        long countNs = Math.round((count + wraps * (double) WRAP) * unitNs);
        long offset = arrivalNs - countNs;
        if (running && (offset < predicted(countNs) - JUMP_NS || stale(countNs, offset))) {
            restart();
            countNs = Math.round(count * unitNs);
            offset = arrivalNs - countNs;
        }
        lastRaw = count;
        if (!running) {
            running = true;
            baseCount = countNs;
            baseOffset = offset;
            slope = 0;
            open(countNs, offset);
        } else {
            observe(countNs, offset);
        }
        return Math.min(arrivalNs, countNs + Math.round(predicted(countNs)));
    }

    /// Whether the last count was the first of a new beginning: the sensor was switched off and on,
    /// or its clock was set.
    boolean restarted() {
        return restarted;
    }

    /// How much faster the sensor's clock runs than ours, in parts per million.
    double driftPpm() {
        return -slope * 1e6;
    }

    /// Whether messages have come late for so long that the sensor's clock was set back or stood
    /// still, rather than the way having been blocked.
    private boolean stale(long countNs, long offset) {
        if (offset <= predicted(countNs) + JUMP_NS) {
            lateSinceNs = NEVER;
            return false;
        }
        if (lateSinceNs == NEVER) {
            lateSinceNs = countNs;
        }
        return countNs - lateSinceNs > LONGEST_BLOCK_NS;
    }

    private void restart() {
        restarted = true;
        running = false;
        windows = 0;
        next = 0;
        wraps = 0;
        lateSinceNs = NEVER;
        skipped = 0;
    }

    private double predicted(long countNs) {
        return baseOffset + slope * (countNs - baseCount);
    }

    private void open(long countNs, long offset) {
        windowStartNs = countNs;
        windowLeast = offset;
        windowCount = countNs;
    }

    private void observe(long countNs, long offset) {
        if (offset < windowLeast) {
            windowLeast = offset;
            windowCount = countNs;
        }
        if (countNs - windowStartNs >= WINDOW_NS) {
            boolean blocked = windowLeast > predicted(windowCount) + BLOCKED_NS;
            skipped = blocked ? skipped + 1 : 0;
            if (!blocked || skipped > MOST_SKIPPED) {
                counts[next] = windowCount;
                least[next] = windowLeast;
                next = (next + 1) % WINDOWS;
                windows = Math.min(windows + 1, WINDOWS);
                fit();
            }
            open(countNs, offset);
        } else if (offset < predicted(countNs)) {
            baseOffset -= predicted(countNs) - offset;
        }
    }

    /// The line of least squares through the windows.
    private void fit() {
        double meanCount = 0;
        double meanOffset = 0;
        long firstCount = counts[0];
        long firstOffset = least[0];
        for (int i = 0; i < windows; i++) {
            meanCount += (double) (counts[i] - firstCount) / windows;
            meanOffset += (double) (least[i] - firstOffset) / windows;
        }
        double over = 0;
        double under = 0;
        for (int i = 0; i < windows; i++) {
            double x = counts[i] - firstCount - meanCount;
            over += x * (least[i] - firstOffset - meanOffset);
            under += x * x;
        }
        slope = under == 0 ? 0 : Math.clamp(over / under, -STEEPEST, STEEPEST);
        baseCount = firstCount + Math.round(meanCount);
        baseOffset = firstOffset + meanOffset;
    }
}
