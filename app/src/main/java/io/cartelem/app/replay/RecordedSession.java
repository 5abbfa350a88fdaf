package io.cartelem.app.replay;

import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.port.TrackPoint;

import java.util.List;

/// What the replay must know of a session before it can show it.
record RecordedSession(
        SessionInfo session,
        List<ChannelSummary> channels,
        List<Marker> markers,
        List<TrackPoint> track) {
    private static final int TRACK_POINTS = 50_000;

    /// Reads it; waits for the disk.
    ///
    /// @param gone what to say if there is no such session
    /// @throws StoreException SESSION_NOT_FOUND with that sentence
    static RecordedSession read(SessionStore store, long sessionId, String gone) {
        SessionInfo info =
                store.session(sessionId)
                        .orElseThrow(() -> new StoreException(Reason.SESSION_NOT_FOUND, gone));
        return new RecordedSession(
                info,
                store.channels(sessionId),
                store.markers(sessionId),
                store.track(sessionId, Long.MIN_VALUE, Long.MAX_VALUE, TRACK_POINTS));
    }
}
