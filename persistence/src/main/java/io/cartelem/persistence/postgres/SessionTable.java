package io.cartelem.persistence.postgres;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.persistence.schema.Refusals;
import io.cartelem.persistence.schema.Stamps;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is known about sessions apart from their samples. Functions on a connection.
final class SessionTable {
    private static final String SELECT =
            "SELECT s.*, (SELECT coalesce(sum(c.samples), 0) FROM channel c"
                    + " WHERE c.session_id = s.id) AS samples FROM session s ";

    private SessionTable() {}

    static SessionInfo insert(
            Connection c, SessionDraft draft, SessionOrigin origin, Instant created)
            throws SQLException {
        long id =
                Sql.number(
                        c,
                        "INSERT INTO session (name, car_id, driver, track, notes, search, origin,"
                                + " created_ns) VALUES (?,?,?,?,?,?,?,?) RETURNING id",
                        clean(draft.name()),
                        cleaned(draft.carId()),
                        cleaned(draft.driver()),
                        cleaned(draft.track()),
                        cleaned(draft.notes()),
                        search(draft),
                        origin.name(),
                        Stamps.ns(created));
        return get(c, id);
    }

    static SessionInfo edit(Connection c, long sessionId, SessionDraft draft) throws SQLException {
        Sql.update(
                c,
                "UPDATE session SET name = ?, car_id = ?, driver = ?, track = ?, notes = ?,"
                        + " search = ? WHERE id = ?",
                clean(draft.name()),
                cleaned(draft.carId()),
                cleaned(draft.driver()),
                cleaned(draft.track()),
                cleaned(draft.notes()),
                search(draft),
                sessionId);
        return get(c, sessionId);
    }

    static Optional<SessionInfo> find(Connection c, long sessionId) throws SQLException {
        return Sql.first(c, SELECT + "WHERE s.id = ?", SessionTable::info, sessionId);
    }

    /// @throws StoreException SESSION_NOT_FOUND
    static SessionInfo get(Connection c, long sessionId) throws SQLException {
        return find(c, sessionId).orElseThrow(() -> Refusals.notFound(sessionId));
    }

    /// As [#get], and nobody else changes it until the transaction ends.
    static SessionInfo lock(Connection c, long sessionId) throws SQLException {
        Sql.number(c, "SELECT id FROM session WHERE id = ? FOR UPDATE", sessionId);
        return get(c, sessionId);
    }

    static SessionList list(Connection c, SessionQuery query) throws SQLException {
        String wanted =
                "WHERE (trashed_ns IS NOT NULL) = ? AND (? = '' OR position(? in search) > 0)";
        String text = query.text().strip().toLowerCase(Locale.ROOT);
        long total =
                Sql.number(
                        c, "SELECT count(*) FROM session " + wanted, query.trashed(), text, text);
        List<SessionInfo> sessions =
                Sql.list(
                        c,
                        SELECT + wanted + " ORDER BY created_ns DESC, id DESC LIMIT ? OFFSET ?",
                        SessionTable::info,
                        query.trashed(),
                        text,
                        text,
                        query.limit(),
                        query.offset());
        return new SessionList(sessions, (int) Math.min(total, Integer.MAX_VALUE));
    }

    /// Notes an anchor and what follows from all of them.
    static void anchor(Connection c, long sessionId, ClockAnchor anchor) throws SQLException {
        lock(c, sessionId);
        Sql.update(
                c,
                "INSERT INTO clock_anchor (session_id, t_ns, utc_ns, trust) VALUES (?,?,?,?)",
                sessionId,
                anchor.timeNs(),
                Stamps.ns(anchor.utc()),
                anchor.trust().name());
        Sql.update(c, "DELETE FROM clock_span WHERE session_id = ?", sessionId);
        List<ClockAnchor> anchors = timebase(c, sessionId).anchors();
        for (int i = 0; i < anchors.size(); i++) {
            ClockAnchor from = anchors.get(i);
            boolean last = i + 1 == anchors.size();
            if (!last && anchors.get(i + 1).timeNs() == from.timeNs()) {
                continue;
            }
            boolean first = i == 0 || anchors.getFirst().timeNs() == from.timeNs();
            Sql.update(
                    c,
                    "INSERT INTO clock_span VALUES (?,?,?,?)",
                    sessionId,
                    first ? Long.MIN_VALUE : from.timeNs(),
                    last ? Long.MAX_VALUE : anchors.get(i + 1).timeNs(),
                    Stamps.ns(from.utc()) - from.timeNs());
        }
    }

    /// The time base of a session; one that never recorded has the instant of its making.
    static Timebase timebase(Connection c, long sessionId) throws SQLException {
        SessionInfo info = get(c, sessionId);
        List<ClockAnchor> anchors =
                Sql.list(
                        c,
                        "SELECT t_ns, utc_ns, trust FROM clock_anchor WHERE session_id = ?"
                                + " ORDER BY t_ns, id",
                        row ->
                                new ClockAnchor(
                                        row.getLong(1),
                                        Stamps.instant(row.getLong(2)),
                                        ClockAnchor.Trust.valueOf(row.getString(3))),
                        sessionId);
        return anchors.isEmpty()
                ? Timebase.of(List.of(new ClockAnchor(0, info.created(), ClockAnchor.Trust.SYSTEM)))
                : Timebase.of(anchors);
    }

    static Marker mark(Connection c, long sessionId, long timeNs, String text) throws SQLException {
        long id =
                Sql.number(
                        c,
                        "INSERT INTO marker (session_id, t_ns, text) VALUES (?,?,?) RETURNING id",
                        sessionId,
                        timeNs,
                        clean(text));
        return new Marker(id, timeNs, text);
    }

    static List<Marker> markers(Connection c, long sessionId) throws SQLException {
        return Sql.list(
                c,
                "SELECT id, t_ns, text FROM marker WHERE session_id = ? ORDER BY t_ns, id",
                row -> new Marker(row.getLong(1), row.getLong(2), row.getString(3)),
                sessionId);
    }

    /// PostgreSQL has no character 0 in texts; its picture stands in.
    static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
    }

    private static @Nullable String cleaned(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    private static String search(SessionDraft draft) {
        // The line feed keeps a search from matching the end of one and the start of the next.
        return Stream.of(draft.name(), draft.carId(), draft.driver(), draft.track(), draft.notes())
                .map(text -> clean(Objects.requireNonNullElse(text, "")))
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
    }

    private static SessionInfo info(ResultSet row) throws SQLException {
        Long started = Sql.nullable(row, "started_ns");
        Long stopped = Sql.nullable(row, "stopped_ns");
        Long trashed = Sql.nullable(row, "trashed_ns");
        return new SessionInfo(
                row.getLong("id"),
                new SessionDraft(
                        row.getString("name"),
                        row.getString("car_id"),
                        row.getString("driver"),
                        row.getString("track"),
                        row.getString("notes")),
                SessionOrigin.valueOf(row.getString("origin")),
                Stamps.instant(row.getLong("created_ns")),
                nullable(started),
                nullable(stopped),
                started != null && stopped == null,
                row.getBoolean("recovered"),
                nullable(trashed),
                row.getLong("samples"));
    }

    private static @Nullable Instant nullable(@Nullable Long ns) {
        return ns == null ? null : Stamps.instant(ns);
    }
}
