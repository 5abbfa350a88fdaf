package io.cartelem.persistence.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class PlainSqliteTest {
    private final MemoryStore store = new MemoryStore();
    private final long session = Drive.record(store, 5, 700);

    @Test
    void holdsEverySampleAsAPlainRow(@TempDir Path folder) throws IOException, SQLException {
        Path file = folder.resolve("drive.sqlite");
        Exporters.byId("sqlite")
                .orElseThrow()
                .exportTo(store, SignalQuery.all(session), file, Progress.NONE);
        List<Signal> signals = new ArrayList<>();
        store.scan(SignalQuery.all(session), signals::add);
        Timebase timebase = store.timebase(session);
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = sqlite.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT * FROM signals ORDER BY ts_mono_ns, id")) {
                for (Signal signal : signals) {
                    assertTrue(rows.next());
                    check(signal, timebase, rows);
                }
                assertFalse(rows.next());
            }
            assertEquals("2|2|1|Morning, run \"1\"|Ada", one(statement));
        }
    }

    @Test
    void streamsAWholeDatabase(@TempDir Path folder) throws IOException, SQLException {
        Path file = folder.resolve("streamed.sqlite");
        try (OutputStream out = Files.newOutputStream(file)) {
            Exporters.byId("sqlite")
                    .orElseThrow()
                    .export(store, SignalQuery.all(session), out, Progress.NONE);
        }
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = sqlite.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM signals")) {
            assertEquals(store.count(SignalQuery.all(session)), rows.getLong(1));
        }
    }

    private void check(Signal signal, Timebase timebase, ResultSet row) throws SQLException {
        assertEquals(signal.id(), row.getLong("id"));
        assertEquals(session, row.getLong("session_id"));
        assertEquals(signal.channel().source(), row.getString("source"));
        assertEquals(signal.channel().name(), row.getString("channel"));
        Instant utc = Instant.parse(row.getString("ts_utc"));
        assertEquals(
                timebase.epochMicrosOf(signal.timeNs()),
                utc.getEpochSecond() * 1_000_000 + utc.getNano() / 1_000);
        assertEquals(signal.timeNs(), row.getLong("ts_mono_ns"));
        if (signal.text() != null || Double.isNaN(signal.value())) {
            assertNull(row.getObject("value_num"));
        } else {
            assertEquals(
                    Double.doubleToLongBits(signal.value() + 0.0), // SQLite has no negative zero.
                    Double.doubleToLongBits(row.getDouble("value_num")));
        }
        assertEquals(signal.text(), row.getString("value_text"));
        assertEquals(signal.channel().unit(), row.getString("unit"));
        assertEquals(signal.quality().label(), row.getString("quality"));
    }

    private static String one(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT (SELECT count(*) FROM frame) || '|' || (SELECT count(*) FROM"
                                + " marker) || '|' || (SELECT count(*) FROM session) || '|' || name"
                                + " || '|' || driver FROM session")) {
            return row.getString(1);
        }
    }
}
