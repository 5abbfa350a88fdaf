package io.cartelem.persistence.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.ImportException;
import io.cartelem.core.port.Importer.Preview;
import io.cartelem.core.port.Importer.Problem;
import io.cartelem.core.port.Importer.Report;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.persistence.MemoryStore;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

class FormatsTest {
    private static final String LAP = "tianma_lap13_racechrono_v3.csv";

    private final MemoryStore store = new MemoryStore();
    private final Importers importers = new Importers(Clock.system());
    @TempDir private Path folder;

    @Test
    void bringsInEveryCellOfARealRaceChronoLap() throws IOException {
        Path file = Samples.file(folder, LAP);
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals(List.of(), report.problems());
        SessionInfo session = report.session();
        assertEquals(new SessionDraft("Tianma", null, null, "Tianma", null), session.details());
        assertEquals(SessionOrigin.IMPORTED, session.origin());
        assertEquals(Instant.parse("2025-12-31T03:19:58.443Z"), session.started());

        String text = Files.readString(file);
        List<CSVRecord> rows =
                CSVParser.parse(
                                new StringReader(text.substring(text.indexOf("timestamp,"))),
                                CSVFormat.DEFAULT)
                        .getRecords();
        List<String> ids =
                List.of(
                        "",
                        "racechrono.fragment_id",
                        "racechrono.lap_number",
                        "racechrono.elapsed_time",
                        "racechrono.distance_traveled",
                        "gps.altitude",
                        "gps.altitude_precision",
                        "gps.heading_deg",
                        "gps.hdop",
                        "gps.device_update_rate",
                        "gps.fix_type",
                        "gps.latitude",
                        "gps.longitude",
                        "gps.satellites",
                        "gps.speed_kph",
                        "calc.combined_acc",
                        "calc.device_update_rate",
                        "calc.lateral_acc",
                        "calc.lean_angle",
                        "calc.longitudinal_acc",
                        "calc.speed",
                        "obd.accelerator_pos",
                        "obd.ENGINE_LOAD",
                        "obd.RPM",
                        "obd.SPEED",
                        "obd.THROTTLE_POS");
        BigDecimal start = new BigDecimal(rows.get(3).get(0));
        List<String> expected = new ArrayList<>();
        for (CSVRecord row : rows.subList(3, rows.size())) {
            long time =
                    new BigDecimal(row.get(0)).subtract(start).movePointRight(9).longValueExact();
            for (int i = 1; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    BigDecimal value = new BigDecimal(row.get(i));
                    boolean speed = i == 14 || i == 24;
                    double wanted =
                            speed
                                    ? value.multiply(new BigDecimal("3.6")).doubleValue()
                                    : Double.parseDouble(row.get(i));
                    expected.add(ids.get(i) + " " + time + " " + wanted);
                }
            }
        }
        List<String> found =
                Samples.of(store, session.id()).stream()
                        .map(s -> s.channel().id() + " " + s.timeNs() + " " + s.value())
                        .collect(Collectors.toCollection(ArrayList::new));
        assertEquals(162_200, expected.size());
        expected.sort(null);
        found.sort(null);
        assertEquals(expected, found);
    }

    @Test
    void previewsChannelsWithUnitsCountsAndTimes() throws IOException {
        Preview preview = importers.preview(Samples.file(folder, LAP), Progress.NONE);
        assertEquals("RaceChrono CSV v3", preview.format());
        assertEquals(25, preview.channels().size());
        assertEquals(162_200, preview.samples());
        ChannelSummary rpm =
                preview.channels().stream()
                        .filter(summary -> summary.channel().id().equals("obd.RPM"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("rpm", rpm.channel().unit());
        assertEquals(6_488, rpm.count());
        assertEquals(0, rpm.firstNs());
        assertTrue(rpm.min() > 3_000 && rpm.max() < 7_500, rpm.toString());
        assertEquals(
                Instant.parse("2025-12-31T03:19:58.443Z"), preview.timebase().utcOf(rpm.firstNs()));
        assertEquals(0, store.sessions(SessionQuery.newest(10)).total());
    }

    @Test
    void convertsTheMinutesAndFlagsOfAVbo() throws IOException {
        Report report =
                importers.read(Samples.file(folder, "basic.vbo"), store, null, Progress.NONE);
        assertEquals("basic", report.session().name());
        assertEquals(Instant.parse("2006-07-31T16:22:35.400Z"), report.session().started());
        Map<String, List<Double>> values = values(report.session().id());
        assertEquals(List.of(9.0, 9.0, 9.0), values.get("gps.satellites"));
        assertEquals(List.of(128.0, 128.0, 0.0), values.get("vbo.satellite_flags"));
        assertEquals(3119.09973 / 60, values.get("gps.latitude").getFirst());
        assertEquals(-58.49277 / 60, values.get("gps.longitude").getFirst());
        assertEquals(List.of(0.14, 0.22, 0.25), values.get("gps.speed_kph"));
        assertEquals(List.of(321.85, 65.93, 356.43), values.get("gps.heading_deg"));
        assertEquals(List.of(152.58, 152.58, 152.59), values.get("gps.altitude"));
        assertEquals(List.of(0.0, 0.0, 0.072), values.get("vbo.vertvel"));
    }

    @Test
    void countsTheDaysOfAVboOnOverMidnightAndConvertsItsMiles() throws IOException {
        Path file = folder.resolve("night.vbo");
        Files.writeString(
                file,
                """
                File created on 28/02/2024 @ 23:10
                [header]
                time
                velocity mph
                Brems-Druck
                [channel units]
                bär
                [column names]
                time velocity Brems-Druck
                [data]
                235959.90 100.0 1.2E-02
                000000.10 -100.0 5
                """,
                StandardCharsets.ISO_8859_1);
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals(Instant.parse("2024-02-28T23:59:59.900Z"), report.session().started());
        List<Samples> samples = Samples.of(store, report.session().id());
        assertEquals(200_000_000L, samples.get(1).timeNs());
        assertEquals(160.9344, samples.getFirst().value());
        assertEquals("bär", samples.getLast().channel().unit());
        assertEquals(0.012, samples.get(2).value());
    }

    @Test
    void readsALogOfSentencesByItsOwnTimes() throws IOException {
        Report report =
                importers.read(
                        Samples.file(folder, "tianma_lap13_10hz.nmea"),
                        store,
                        SessionDraft.named("by hand"),
                        Progress.NONE);
        assertEquals(List.of(), report.problems());
        assertEquals("by hand", report.session().name());
        assertEquals(Instant.parse("2025-12-31T03:19:58.500Z"), report.session().started());
        List<Samples> speed =
                Samples.of(store, report.session().id()).stream()
                        .filter(s -> s.channel().id().equals("gps.speed_kph"))
                        .toList();
        assertTrue(speed.size() > 800, speed.size() + " fixes");
        for (int i = 0; i < speed.size(); i++) {
            assertEquals(i * 100_000_000L, speed.get(i).timeNs());
        }
        assertEquals(122.2, speed.getFirst().value(), 0.1);
    }

    @Test
    void readsARealReceiversLogBesideItsRemarks() throws IOException {
        Report report =
                importers.read(Samples.file(folder, "mt3339.log"), store, null, Progress.NONE);
        Map<String, List<Double>> values = values(report.session().id());
        assertTrue(values.get("gps.latitude").size() > 10, values.keySet().toString());
        assertEquals(0, report.problemCount(), () -> report.problems().toString());
    }

    @Test
    void takesTheFilesDateForALogWithoutAny() throws IOException {
        Path file = folder.resolve("gga.txt");
        Files.writeString(
                file,
                sentence("GPGGA,235959.00,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")
                        + sentence(
                                "GPGGA,000000.00,4807.040,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")
                        + sentence(
                                "GPGGA,000001.00,4807.042,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")
                        + "$GPGGA,000002.00,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*00\r\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-01T12:00:00Z")));
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals(Instant.parse("2024-05-01T23:59:59Z"), report.session().started());
        assertEquals(Instant.parse("2024-05-02T00:00:01Z"), report.session().stopped());
        assertEquals(2, report.problemCount(), () -> report.problems().toString());
        assertTrue(
                report.problems().stream().anyMatch(p -> p.line() == 4),
                () -> report.problems().toString());
    }

    @Test
    void datesWhatComesBeforeTheFirstDateByThat() throws IOException {
        Path file = folder.resolve("cut.nmea");
        Files.writeString(
                file,
                sentence("GPGGA,235958.00,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")
                        + sentence(
                                "GPGGA,235959.00,4807.040,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")
                        + sentence(
                                "GPRMC,000000.00,A,4807.042,N,01131.000,E,022.4,084.4,020520,,,A")
                        + sentence(
                                "GPRMC,000001.00,A,4807.044,N,01131.000,E,022.4,084.4,020520,,,A"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-01T12:00:00Z")));
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals(List.of(), report.problems());
        assertEquals(Instant.parse("2020-05-01T23:59:58Z"), report.session().started());
        assertEquals(Instant.parse("2020-05-02T00:00:01Z"), report.session().stopped());
    }

    @Test
    void tellsTheLineAndTheFaultAndTakesTheRest() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(
                file,
                """
                id,session_id,source,channel,ts_utc,ts_mono_ns,value_num,value_text,unit,quality
                1,7,obd,RPM,2026-01-01T00:00:00.000000Z,0,800.0,,rpm,good
                2,7,obd,RPM,2026-01-01T00:00:00.100000Z,100000000,8x0,,rpm,good
                3,7,obd,RPM,2026-01-01T00:00:00.200000Z,200000000,800.0,,rpm
                4,7,obd,RPM,2026-01-01 00:00,300000000,800.0,,rpm,good
                5,8,obd,RPM,2026-01-01T00:00:00.400000Z,400000000,800.0,,rpm,good
                6,7,o.b,RPM,2026-01-01T00:00:00.500000Z,500000000,800.0,,rpm,good
                7,7,obd,RPM,2026-01-01T00:00:00.600000Z,600000000,800.0,,rpm,great
                8,7,obd,RPM,2026-01-01T00:00:00.700000Z,700000000,1.0,both,rpm,good
                9,7,pit,note,2026-01-01T00:00:00.800000Z,800000000,,"open
                10,7,obd,RPM,2026-01-01T00:00:00.900000Z,900000000,900.5,,rpm,bad
                """);
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals(
                List.of(
                        new Problem(3, "'8x0' is not a number"),
                        new Problem(4, "it has 9 columns, not 10"),
                        new Problem(5, "ts_utc: '2026-01-01 00:00' is not a time in UTC"),
                        new Problem(6, "it belongs to session 8, not 7"),
                        new Problem(7, "a channel's source is a word without a dot, not 'o.b'"),
                        new Problem(8, "'great' is not a quality: good, suspect or bad"),
                        new Problem(9, "it has both a number and a text"),
                        new Problem(10, "a quotation mark is opened and never closed")),
                report.problems());
        assertEquals(List.of(800.0, 900.5), values(report.session().id()).get("obd.RPM"));
    }

    @Test
    void tellsTheCellOfARaceChronoLineThatIsNoNumber() throws IOException {
        Path file = folder.resolve("bad_v3.csv");
        Files.writeString(
                file,
                """
                This file is created using RaceChrono Pro v9 ( http://racechrono.com/ ).
                Format,3
                Session title,"Two ""laps"" here"
                Note,"first
                second"

                timestamp,lap_number,latitude,speed,speed,rpm
                unix time,,deg,m/s,m/s,rpm
                ,,100: gps,100: gps,101: gps,200: obd
                1767151198.4430004,1,31.5,10,11,
                1767151198.5,1,here,10,11,900
                1767151198.6,1,31.5
                soon,1,31.5,10,11,900
                17,1,31.5,10,11,900
                1767151198.7,,31.6,,,
                """);
        Report report = importers.read(file, store, null, Progress.NONE);
        assertEquals("Two \"laps\" here", report.session().name());
        assertEquals("first\nsecond", report.session().details().notes());
        assertEquals(
                List.of(
                        new Problem(11, "gps.latitude: 'here' is not a number"),
                        new Problem(12, "it has 3 columns, not 6"),
                        new Problem(13, "timestamp: 'soon' is not a number"),
                        new Problem(14, "timestamp: 17 is not between 1980 and 2200")),
                report.problems());
        Map<String, List<Double>> values = values(report.session().id());
        assertEquals(List.of(31.5, 31.6), values.get("gps.latitude"));
        assertEquals(List.of(36.0, 36.0), values.get("gps.speed_kph"));
        assertEquals(List.of(11.0, 11.0), values.get("gps_101.speed"));
        assertEquals(List.of(900.0), values.get("obd.RPM"));
    }

    @Test
    void refusesWhatItDoesNotKnowWithASentence() throws IOException {
        Path file = folder.resolve("letter.txt");
        Files.writeString(file, "Dear Ada,\nthe lap was fast.\n");
        ImportException thrown =
                assertThrows(ImportException.class, () -> importers.preview(file, Progress.NONE));
        assertEquals(
                "letter.txt is none of the files that can be imported: Cartelem Parquet, Cartelem"
                        + " CSV, RaceChrono CSV v3, Racelogic VBO, NMEA log",
                thrown.getMessage());
        assertEquals(importers.formats().size(), 5);
        assertTrue(Importers.recognise(file).isEmpty());
        assertEquals("NMEA log", Importers.recognise(Samples.file(folder, "mt3339.log")).get());
    }

    @Test
    void refusesAFileOfAKnownFormatWithNothingInIt() throws IOException {
        Path file = folder.resolve("empty.csv");
        Files.writeString(
                file,
                """
                id,session_id,source,channel,ts_utc,ts_mono_ns,value_num,value_text,unit,quality
                1,2,3
                """);
        ImportException thrown =
                assertThrows(
                        ImportException.class,
                        () -> importers.read(file, store, null, Progress.NONE));
        assertEquals(
                "empty.csv looks like Cartelem CSV, but nothing in it is usable: line 2: it has 3"
                        + " columns, not 10",
                thrown.getMessage());
        assertEquals(0, store.sessions(SessionQuery.newest(10)).total());
    }

    private Map<String, List<Double>> values(long session) {
        Map<String, List<Double>> values = new TreeMap<>();
        for (Samples sample : Samples.of(store, session)) {
            values.computeIfAbsent(sample.channel().id(), id -> new ArrayList<>())
                    .add(sample.value());
        }
        return values;
    }

    private static String sentence(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum ^= body.charAt(i);
        }
        return "$" + body + "*" + "%02X".formatted(sum) + "\r\n";
    }
}
