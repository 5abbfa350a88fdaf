package io.cartelem.core.port;

import io.cartelem.core.model.Frame;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.Timebase;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Reads recorded sessions. Safe on any thread; a read never blocks the writer and sees every
/// sample that was committed before it began. All times are nanoseconds since the session's start.
///
/// Every method throws [StoreException]: SESSION_NOT_FOUND for an unknown session, DAMAGED where a
/// part cannot be decoded (what is readable beside it stays readable).
public interface SampleReader {

    /// The channels of a session, by id in order.
    List<ChannelSummary> channels(long sessionId);

    /// As [#channels], over a part of the session only.
    List<ChannelSummary> statistics(SignalQuery query);

    /// The number of samples that `query` selects.
    long count(SignalQuery query);

    /// One page of samples, ordered by time, then id.
    ///
    /// @param after a cursor from an earlier page of the same query, or null; then `offset` applies
    /// @param limit 1 or more
    SignalPage page(SignalQuery query, @Nullable String after, long offset, int limit);

    /// Hands every selected sample to `sink`, ordered by time, then id, in constant memory. Stops
    /// early when `sink` answers false.
    void scan(SignalQuery query, Predicate<Signal> sink);

    /// The selected numeric channels, decimated to at most `points` columns each.
    List<Series> series(SignalQuery query, int points);

    /// The positions of source `gps` (or of the first source that has latitude and longitude),
    /// thinned to at most `points`.
    List<TrackPoint> track(long sessionId, long fromNs, long toNs, int points);

    /// The last sample of each channel at or before `timeNs`: what a live display would have shown.
    List<Sample> stateAt(long sessionId, long timeNs, Set<String> channels);

    Timebase timebase(long sessionId);

    List<Marker> markers(long sessionId);

    /// The frames within a time range, in time order, in constant memory.
    void frames(long sessionId, long fromNs, long toNs, Consumer<Frame> sink);
}
