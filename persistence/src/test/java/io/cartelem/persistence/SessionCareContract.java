package io.cartelem.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Frame;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What every store promises about sessions as such. A store's test extends [SessionStoreContract].
public abstract class SessionCareContract {
    protected static final Instant START = Instant.parse("2026-05-01T10:00:00.123456Z");
    protected static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    protected static final long SECOND = 1_000_000_000L;

    protected SessionStore store;

    /// Opens the store of this test: the same one at every call within a test, an empty one at the
    /// first.
    protected abstract SessionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /// Closes the store and opens it again.
    protected final void reopen() throws Exception {
        store.close();
        store = open();
    }

    /// A session that records.
    protected final long recording(String name) {
        SessionInfo made = store.create(SessionDraft.named(name), SessionOrigin.LIVE, START);
        return store.begin(made.id(), START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE).id();
    }

    private void begin(long id) {
        store.begin(id, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
    }

    protected static void refused(Reason reason, Executable call) {
        StoreException refusal = assertThrows(StoreException.class, call);
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith("."), refusal.getMessage());
    }

    private static SessionDraft full(String name) {
        return new SessionDraft(name, "Twizy", "Änne", "Tianma", "wet, 12 °C");
    }

    @Test
    void keepsWhatWasSaidAboutASession() throws Exception {
        SessionInfo made = store.create(full("Lap day"), SessionOrigin.SIMULATED, START);
        assertTrue(made.id() > 0);
        assertEquals(full("Lap day"), made.details());
        assertEquals(SessionOrigin.SIMULATED, made.origin());
        assertEquals(START, made.created());
        assertNull(made.started());
        assertFalse(made.active());
        assertEquals(0, made.samples());
        reopen();
        assertEquals(made, store.session(made.id()).orElseThrow());
    }

    @Test
    void replacesTheDetailsOnEdit() {
        SessionInfo made = store.create(full("before"), SessionOrigin.LIVE, START);
        SessionInfo edited = store.edit(made.id(), SessionDraft.named("after"));
        assertEquals(SessionDraft.named("after"), edited.details());
        assertEquals(edited, store.session(made.id()).orElseThrow());
    }

    @Test
    void listsTheNewestFirstAndPagesThrough() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.addFirst(
                    store.create(
                                    SessionDraft.named("s" + i),
                                    SessionOrigin.LIVE,
                                    START.plusSeconds(i))
                            .id());
        }
        SessionList first = store.sessions(new SessionQuery("", false, 5, 0));
        SessionList second = store.sessions(new SessionQuery("", false, 5, 5));
        assertEquals(7, first.total());
        List<Long> listed = new ArrayList<>();
        first.sessions().forEach(session -> listed.add(session.id()));
        second.sessions().forEach(session -> listed.add(session.id()));
        assertEquals(ids, listed);
    }

    @Test
    void findsTextInEveryDetailWithoutRegardToCase() {
        long id = store.create(full("Lap Day"), SessionOrigin.LIVE, START).id();
        store.create(SessionDraft.named("other"), SessionOrigin.LIVE, START);
        for (String text : List.of("lap d", "TWIZY", "änNE", "ÄNNE", "tianma", "12 °c")) {
            SessionList found = store.sessions(new SessionQuery(text, false, 10, 0));
            assertEquals(1, found.total(), text);
            assertEquals(id, found.sessions().getFirst().id(), text);
        }
        for (String text : List.of("%", "_", "'", "nowhere")) {
            assertEquals(0, store.sessions(new SessionQuery(text, false, 10, 0)).total(), text);
        }
    }

    @Test
    void recordsFromBeginToFinish() throws Exception {
        SessionInfo made = store.create(full("drive"), SessionOrigin.LIVE, START);
        SessionInfo begun =
                store.begin(made.id(), START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        assertTrue(begun.active());
        assertEquals(START, begun.started());
        store.append(made.id(), SampleBatch.of(RPM, SECOND, 800)).get();
        SessionInfo finished = store.finish(made.id(), START.plusSeconds(2));
        assertFalse(finished.active());
        assertFalse(finished.recovered());
        assertEquals(START.plusSeconds(2), finished.stopped());
        assertEquals(1, finished.samples());
        assertEquals(finished, store.session(made.id()).orElseThrow());
    }

    @Test
    void beginningSaysWhereTheSamplesComeFrom() {
        long id = store.create(full("sim"), SessionOrigin.LIVE, START).id();
        store.begin(id, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.SIMULATED);
        assertEquals(SessionOrigin.SIMULATED, store.session(id).orElseThrow().origin());
    }

    @Test
    void finishingWaitsForEverythingAppended() {
        long id = recording("burst");
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            appended.add(store.append(id, SampleBatch.of(RPM, i * 1000L, i)));
        }
        assertEquals(500, store.finish(id, START.plusSeconds(1)).samples());
        CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void refusesWhatASessionsStateDoesNotAllow() {
        long id = recording("busy");
        refused(Reason.CONFLICT, () -> begin(id));
        refused(Reason.CONFLICT, () -> store.delete(id, START));
        store.finish(id, START.plusSeconds(1));
        refused(Reason.CONFLICT, () -> begin(id));
        refused(Reason.CONFLICT, () -> store.finish(id, START.plusSeconds(2)));
        long fresh = store.create(SessionDraft.named("new"), SessionOrigin.LIVE, START).id();
        refused(Reason.CONFLICT, () -> store.finish(fresh, START));
        store.delete(fresh, START);
        refused(Reason.CONFLICT, () -> begin(fresh));
    }

    @Test
    void saysWhichSessionIsUnknown() {
        long none = 4711;
        assertTrue(store.session(none).isEmpty());
        refused(Reason.SESSION_NOT_FOUND, () -> store.edit(none, SessionDraft.named("x")));
        refused(Reason.SESSION_NOT_FOUND, () -> begin(none));
        refused(Reason.SESSION_NOT_FOUND, () -> store.finish(none, START));
        refused(Reason.SESSION_NOT_FOUND, () -> store.mark(none, 0, "x"));
        refused(Reason.SESSION_NOT_FOUND, () -> store.delete(none, START));
        refused(Reason.SESSION_NOT_FOUND, () -> store.restore(none));
        refused(Reason.SESSION_NOT_FOUND, () -> store.channels(none));
        refused(Reason.SESSION_NOT_FOUND, () -> store.timebase(none));
        refused(Reason.SESSION_NOT_FOUND, () -> store.markers(none));
        refused(Reason.SESSION_NOT_FOUND, () -> store.count(SignalQuery.all(none)));
        refused(Reason.SESSION_NOT_FOUND, () -> store.sizeOf(none));
    }

    @Test
    void derivesUtcFromTheAnchors() throws Exception {
        long id = recording("anchored");
        assertEquals(START.plusSeconds(5), store.timebase(id).utcOf(5 * SECOND));
        Instant gps = START.plus(Duration.ofHours(3)).plusNanos(1000);
        store.anchor(id, new ClockAnchor(60 * SECOND, gps, ClockAnchor.Trust.GPS));
        reopen();
        assertEquals(gps.minusSeconds(60), store.timebase(id).utcOf(0));
        assertEquals(gps.plusSeconds(1), store.timebase(id).utcOf(61 * SECOND));
    }

    @Test
    void keepsMarkersInTheOrderOfTime() throws Exception {
        long id = recording("marked");
        Marker late = store.mark(id, 9 * SECOND, "pit «in»");
        Marker early = store.mark(id, 2 * SECOND + 1000, "start");
        Marker wrong = store.mark(id, 3 * SECOND, "oops");
        store.unmark(id, wrong.id());
        store.unmark(id, wrong.id());
        reopen();
        assertEquals(List.of(early, late), store.markers(id));
    }

    @Test
    void keepsFramesInTheOrderOfTime() throws Exception {
        long id = recording("framed");
        for (int i = 0; i < 5; i++) {
            store.appendFrame(id, i * SECOND, "{\"n\":" + i + ",\"°\":\"é\"}").get();
        }
        List<Frame> frames = new ArrayList<>();
        store.frames(id, SECOND, 4 * SECOND, frames::add);
        assertEquals(3, frames.size());
        assertEquals(new Frame(2, SECOND, "{\"n\":1,\"°\":\"é\"}"), frames.getFirst());
        assertEquals(4, frames.getLast().id());
    }

    @Test
    void deletesWithUndo() {
        long id = recording("gone");
        store.finish(id, START.plusSeconds(1));
        store.delete(id, START.plusSeconds(9));
        assertEquals(START.plusSeconds(9), store.session(id).orElseThrow().trashed());
        assertEquals(0, store.sessions(SessionQuery.newest(10)).total());
        assertEquals(1, store.sessions(new SessionQuery("", true, 10, 0)).total());
        assertNull(store.restore(id).trashed());
        assertEquals(1, store.sessions(SessionQuery.newest(10)).total());
    }

    @Test
    void purgesOnlyWhatWasDeletedBefore() throws Exception {
        long old = recorded("old", 3000);
        long recent = recorded("recent", 10);
        long kept = recorded("kept", 10);
        store.mark(old, 0, "x");
        store.delete(old, START);
        store.delete(recent, START.plusSeconds(10));
        assertEquals(1, store.purge(START.plusSeconds(5)));
        assertTrue(store.session(old).isEmpty());
        refused(Reason.SESSION_NOT_FOUND, () -> store.channels(old));
        assertEquals(10, store.session(recent).orElseThrow().samples());
        assertEquals(10, store.session(kept).orElseThrow().samples());
        long next = store.create(SessionDraft.named("next"), SessionOrigin.LIVE, START).id();
        assertTrue(next > kept, "a number is given once");
    }

    @Test
    void closesASessionThatWasLeftRecordingAtItsLastSample() throws Exception {
        long id = recording("crash");
        store.append(id, SampleBatch.of(RPM, 7 * SECOND, 900)).get();
        long empty = recording("crash before the first sample");
        reopen();
        List<SessionInfo> recovered = store.recover();
        assertEquals(2, recovered.size());
        SessionInfo closed = store.session(id).orElseThrow();
        assertTrue(closed.recovered());
        assertFalse(closed.active());
        assertEquals(START.plusSeconds(7), closed.stopped());
        assertEquals(1, closed.samples());
        assertEquals(START, store.session(empty).orElseThrow().stopped());
        assertEquals(List.of(), store.recover());
        assertNotNull(store.status().location());
    }

    @Test
    void reportsItsStateAndTheSizeOfASession() throws Exception {
        long small = recorded("small", 10);
        long large = recorded("large", 20_000);
        assertTrue(store.status().ready());
        assertNull(store.status().problem());
        assertEquals(0, store.status().lostSamples());
        assertEquals(0, store.status().pendingSamples());
        assertTrue(store.sizeOf(large) > store.sizeOf(small));
        assertTrue(store.sizeOf(small) > 0);
    }

    private long recorded(String name, int samples) throws Exception {
        long id = recording(name);
        SampleBatch.Builder batch = SampleBatch.builder(samples);
        for (int i = 0; i < samples; i++) {
            batch.add(RPM, i * 10_000_000L, 800 + i % 100);
        }
        store.append(id, batch.build()).get();
        store.finish(id, START.plusSeconds(samples / 100));
        return id;
    }
}
