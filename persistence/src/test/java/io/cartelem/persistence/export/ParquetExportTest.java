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
import io.cartelem.persistence.parquet.SessionMetadata;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ParquetExportTest {
    private final MemoryStore store = new MemoryStore();
    private final long session = Drive.record(store, 2, 500);
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void export() throws IOException {
        file = folder.resolve("drive.parquet");
        Exporters.byId("parquet")
                .orElseThrow()
                .exportTo(store, SignalQuery.all(session), file, Progress.NONE);
    }

    @Test
    void readsBackExactlyAndInChannelOrderInDuckDb() throws SQLException {
        List<Signal> expected = new ArrayList<>();
        store.scan(SignalQuery.all(session), expected::add);
        expected.sort(
                Comparator.comparing((Signal s) -> s.channel().id())
                        .thenComparingLong(Signal::timeNs)
                        .thenComparingLong(Signal::id));
        Timebase timebase = store.timebase(session);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT id, session_id, source, channel, epoch_us(ts_utc),"
                                        + " ts_mono_ns, value_num, value_text, unit, quality"
                                        + " FROM '"
                                        + file
                                        + "'")) {
            for (Signal signal : expected) {
                assertTrue(rows.next());
                assertEquals(signal.id(), rows.getLong(1));
                assertEquals(session, rows.getLong(2));
                assertEquals(signal.channel().source(), rows.getString(3));
                assertEquals(signal.channel().name(), rows.getString(4));
                assertEquals(timebase.epochMicrosOf(signal.timeNs()), rows.getLong(5));
                assertEquals(signal.timeNs(), rows.getLong(6));
                if (signal.text() == null) {
                    assertEquals(
                            Double.doubleToLongBits(signal.value()),
                            Double.doubleToLongBits(rows.getDouble(7)));
                } else {
                    assertNull(rows.getObject(7));
                }
                assertEquals(signal.text(), rows.getString(8));
                assertEquals(signal.channel().unit(), rows.getString(9));
                assertEquals(signal.quality().label(), rows.getString(10));
            }
            assertFalse(rows.next());
        }
    }

    @Test
    void hasTypedColumnsAndZstdPages() throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM '" + file + "'")) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT DISTINCT compression FROM parquet_metadata('" + file + "')")) {
                assertTrue(rows.next());
                assertEquals("ZSTD", rows.getString(1));
                assertFalse(rows.next());
            }
        }
        assertEquals(
                "{id=BIGINT, session_id=BIGINT, source=VARCHAR, channel=VARCHAR,"
                        + " ts_utc=TIMESTAMP WITH TIME ZONE, ts_mono_ns=BIGINT, value_num=DOUBLE,"
                        + " value_text=VARCHAR, unit=VARCHAR, quality=VARCHAR}",
                types.toString());
    }

    @Test
    void carriesTheSessionInItsMetadata() throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT decode(key), decode(value) FROM parquet_kv_metadata('"
                                        + file
                                        + "')")) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        SessionMetadata read = SessionMetadata.read(pairs, "none");
        assertEquals(store.session(session).orElseThrow().details(), read.details());
        assertEquals(store.session(session).orElseThrow().stopped(), read.stopped());
        assertEquals(store.timebase(session).anchors(), read.anchors());
        assertEquals(store.markers(session), read.markers());
        assertEquals(
                store.channels(session).stream().map(summary -> summary.channel()).toList(),
                read.channels());
    }
}
