package io.cartelem.persistence.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class CsvExportTest {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final MemoryStore store = new MemoryStore();
    private final long session = Drive.record(store, 1, 400);
    private final Exporter csv = Exporters.byId("csv").orElseThrow();

    @Test
    void writesByteForByteWhatCommonsCsvWouldWrite() throws IOException {
        StringWriter expected = new StringWriter();
        Timebase timebase = store.timebase(session);
        try (CSVPrinter printer = new CSVPrinter(expected, CSVFormat.RFC4180)) {
            printer.printRecord((Object[]) SignalsCsv.HEADER.split(","));
            for (Signal signal : signals(SignalQuery.all(session))) {
                printer.printRecord(
                        signal.id(),
                        session,
                        signal.channel().source(),
                        signal.channel().name(),
                        MICROS.format(timebase.utcOf(signal.timeNs())),
                        signal.timeNs(),
                        signal.text() == null ? (Object) signal.value() : null,
                        signal.text(),
                        signal.channel().unit(),
                        signal.quality().label());
            }
        }
        assertEquals(expected.toString(), text(csv, SignalQuery.all(session)));
    }

    @Test
    void readsBackExactlyInDuckDb(@TempDir Path folder) throws IOException, SQLException {
        Path file = folder.resolve("drive.csv");
        csv.exportTo(store, SignalQuery.all(session), file, Progress.NONE);
        List<Signal> signals = signals(SignalQuery.all(session));
        Timebase timebase = store.timebase(session);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT id, source, channel, epoch_us(ts_utc), ts_mono_ns,"
                                        + " value_num, coalesce(value_text, ''), coalesce(unit, ''), quality"
                                        + " FROM read_csv('"
                                        + file
                                        + "', header=true, columns={'id':'BIGINT',"
                                        + "'session_id':'BIGINT','source':'VARCHAR',"
                                        + "'channel':'VARCHAR','ts_utc':'TIMESTAMPTZ',"
                                        + "'ts_mono_ns':'BIGINT','value_num':'DOUBLE',"
                                        + "'value_text':'VARCHAR','unit':'VARCHAR',"
                                        + "'quality':'VARCHAR'}, new_line='\\r\\n',"
                                        + " quote='\"', escape='\"', parallel=false)")) {
            for (Signal signal : signals) {
                assertEquals(true, rows.next());
                assertEquals(signal.id(), rows.getLong(1));
                assertEquals(signal.channel().source(), rows.getString(2));
                assertEquals(signal.channel().name(), rows.getString(3));
                assertEquals(timebase.epochMicrosOf(signal.timeNs()), rows.getLong(4));
                assertEquals(signal.timeNs(), rows.getLong(5));
                if (signal.text() == null) {
                    assertEquals(
                            Double.doubleToLongBits(signal.value()),
                            Double.doubleToLongBits(rows.getDouble(6)));
                    assertEquals("", rows.getString(7));
                } else {
                    assertNull(rows.getObject(6));
                    assertEquals(signal.text(), rows.getString(7));
                }
                assertEquals(signal.channel().unit(), rows.getString(8));
                assertEquals(signal.quality().label(), rows.getString(9));
            }
            assertEquals(false, rows.next());
        }
    }

    @Test
    void writesOnlyWhatTheFiltersSelect() throws IOException {
        SignalQuery query =
                SignalQuery.all(session)
                        .between(1_000_000_000L, 2_000_000_000L)
                        .ofSources(Set.of("obd"))
                        .ofChannels(Set.of("obd.RPM"));
        List<CSVRecord> records = parse(text(csv, query));
        assertEquals(store.count(query), records.size());
        for (CSVRecord row : records) {
            assertEquals("RPM", row.get("channel"));
            long time = Long.parseLong(row.get("ts_mono_ns"));
            assertEquals(true, time >= 1_000_000_000L && time < 2_000_000_000L);
        }
    }

    @Test
    void writesFramesOfTheTimeRange() throws IOException {
        Exporter frames = Exporters.byId("frames").orElseThrow();
        List<CSVRecord> all = parse(text(frames, SignalQuery.all(session)));
        assertEquals(2, all.size());
        assertEquals("{\"pit.note\":\"a,\\\"b\\\"\"}", all.get(1).get("payload_json"));
        assertEquals("2000000000", all.get(1).get("ts_mono_ns"));
        assertEquals(
                store.timebase(session).utcOf(2_000_000_000L),
                Instant.parse(all.get(1).get("ts_utc")));
        List<CSVRecord> part =
                parse(text(frames, SignalQuery.all(session).between(0, 2_000_000_000L)));
        assertEquals(1, part.size());
    }

    @Test
    void writesTheSameToAStreamAndToAFile(@TempDir Path folder) throws IOException {
        for (Exporter exporter : Exporters.all()) {
            if (exporter.id().equals("sqlite")) {
                continue; // Its pages carry a change counter, checked in its own test.
            }
            Path file = folder.resolve("out." + exporter.extension());
            exporter.exportTo(store, SignalQuery.all(session), file, Progress.NONE);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            exporter.export(store, SignalQuery.all(session), stream, Progress.NONE);
            assertArrayEquals(
                    java.nio.file.Files.readAllBytes(file), stream.toByteArray(), exporter.id());
        }
    }

    private List<Signal> signals(SignalQuery query) {
        List<Signal> signals = new ArrayList<>();
        store.scan(query, signals::add);
        return signals;
    }

    private String text(Exporter exporter, SignalQuery query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.export(store, query, out, Progress.NONE);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<CSVRecord> parse(String csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new java.io.StringReader(csv))
                .getRecords();
    }
}
