package io.cartelem.core.record;

import io.cartelem.core.model.SessionInfo;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How recording stands, for the status bar and the API.
///
/// @param session the session being recorded, null when none is
/// @param startNs monotonic time of its start, 0 when none is; sample times of the session count
///   from it
/// @param elapsed since its start, zero when none is
/// @param samples handed to the store in this session
/// @param samplesPerSecond over the last seconds
/// @param lost samples of this session that the store gave up
/// @param problem the store's trouble in a sentence, null if none
public record RecordingStatus(
        @Nullable SessionInfo session,
        long startNs,
        Duration elapsed,
        long samples,
        double samplesPerSecond,
        long lost,
        @Nullable String problem) {

    public boolean recording() {
        return session != null;
    }
}
