package io.cartelem.app.text;

import io.cartelem.core.collect.CollectorState;

import java.util.Locale;
import java.util.Optional;

/// How well something is, as a colour; always shown together with a word.
public enum Mood {
    GOOD,
    BUSY,
    WARN,
    BAD,
    IDLE;

    public static Mood of(Optional<CollectorState> collector) {
        return collector.map(CollectorState::phase).map(Mood::of).orElse(IDLE);
    }

    public static Mood of(CollectorState.Phase phase) {
        return switch (phase) {
            case OFF -> IDLE;
            case CONNECTING, STARTING -> BUSY;
            case RUNNING -> GOOD;
            case WAITING -> WARN;
            case RETRYING -> BAD;
        };
    }

    public String styleClass() {
        return "mood-" + name().toLowerCase(Locale.ROOT);
    }
}
