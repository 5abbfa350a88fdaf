package io.cartelem.core.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A session as the store knows it.
///
/// @param id its number in the store, above 0
/// @param details what a person said about it
/// @param created when it was made
/// @param started when its recording began, null if it never did
/// @param stopped when its recording ended, null before that
/// @param active whether it is being recorded now
/// @param recovered whether a crash ended it and it was closed at its last sample afterwards
/// @param trashed when it was deleted, null if it was not
/// @param samples samples recorded so far
public record SessionInfo(
        long id,
        SessionDraft details,
        SessionOrigin origin,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant stopped,
        boolean active,
        boolean recovered,
        @Nullable Instant trashed,
        long samples) {

    public String name() {
        return details.name();
    }
}
