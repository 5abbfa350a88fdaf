package io.cartelem.persistence.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Importer.Report;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;
import io.cartelem.persistence.align.TwoRecordings;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.persistence.importer.Importers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/// Files in and out of PostgreSQL, and what a person finds there in SQL.
class PostgresFilesTest {

    @Test
    void exportsAndViewsShowWhatWasImported(@TempDir Path folder) throws Exception {
        MemoryStore memory = new MemoryStore();
        long drive = Drive.record(memory, 31, 400);
        Path parquet = folder.resolve("drive.parquet");
        Exporters.byId("parquet")
                .orElseThrow()
                .exportTo(memory, SignalQuery.all(drive), parquet, Progress.NONE);
        DatabaseUrl url = Server.database("files");
        Server.empty("files");
        try (PostgresStore store = PostgresStore.open(url, PostgresStoreTest.QUICK)) {
            Report report = new Importers(Clock.system()).read(parquet, store, null, Progress.NONE);
            assertEquals(0, report.problemCount());
            long session = report.session().id();
            List<String> rows = rows(store, session);
            assertEquals(withoutIds(rows(memory, drive)), withoutIds(rows));
            view(session, rows);
            assertEquals(memory.markers(drive).size(), store.markers(session).size());
        }
    }

    @Test
    void bringsRadioAndFullRecordingTogether(@TempDir Path folder) throws Exception {
        DatabaseUrl url = Server.database("radio");
        Server.empty("radio");
        try (PostgresStore store = PostgresStore.open(url, PostgresStoreTest.QUICK)) {
            TwoRecordings.bringTogether(store, folder);
        }
    }

    private static List<String> rows(SessionStore store, long session) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exporters.byId("csv")
                .orElseThrow()
                .export(
                        store,
                        SignalQuery.all(session).ofSources(Set.of("gps", "obd")),
                        out,
                        Progress.NONE);
        return out.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
    }

    private static List<String> withoutIds(List<String> rows) {
        return rows.stream()
                .map(row -> row.substring(row.indexOf(',', row.indexOf(',') + 1)))
                .sorted()
                .toList();
    }

    /// The view has the columns of the CSV, row for row.
    private static void view(long session, List<String> rows) throws SQLException {
        try (Connection connection = Server.connect("files");
                Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT * FROM signal WHERE session_id = "
                                    + session
                                    + " AND source IN ('gps', 'obd') ORDER BY ts_mono_ns, id")) {
                for (String expected : rows) {
                    assertTrue(row.next());
                    String[] cells = expected.split(",", -1);
                    assertEquals(cells[0], row.getString("id"));
                    assertEquals(cells[2], row.getString("source"));
                    assertEquals(cells[3], row.getString("channel"));
                    assertEquals(
                            OffsetDateTime.parse(cells[4]).toInstant(),
                            row.getObject("ts_utc", OffsetDateTime.class).toInstant());
                    assertEquals(cells[5], row.getString("ts_mono_ns"));
                    assertEquals(Double.parseDouble(cells[6]), row.getDouble("value_num"));
                    assertEquals(cells[8], row.getString("unit"));
                    assertEquals(cells[9], row.getString("quality"));
                }
            }
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT name, samples, is_active FROM session_overview WHERE id = "
                                    + session)) {
                assertTrue(row.next());
                assertEquals("Morning, run \"1\"", row.getString(1));
                assertEquals(false, row.getBoolean(3));
            }
        }
    }
}
