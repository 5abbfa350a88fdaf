package io.cartelem.app.replay;

import io.cartelem.core.alert.AlertMark;
import io.cartelem.core.alert.Severity;
import io.cartelem.core.model.Marker;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A place of a session that is worth going to: what a person marked, or an alert with all that
/// became of it.
///
/// @param timeNs nanoseconds since the session's start
/// @param text as it was written, in English where an alert wrote it
/// @param alert null for what a person marked
/// @param severity as the rule of that name has it today, null if there is none any more
/// @param markers those of the session that this row stands for
public record MarkRow(
        long timeNs,
        String text,
        @Nullable AlertMark alert,
        @Nullable Severity severity,
        List<Marker> markers) {

    static MarkRow of(Marker marker) {
        return new MarkRow(marker.timeNs(), marker.text(), null, null, List.of(marker));
    }

    static MarkRow of(AlertMark alert, @Nullable Severity severity) {
        return new MarkRow(alert.timeNs(), alert.sentence(), alert, severity, alert.markers());
    }

    /// Whether its text is a person's to change.
    boolean editable() {
        return alert == null;
    }
}
