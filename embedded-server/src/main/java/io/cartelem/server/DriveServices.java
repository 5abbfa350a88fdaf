package io.cartelem.server;

import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;

/// What looks after a drive: laps of recordings, laps being driven, alerts. All are safe on any
/// thread.
public record DriveServices(LapService laps, LiveLaps live, AlertEngine alerts) {

    /// The saved tracks.
    public CourseBook courses() {
        return laps.courses();
    }
}
