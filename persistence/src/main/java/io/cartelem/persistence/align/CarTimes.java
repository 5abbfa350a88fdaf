package io.cartelem.persistence.align;

import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.SignalQuery;

import java.util.Arrays;
import java.util.Set;

/// The car's UTC for the times of a pit's recording.
///
/// A receiver records beside every sample the car's own time of it. Where that time is by
/// satellites, it is exact whatever the pit's clock shows. Times of a car that does not know UTC
/// yet are counted on the pit's monotonic time from the nearest one that it did know. Immutable.
final class CarTimes {
    private final Timebase pit;
    private final long[] timesNs;

    /// Microseconds since 1970 less the pit's time in microseconds.
    private final long[] offsetsUs;

    private final boolean bySatellites;

    private CarTimes(Timebase pit, long[] timesNs, long[] offsetsUs, boolean bySatellites) {
        this.pit = pit;
        this.timesNs = timesNs;
        this.offsetsUs = offsetsUs;
        this.bySatellites = bySatellites;
    }

    static CarTimes of(SampleReader reader, long sessionId, String source) {
        Collected known = new Collected();
        reader.scan(
                SignalQuery.all(sessionId)
                        .ofSources(Set.of(source))
                        .ofChannels(Set.of(RadioChannel.CAR_TIME)),
                signal -> {
                    boolean trusted = signal.quality() == Quality.GOOD;
                    if (!Double.isNaN(signal.value()) && known.wants(trusted)) {
                        long utcUs = Math.round(signal.value() * 1e6);
                        known.add(signal.timeNs(), utcUs - signal.timeNs() / 1_000);
                    }
                    return true;
                });
        return new CarTimes(
                reader.timebase(sessionId),
                Arrays.copyOf(known.timesNs, known.size),
                Arrays.copyOf(known.offsetsUs, known.size),
                known.trusted);
    }

    /// Whether they rest on satellites.
    boolean bySatellites() {
        return bySatellites;
    }

    /// Microseconds since 1970 at the car when the pit's session was at `timeNs`.
    long epochMicrosOf(long timeNs) {
        if (timesNs.length == 0) {
            return pit.epochMicrosOf(timeNs);
        }
        int found = Arrays.binarySearch(timesNs, timeNs);
        int at = found >= 0 ? found : nearest(timeNs, -found - 1);
        return offsetsUs[at] + timeNs / 1_000;
    }

    private int nearest(long timeNs, int after) {
        if (after == 0) {
            return 0;
        }
        if (after == timesNs.length) {
            return after - 1;
        }
        return timesNs[after] - timeNs < timeNs - timesNs[after - 1] ? after : after - 1;
    }

    /// From the first trusted time on, only trusted ones are kept.
    private static final class Collected {
        private long[] timesNs = new long[1_024];
        private long[] offsetsUs = new long[1_024];
        private int size;
        private boolean trusted;

        boolean wants(boolean isTrusted) {
            if (isTrusted && !trusted) {
                trusted = true;
                size = 0;
            }
            return isTrusted || !trusted;
        }

        void add(long timeNs, long offsetUs) {
            if (size == timesNs.length) {
                timesNs = Arrays.copyOf(timesNs, size * 2);
                offsetsUs = Arrays.copyOf(offsetsUs, size * 2);
            }
            timesNs[size] = timeNs;
            offsetsUs[size] = offsetUs;
            size++;
        }
    }
}
