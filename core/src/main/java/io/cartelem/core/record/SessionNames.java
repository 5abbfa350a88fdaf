package io.cartelem.core.record;

import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/// Names sessions by track, date and number: `Spa 2026-06-01 #3`. Any thread.
public final class SessionNames {
    private static final String NO_TRACK = "Drive";
    private static final int LONGEST_TRACK = 100;

    private SessionNames() {}

    /// A draft with the next free number of that day, also among deleted sessions, which may come
    /// back.
    ///
    /// @param track the track's name, null if it is not known
    /// @param day where the car is
    public static SessionDraft next(SessionStore store, @Nullable String track, LocalDate day) {
        String place = track == null || track.isBlank() ? NO_TRACK : track;
        String prefix =
                place.substring(0, Math.min(LONGEST_TRACK, place.length())) + " " + day + " #";
        int number = Math.max(highest(store, prefix, false), highest(store, prefix, true)) + 1;
        return new SessionDraft(prefix + number, null, null, track, null);
    }

    private static int highest(SessionStore store, String prefix, boolean trashed) {
        SessionQuery query = new SessionQuery(prefix, trashed, SessionQuery.MAX_LIMIT, 0);
        return store.sessions(query).sessions().stream()
                .map(SessionInfo::name)
                .filter(name -> name.startsWith(prefix))
                .mapToInt(name -> number(name.substring(prefix.length())))
                .max()
                .orElse(0);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }
}
