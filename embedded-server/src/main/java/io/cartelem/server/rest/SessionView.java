package io.cartelem.server.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.cartelem.core.model.SessionInfo;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// A session as the API shows it.
public record SessionView(
        long id,
        String name,
        @Nullable String carId,
        @Nullable String driver,
        @Nullable String track,
        @Nullable String notes,
        String createdUtc,
        @Nullable String startedUtc,
        @Nullable String stoppedUtc,
        @JsonProperty("is_active") boolean active,
        long samples,
        String origin,
        boolean recovered,
        @Nullable String trashedUtc) {

    public static SessionView of(SessionInfo session) {
        return new SessionView(
                session.id(),
                session.name(),
                session.details().carId(),
                session.details().driver(),
                session.details().track(),
                session.details().notes(),
                Json.iso(session.created()),
                Json.isoOrNull(session.started()),
                Json.isoOrNull(session.stopped()),
                session.active(),
                session.samples(),
                session.origin().name().toLowerCase(Locale.ROOT),
                session.recovered(),
                Json.isoOrNull(session.trashed()));
    }
}
