package io.cartelem.server.stream;

import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Walks through a session's samples in time order, a page in memory at a time. Confined to one
/// thread.
final class PageReader {
    private static final int PAGE = 4096;

    private final SampleReader store;
    private final long sessionId;
    private SignalQuery query;
    private List<Signal> page = List.of();
    private @Nullable String cursor;
    private int next;
    private boolean started;
    private boolean exhausted;

    PageReader(SampleReader store, long sessionId) {
        this.store = store;
        this.sessionId = sessionId;
        this.query = SignalQuery.all(sessionId);
    }

    /// Goes on after `timeNs`.
    void seek(long timeNs) {
        query = SignalQuery.all(sessionId).between(timeNs + 1, Long.MAX_VALUE);
        page = List.of();
        cursor = null;
        next = 0;
        started = false;
        exhausted = false;
    }

    /// The next sample, which stays; null at the end.
    @Nullable Signal peek() {
        if (next < page.size()) {
            return page.get(next);
        }
        if (exhausted) {
            return null;
        }
        if (started && cursor == null) {
            exhausted = true;
            page = List.of();
            next = 0;
            return null;
        }
        SignalPage fetched = store.page(query, cursor, 0, PAGE);
        started = true;
        page = fetched.signals();
        cursor = fetched.nextCursor();
        next = 0;
        if (page.isEmpty()) {
            exhausted = true;
            return null;
        }
        return page.getFirst();
    }

    /// Lets go of the sample that [#peek] showed.
    void take() {
        next++;
    }

    /// Whether the last sample was taken.
    boolean exhausted() {
        return peek() == null;
    }
}
