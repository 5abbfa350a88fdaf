package io.cartelem.persistence.sqlite;

import static io.cartelem.persistence.schema.Tables.Anchor.ANCHOR;
import static io.cartelem.persistence.schema.Tables.Channels.CHANNEL;
import static io.cartelem.persistence.schema.Tables.Markers.MARKER;
import static io.cartelem.persistence.schema.Tables.Session.SESSION;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.Refusals;
import io.cartelem.persistence.schema.Stamps;
import io.cartelem.persistence.schema.Tables.Anchor;
import io.cartelem.persistence.schema.Tables.Channels;
import io.cartelem.persistence.schema.Tables.Markers;
import io.cartelem.persistence.schema.Tables.Session;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is known about sessions apart from their samples. Functions on a connection, the writer's
/// or a reader's.
final class Metadata {

    private Metadata() {}

    static long insert(DSLContext jooq, SessionDraft draft, SessionOrigin origin, Instant created) {
        Record row =
                jooq.insertInto(SESSION)
                        .set(detailsOf(draft))
                        .set(Session.ORIGIN, origin.name())
                        .set(Session.CREATED_NS, Stamps.ns(created))
                        .returning(Session.ID)
                        .fetchOne();
        if (row == null) {
            throw new StoreException(Reason.FAILED, "The session could not be made.");
        }
        return row.get(Session.ID);
    }

    static void edit(DSLContext jooq, long sessionId, SessionDraft details) {
        jooq.update(SESSION).set(detailsOf(details)).where(Session.ID.eq(sessionId)).execute();
    }

    static void begin(DSLContext jooq, long sessionId, Instant start, SessionOrigin origin) {
        jooq.update(SESSION)
                .set(Session.STARTED_NS, Stamps.ns(start))
                .set(Session.ORIGIN, origin.name())
                .where(Session.ID.eq(sessionId))
                .execute();
    }

    static Optional<SessionInfo> find(DSLContext jooq, long sessionId) {
        return jooq.select(Session.all())
                .from(SESSION)
                .where(Session.ID.eq(sessionId))
                .fetchOptional()
                .map(row -> info(row, samples(jooq, List.of(sessionId))));
    }

    /// @throws StoreException SESSION_NOT_FOUND
    static SessionInfo get(DSLContext jooq, long sessionId) {
        return find(jooq, sessionId).orElseThrow(() -> Refusals.notFound(sessionId));
    }

    static SessionList list(DSLContext jooq, SessionQuery query) {
        Condition wanted =
                query.trashed() ? Session.TRASHED_NS.isNotNull() : Session.TRASHED_NS.isNull();
        if (!query.text().isBlank()) {
            String text = query.text().strip().toLowerCase(Locale.ROOT);
            wanted = wanted.and(DSL.position(Session.SEARCH, text).gt(0));
        }
        int total = jooq.fetchCount(SESSION, wanted);
        var rows =
                jooq.select(Session.all())
                        .from(SESSION)
                        .where(wanted)
                        .orderBy(Session.CREATED_NS.desc(), Session.ID.desc())
                        .limit(query.limit())
                        .offset(query.offset())
                        .fetch();
        Map<Long, Long> samples = samples(jooq, rows.getValues(Session.ID));
        return new SessionList(rows.map(row -> info(row, samples)), total);
    }

    /// The sessions for which `condition`, in SQL, holds, by id. Without jOOQ, whose start takes a
    /// good part of a second: opening a file needs nothing else of it.
    static List<Long> ids(Connection connection, String condition) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT id FROM session WHERE " + condition + " ORDER BY id")) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    static void anchor(DSLContext jooq, long sessionId, ClockAnchor anchor) {
        jooq.insertInto(ANCHOR)
                .set(Anchor.SESSION_ID, sessionId)
                .set(Anchor.T_NS, anchor.timeNs())
                .set(Anchor.UTC_NS, Stamps.ns(anchor.utc()))
                .set(Anchor.TRUST, anchor.trust().name())
                .execute();
    }

    /// The time base of a session; one that never recorded has the instant of its making.
    static Timebase timebase(DSLContext jooq, long sessionId) {
        SessionInfo info = get(jooq, sessionId);
        List<ClockAnchor> anchors =
                jooq.select(Anchor.T_NS, Anchor.UTC_NS, Anchor.TRUST)
                        .from(ANCHOR)
                        .where(Anchor.SESSION_ID.eq(sessionId))
                        .orderBy(Anchor.T_NS, DSL.field(DSL.name("id")))
                        .fetch(
                                row ->
                                        new ClockAnchor(
                                                row.value1(),
                                                Stamps.instant(row.value2()),
                                                ClockAnchor.Trust.valueOf(row.value3())));
        return anchors.isEmpty()
                ? Timebase.of(List.of(new ClockAnchor(0, info.created(), ClockAnchor.Trust.SYSTEM)))
                : Timebase.of(anchors);
    }

    static Marker mark(DSLContext jooq, long sessionId, long timeNs, String text) {
        Record row =
                jooq.insertInto(MARKER)
                        .set(Markers.SESSION_ID, sessionId)
                        .set(Markers.T_NS, timeNs)
                        .set(Markers.TEXT, text)
                        .returning(Markers.ID)
                        .fetchOne();
        if (row == null) {
            throw new StoreException(Reason.FAILED, "The marker could not be made.");
        }
        return new Marker(row.get(Markers.ID), timeNs, text);
    }

    static void unmark(DSLContext jooq, long sessionId, long markerId) {
        jooq.deleteFrom(MARKER)
                .where(Markers.SESSION_ID.eq(sessionId).and(Markers.ID.eq(markerId)))
                .execute();
    }

    static List<Marker> markers(DSLContext jooq, long sessionId) {
        return jooq.select(Markers.ID, Markers.T_NS, Markers.TEXT)
                .from(MARKER)
                .where(Markers.SESSION_ID.eq(sessionId))
                .orderBy(Markers.T_NS, Markers.ID)
                .fetch(row -> new Marker(row.value1(), row.value2(), row.value3()));
    }

    /// Sets one of a session's instants or clears it.
    static void set(DSLContext jooq, long sessionId, Field<Long> instant, @Nullable Instant value) {
        jooq.update(SESSION)
                .set(instant, value == null ? null : Stamps.ns(value))
                .where(Session.ID.eq(sessionId))
                .execute();
    }

    private static Map<Long, Long> samples(DSLContext jooq, List<Long> sessionIds) {
        Map<Long, Long> samples =
                jooq.select(Channels.SESSION_ID, DSL.sum(Channels.SAMPLES))
                        .from(CHANNEL)
                        .where(Channels.SESSION_ID.in(sessionIds))
                        .groupBy(Channels.SESSION_ID)
                        .fetchMap(row -> row.value1(), row -> row.value2().longValue());
        jooq.resultQuery(
                        "SELECT c.session_id, t.samples FROM (SELECT id >> 40 AS channel_id,"
                                + " count(*) AS samples FROM sample_tail GROUP BY 1) t"
                                + " JOIN channel c ON c.id = t.channel_id")
                .forEach(
                        row ->
                                samples.merge(
                                        row.get(0, Long.class), row.get(1, Long.class), Long::sum));
        return samples;
    }

    private static Map<Field<?>, @Nullable Object> detailsOf(SessionDraft draft) {
        StringBuilder search = new StringBuilder(draft.name());
        Map<Field<?>, @Nullable Object> details = new LinkedHashMap<>();
        details.put(Session.NAME, draft.name());
        details.put(Session.CAR_ID, draft.carId());
        details.put(Session.DRIVER, draft.driver());
        details.put(Session.TRACK, draft.track());
        details.put(Session.NOTES, draft.notes());
        for (String detail :
                new @Nullable String[] {
                    draft.carId(), draft.driver(), draft.track(), draft.notes()
                }) {
            // The line feed keeps a search from matching the end of one and the start of the next.
            search.append('\n').append(detail == null ? "" : detail);
        }
        details.put(Session.SEARCH, search.toString().toLowerCase(Locale.ROOT));
        return details;
    }

    private static SessionInfo info(Record row, Map<Long, Long> samples) {
        long id = row.get(Session.ID);
        Long started = row.get(Session.STARTED_NS);
        Long stopped = row.get(Session.STOPPED_NS);
        Long trashed = row.get(Session.TRASHED_NS);
        return new SessionInfo(
                id,
                new SessionDraft(
                        row.get(Session.NAME),
                        row.get(Session.CAR_ID),
                        row.get(Session.DRIVER),
                        row.get(Session.TRACK),
                        row.get(Session.NOTES)),
                SessionOrigin.valueOf(row.get(Session.ORIGIN)),
                Stamps.instant(row.get(Session.CREATED_NS)),
                started == null ? null : Stamps.instant(started),
                stopped == null ? null : Stamps.instant(stopped),
                started != null && stopped == null,
                row.get(Session.RECOVERED) != 0,
                trashed == null ? null : Stamps.instant(trashed),
                samples.getOrDefault(id, 0L));
    }
}
