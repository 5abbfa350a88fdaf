package io.cartelem.persistence.export;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Signal;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The plain SQLite file while it is written. It has no journal: until it is complete it lies under
/// a name that nobody looks for. For one thread.
final class PlainSqliteFile implements AutoCloseable {
    private static final int ROWS_PER_BATCH = 512;

    private static final String[] TABLES = {
        "CREATE TABLE session (id INTEGER PRIMARY KEY, name TEXT NOT NULL, car_id TEXT,"
                + " driver TEXT, track TEXT, notes TEXT, origin TEXT NOT NULL,"
                + " created_utc TEXT NOT NULL, started_utc TEXT, stopped_utc TEXT)",
        "CREATE TABLE clock_anchor (session_id INTEGER NOT NULL, ts_mono_ns INTEGER NOT NULL,"
                + " ts_utc TEXT NOT NULL, trust TEXT NOT NULL)",
        "CREATE TABLE marker (id INTEGER PRIMARY KEY, session_id INTEGER NOT NULL,"
                + " ts_utc TEXT NOT NULL, ts_mono_ns INTEGER NOT NULL, text TEXT NOT NULL)",
        "CREATE TABLE frame (id INTEGER PRIMARY KEY, session_id INTEGER NOT NULL,"
                + " ts_utc TEXT NOT NULL, ts_mono_ns INTEGER NOT NULL,"
                + " payload_json TEXT NOT NULL)",
        "CREATE TABLE signals (id INTEGER PRIMARY KEY, session_id INTEGER NOT NULL,"
                + " source TEXT NOT NULL, channel TEXT NOT NULL, ts_utc TEXT NOT NULL,"
                + " ts_mono_ns INTEGER NOT NULL, value_num REAL, value_text TEXT,"
                + " unit TEXT NOT NULL, quality TEXT NOT NULL)"
    };

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Connection connection;

    PlainSqliteFile(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setGetGeneratedKeys(false);
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    void write(Selection selection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        connection.setAutoCommit(false);
        session(selection);
        try {
            frames(selection);
            signals(selection);
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw e;
        }
        connection.commit();
    }

    private void session(Selection selection) throws SQLException {
        SessionInfo session = selection.session();
        SessionDraft details = session.details();
        insert(
                "INSERT INTO session VALUES (?,?,?,?,?,?,?,?,?,?)",
                session.id(),
                details.name(),
                details.carId(),
                details.driver(),
                details.track(),
                details.notes(),
                session.origin().name(),
                utc(session.created()),
                utc(session.started()),
                utc(session.stopped()));
        for (ClockAnchor anchor : selection.timebase().anchors()) {
            insert(
                    "INSERT INTO clock_anchor VALUES (?,?,?,?)",
                    session.id(),
                    anchor.timeNs(),
                    anchor.utc().toString(),
                    anchor.trust().name());
        }
        for (Marker marker : selection.store().markers(session.id())) {
            insert(
                    "INSERT INTO marker VALUES (?,?,?,?,?)",
                    marker.id(),
                    session.id(),
                    utc(selection.timebase().utcOf(marker.timeNs())),
                    marker.timeNs(),
                    marker.text());
        }
    }

    private void frames(Selection selection) throws SQLException, IOException {
        try (Rows rows = new Rows("INSERT INTO frame VALUES (?,?,?,?,?)")) {
            Timebase timebase = selection.timebase();
            selection.frames(
                    frame ->
                            rows.add(
                                    insert -> {
                                        insert.setLong(1, frame.id());
                                        insert.setLong(2, selection.session().id());
                                        insert.setString(3, utc(timebase.utcOf(frame.timeNs())));
                                        insert.setLong(4, frame.timeNs());
                                        insert.setString(5, frame.json());
                                    }));
            rows.flush();
        }
    }

    private void signals(Selection selection) throws SQLException, IOException {
        long sessionId = selection.session().id();
        UtcText utc = new UtcText(selection.timebase());
        try (Rows rows = new Rows("INSERT INTO signals VALUES (?,?,?,?,?,?,?,?,?,?)")) {
            // By channel, so that ids rise and the table grows at its end only.
            selection.byChannel(signal -> rows.add(insert -> bind(insert, sessionId, signal, utc)));
            rows.flush();
        }
    }

    private static void bind(PreparedStatement insert, long sessionId, Signal signal, UtcText utc)
            throws SQLException {
        insert.setLong(1, signal.id());
        insert.setLong(2, sessionId);
        insert.setString(3, signal.channel().source());
        insert.setString(4, signal.channel().name());
        insert.setString(5, utc.of(signal.timeNs()));
        insert.setLong(6, signal.timeNs());
        String text = signal.text();
        if (text == null) {
            insert.setDouble(7, signal.value());
            insert.setNull(8, Types.VARCHAR);
        } else {
            insert.setNull(7, Types.REAL);
            insert.setString(8, text);
        }
        insert.setString(9, signal.channel().unit());
        insert.setString(10, signal.quality().label());
    }

    private void insert(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }

    private static @Nullable String utc(@Nullable Instant instant) {
        return instant == null ? null : MICROS.format(instant);
    }

    /// Sets the parameters of one row.
    @FunctionalInterface
    private interface Binder {
        void bind(PreparedStatement insert) throws SQLException;
    }

    /// Inserts in batches.
    private final class Rows implements AutoCloseable {
        private final PreparedStatement insert;
        private int pending;

        Rows(String sql) throws SQLException {
            insert = connection.prepareStatement(sql);
        }

        void add(Binder row) throws IOException {
            try {
                row.bind(insert);
                insert.addBatch();
                if (++pending == ROWS_PER_BATCH) {
                    flush();
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        void flush() throws SQLException {
            insert.executeBatch();
            pending = 0;
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}
