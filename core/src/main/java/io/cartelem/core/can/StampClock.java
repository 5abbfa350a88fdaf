package io.cartelem.core.can;

/// Brings a device's time stamps into our monotonic time. The stamp of a frame says exactly when it
/// was on the bus but by another clock; its arrival is by ours but late by an unknown delay. The
/// smallest difference seen lately is that of the least delayed frames, so adding it to each stamp
/// keeps the exact distances and takes the delays out.
///
/// - A clock that drifts is followed: only the last one to two minutes count.
/// - A clock that is set forward is noticed by stamps that would lie in our future, one that is set
///   back by stamps that decrease; both begin anew, and so does whatever follows a long silence.
/// - Results never decrease and never lie behind the arrival.
///
/// Used by one thread.
final class StampClock {
    private static final long WINDOW_NS = 60_000_000_000L;

    /// Frames of two buses may come in the wrong order by a little.
    private static final long SET_BACK_NS = 100_000_000L;

    /// After such a silence an adapter's minute may have gone round unseen, and any clock may have
    /// been set.
    private static final long SILENCE_NS = 50_000_000_000L;

    private final long wrapNs;
    private boolean started;
    private long lastArrivalNs;
    private long lastStampNs;
    private long turnsNs;
    private long windowStartNs;
    private long olderNs;
    private long newerNs;
    private long lastNs = Long.MIN_VALUE;

    /// @param wrapNs after which a device's stamps begin at zero again; 0 if they do not
    StampClock(long wrapNs) {
        this.wrapNs = wrapNs;
    }

    /// When a frame was on the bus, in our monotonic time.
    long toMono(long stampNs, long arrivalNs) {
        if (arrivalNs - lastArrivalNs > SILENCE_NS) {
            reset();
        }
        lastArrivalNs = arrivalNs;
        long stamp = stampNs + turnsNs;
        if (started && wrapNs > 0 && stamp < lastStampNs - wrapNs / 2) {
            turnsNs += wrapNs;
            stamp += wrapNs;
        }
        long difference = arrivalNs - stamp;
        if (!started || stamp < lastStampNs - SET_BACK_NS) {
            started = true;
            windowStartNs = arrivalNs;
            olderNs = difference;
            newerNs = difference;
        } else if (arrivalNs - windowStartNs > WINDOW_NS) {
            windowStartNs = arrivalNs;
            olderNs = newerNs;
            newerNs = difference;
        } else {
            newerNs = Math.min(newerNs, difference);
        }
        lastStampNs = stamp;
        long mono = Math.min(stamp + Math.min(olderNs, newerNs), arrivalNs);
        lastNs = Math.max(lastNs, mono);
        return Math.min(lastNs, arrivalNs);
    }

    /// Begins anew, for a new connection.
    void reset() {
        started = false;
        turnsNs = 0;
    }
}
