package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.LapTable;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The laps of a session. Times count from the session's start.
///
/// @param course where it was driven, null if no course is known and none was found
/// @param saved whether the course is one the user saved; otherwise its line was found in the drive
/// @param table empty without a course
public record SessionLaps(long sessionId, @Nullable Course course, boolean saved, LapTable table) {

    static SessionLaps none(long sessionId) {
        return new SessionLaps(sessionId, null, false, new LapTable(List.of(), 0, List.of()));
    }
}
