package io.cartelem.app.sessions;

import io.cartelem.core.model.SessionInfo;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// A session in the table.
///
/// @param bytes size on disk, −1 if not known
public record SessionRow(SessionInfo info, long bytes) {
    private static final Duration RUNNING = Duration.ofNanos(-1);

    public long id() {
        return info.id();
    }

    public String name() {
        return info.name();
    }

    public String car() {
        return orEmpty(info.details().carId());
    }

    public String driver() {
        return orEmpty(info.details().driver());
    }

    public String track() {
        return orEmpty(info.details().track());
    }

    public String notes() {
        return orEmpty(info.details().notes());
    }

    /// When it was recorded, or made if it never was.
    public Instant date() {
        Instant started = info.started();
        return started == null ? info.created() : started;
    }

    /// How long it is, zero if it never recorded, negative while it does.
    public Duration duration() {
        Instant started = info.started();
        Instant stopped = info.stopped();
        if (info.active()) {
            return RUNNING;
        }
        return started == null || stopped == null
                ? Duration.ZERO
                : Duration.between(started, stopped);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
