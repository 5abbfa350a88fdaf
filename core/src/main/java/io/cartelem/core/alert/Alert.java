package io.cartelem.core.alert;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An alert and what became of it.
///
/// @param id rising from 1 since the start of the process
/// @param rule as it was when it raised this
/// @param sentence what was found, in English
/// @param value the value that raised it, NaN for a missing channel
/// @param raised when
/// @param raisedNs the same as monotonic time
/// @param spot where in the session being recorded, null if none was
/// @param cleared when the cause was gone, null before that
/// @param acknowledged when a person took note, null before that
/// @param acknowledgedBy who that was
public record Alert(
        long id,
        AlertRule rule,
        String sentence,
        double value,
        Instant raised,
        long raisedNs,
        @Nullable Spot spot,
        @Nullable Instant cleared,
        @Nullable Instant acknowledged,
        @Nullable String acknowledgedBy) {

    /// A place in a recording.
    ///
    /// @param timeNs nanoseconds since the session's start
    public record Spot(long sessionId, long timeNs) {}

    /// Whether the cause lasts.
    public boolean isActive() {
        return cleared == null;
    }

    /// Whether screens still show it: until the cause is gone and a person took note.
    public boolean isOpen() {
        return isActive() || acknowledged == null;
    }

    Alert at(@Nullable Spot where) {
        return new Alert(
                id,
                rule,
                sentence,
                value,
                raised,
                raisedNs,
                where,
                cleared,
                acknowledged,
                acknowledgedBy);
    }

    Alert clearedAt(Instant when) {
        return new Alert(
                id,
                rule,
                sentence,
                value,
                raised,
                raisedNs,
                spot,
                when,
                acknowledged,
                acknowledgedBy);
    }

    Alert acknowledgedAt(Instant when, String who) {
        return new Alert(id, rule, sentence, value, raised, raisedNs, spot, cleared, when, who);
    }
}
