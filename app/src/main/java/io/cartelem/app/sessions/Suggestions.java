package io.cartelem.app.sessions;

import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// What was said about earlier sessions, offered for the next one.
///
/// @param cars the last used first, like the others
/// @param last car, driver and track of the last session recorded here; empty texts if there is
///   none
public record Suggestions(List<String> cars, List<String> drivers, List<String> tracks, Last last) {
    /// Nothing was said yet.
    public static final Suggestions NONE =
            new Suggestions(List.of(), List.of(), List.of(), new Last("", "", ""));

    /// More are not looked through.
    private static final int OFFERED = 20;

    /// Who drove what where, the last time.
    public record Last(String car, String driver, String track) {}

    /// @param sessions the newest first
    public static Suggestions of(List<SessionInfo> sessions) {
        List<SessionDraft> said = sessions.stream().map(SessionInfo::details).toList();
        Last last =
                sessions.stream()
                        .filter(s -> s.origin() != SessionOrigin.IMPORTED)
                        .map(SessionInfo::details)
                        .map(d -> new Last(text(d.carId()), text(d.driver()), text(d.track())))
                        .findFirst()
                        .orElse(NONE.last());
        return new Suggestions(
                different(said, SessionDraft::carId),
                different(said, SessionDraft::driver),
                different(said, SessionDraft::track),
                last);
    }

    private static List<String> different(
            List<SessionDraft> said, Function<SessionDraft, @Nullable String> field) {
        return said.stream()
                .map(field)
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .distinct()
                .limit(OFFERED)
                .toList();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
