package io.cartelem.server.rest;

import io.cartelem.core.alert.Alert;

import org.jspecify.annotations.Nullable;

/// An alert as the API and the stream show it. What it says are the words of whoever wrote its
/// rule, and a value: nothing of this computer, so everyone who may look on sees all of it.
///
/// @param sound whether it may be heard where sound is switched on
/// @param value null for a channel that fell silent
/// @param active whether the cause lasts
/// @param open whether screens still show it
/// @param sessionId the recording in which it was raised, null if none ran
/// @param t seconds since that session's start
public record AlertView(
        long id,
        String rule,
        String name,
        String channel,
        String severity,
        boolean sound,
        String sentence,
        @Nullable Double value,
        boolean active,
        boolean open,
        String raised,
        @Nullable String cleared,
        @Nullable String acknowledged,
        @Nullable String acknowledgedBy,
        @Nullable Long sessionId,
        @Nullable Double t) {

    public static AlertView of(Alert alert) {
        Alert.Spot spot = alert.spot();
        return new AlertView(
                alert.id(),
                alert.rule().id(),
                alert.rule().name(),
                alert.rule().channel(),
                alert.rule().severity().word(),
                alert.rule().sound(),
                alert.sentence(),
                Json.number(alert.value()),
                alert.isActive(),
                alert.isOpen(),
                Json.iso(alert.raised()),
                Json.isoOrNull(alert.cleared()),
                Json.isoOrNull(alert.acknowledged()),
                alert.acknowledgedBy(),
                spot == null ? null : spot.sessionId(),
                spot == null ? null : spot.timeNs() / 1e9);
    }
}
