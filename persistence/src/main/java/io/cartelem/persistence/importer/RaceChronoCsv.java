package io.cartelem.persistence.importer;

import io.cartelem.core.gps.GpsChannels;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.port.ImportException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// RaceChrono's CSV, format 3: some lines of words, then three rows that name the columns, their
/// units and their sources (`100: gps`, `calc`, `200: obd`). Names repeat, so a column is known by
/// name and source. `timestamp` is the time, in seconds since 1970 UTC; a blank cell is a value
/// that was not updated.
final class RaceChronoCsv implements LogFormat {
    private static final String BANNER = "This file is created using RaceChrono";
    private static final String TIME = "timestamp";
    private static final int MOST_WORDS = 2_000;
    private static final long EARLIEST_MICROS = 315_532_800_000_000L; // 1980
    private static final long LATEST_MICROS = 7_258_118_400_000_000L; // 2200

    /// RaceChrono's names of what an engine reports, with Cartelem's.
    private static final Map<String, Channel> OBD =
            Map.of(
                    "rpm", Channel.number("obd", "RPM", "rpm", 0),
                    "speed", Channel.number("obd", "SPEED", "km/h", 0),
                    "throttle_pos", Channel.number("obd", "THROTTLE_POS", "%", 1),
                    "engine_load", Channel.number("obd", "ENGINE_LOAD", "%", 1),
                    "coolant_temp", Channel.number("obd", "COOLANT_TEMP", "°C", 0),
                    "intake_temp", Channel.number("obd", "INTAKE_TEMP", "°C", 0),
                    "fuel_level", Channel.number("obd", "FUEL_LEVEL", "%", 1));

    private static final Map<String, Channel> GPS =
            Map.of(
                    "latitude", GpsChannels.LATITUDE,
                    "longitude", GpsChannels.LONGITUDE,
                    "altitude", GpsChannels.ALTITUDE,
                    "speed", GpsChannels.SPEED,
                    "bearing", GpsChannels.HEADING,
                    "satellites", GpsChannels.SATELLITES,
                    "coordinate_precision", GpsChannels.HDOP);

    @Override
    public String title() {
        return "RaceChrono CSV v3";
    }

    @Override
    public boolean recognises(Head head) {
        List<String> lines = head.lines();
        return head.firstLine().startsWith(BANNER)
                || (lines.stream().limit(20).anyMatch("Format,3"::equals)
                        && lines.stream().anyMatch(line -> line.startsWith(TIME + ",")));
    }

    @Override
    public void read(Path file, LogSink sink) throws IOException {
        try (TextLines lines = new TextLines(file)) {
            CsvRecords records = new CsvRecords(lines, sink);
            List<String> names = words(records, sink);
            List<String> units = header(records);
            List<String> sources = header(records);
            rows(records, sink, columns(names, units, sources));
        }
    }

    /// Reads up to the row of names and answers that.
    private static List<String> words(CsvRecords records, LogSink sink) throws IOException {
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < MOST_WORDS; i++) {
            List<String> record = records.next();
            if (record == null) {
                break;
            }
            if (record.size() > 1 && record.getFirst().equals(TIME)) {
                sink.describe(
                        words.get("Session title"),
                        null,
                        words.get("Driver name"),
                        words.get("Track name"),
                        words.get("Note"));
                return record;
            }
            if (record.size() == 2) {
                words.put(record.getFirst(), record.get(1));
            }
        }
        String format = words.getOrDefault("Format", "3");
        throw new ImportException(
                format.equals("3")
                        ? "The RaceChrono file has no row of column names that begins with"
                                + " 'timestamp'"
                        : "The RaceChrono file has format "
                                + Numbers.shown(format)
                                + "; export it from RaceChrono as CSV v3");
    }

    private static List<String> header(CsvRecords records) throws IOException {
        List<String> record = records.next();
        if (record == null) {
            throw new ImportException("The RaceChrono file ends before its data");
        }
        return record;
    }

    /// The columns in their order, null for that of the time.
    private static List<@Nullable Column> columns(
            List<String> names, List<String> units, List<String> sources) {
        List<@Nullable Column> columns = new ArrayList<>();
        Map<String, String> sourceIds = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            if (name.equals(TIME) || name.isEmpty()) {
                columns.add(null);
                continue;
            }
            String unit = i < units.size() ? units.get(i).strip() : "";
            String source = source(i < sources.size() ? sources.get(i) : "", sourceIds);
            Column column = column(source, name, unit);
            if (!taken.add(column.channel().id())) {
                column = Column.of(Channel.number(source, name + "_" + i, unit, 0));
                taken.add(column.channel().id());
            }
            columns.add(column);
        }
        return columns;
    }

    private static Column column(String source, String name, String unit) {
        Map<String, Channel> known =
                source.equals("gps") ? GPS : source.equals("obd") ? OBD : Map.of();
        Channel channel = known.get(name);
        if (channel != null && name.equals("speed")) {
            return unit.equals("m/s")
                    ? Column.speed(channel, Column.KMH_PER_MS)
                    : Column.of(Channel.number(source, name, unit, 0));
        }
        if (channel != null) {
            return Column.of(channel);
        }
        return Column.of(Channel.number(source, name, unit.equals(".C") ? "°C" : unit, 0));
    }

    /// `200: obd` is `obd`; a second device of a kind keeps its number: `obd_201`.
    private static String source(String text, Map<String, String> sourceIds) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        int colon = given.indexOf(':');
        String number = colon < 0 ? "" : given.substring(0, colon).strip();
        String kind = given.substring(colon + 1).strip().replace('.', '_');
        if (kind.isEmpty()) {
            kind = "racechrono";
        }
        String first = sourceIds.putIfAbsent(kind, number);
        boolean same = first == null || first.equals(number);
        return same ? kind : (kind + "_" + number).replace('.', '_');
    }

    private static void rows(CsvRecords records, LogSink sink, List<@Nullable Column> columns)
            throws IOException {
        long startMicros = Long.MIN_VALUE;
        for (List<String> row = records.next(); row != null; row = records.next()) {
            if (row.size() == 1 && row.getFirst().isBlank()) {
                continue;
            }
            long line = records.line();
            if (row.size() != columns.size()) {
                sink.problem(
                        line, "it has %d columns, not %d".formatted(row.size(), columns.size()));
                continue;
            }
            long micros;
            try {
                micros = Numbers.micros(row.getFirst());
            } catch (NumberFormatException e) {
                sink.problem(line, "timestamp: " + e.getMessage());
                continue;
            }
            if (micros < EARLIEST_MICROS || micros > LATEST_MICROS) {
                sink.problem(
                        line, "timestamp: " + row.getFirst() + " is not between 1980 and 2200");
                continue;
            }
            if (startMicros == Long.MIN_VALUE) {
                startMicros = micros;
                sink.begin(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ClockAnchor.Trust.GPS);
            }
            cells(row, (micros - startMicros) * 1_000, line, columns, sink);
        }
    }

    private static void cells(
            List<String> row,
            long timeNs,
            long line,
            List<@Nullable Column> columns,
            LogSink sink) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String cell = row.get(i);
            if (column != null && !cell.isBlank()) {
                try {
                    column.put(sink, timeNs, cell);
                } catch (NumberFormatException e) {
                    sink.problem(line, column.channel().id() + ": " + e.getMessage());
                }
            }
        }
    }
}
