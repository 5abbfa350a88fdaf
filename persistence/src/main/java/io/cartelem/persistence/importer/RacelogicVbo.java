package io.cartelem.persistence.importer;

import io.cartelem.core.gps.GpsChannels;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;
import io.cartelem.core.port.ImportException;
import io.cartelem.persistence.importer.TextLines.Line;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Racelogic's VBO: sections in brackets, then rows separated by spaces. Positions are total
/// minutes, north and **west** positive; the satellites' number carries flags (64 brake trigger,
/// 128 differential GPS), which go to a channel of their own; times are times of day ([TimeOfDay]).
final class RacelogicVbo implements LogFormat {
    private static final Pattern CREATED =
            Pattern.compile(
                    "File created on (\\d{1,2})/(\\d{1,2})/(\\d{4})(?:\\s+(?:at|@)\\s+"
                            + "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?.*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACES = Pattern.compile("[ \t]+");
    private static final int SATELLITE_BITS = 0x3F;
    private static final Channel FLAGS = Channel.number("vbo", "satellite_flags", "", 0);
    private static final int MOST_WORDS = 5_000;

    @Override
    public String title() {
        return "Racelogic VBO";
    }

    @Override
    public boolean recognises(Head head) {
        List<String> lines = head.lines().stream().map(String::strip).toList();
        return lines.contains("[header]") && lines.contains("[column names]");
    }

    @Override
    public void read(Path file, LogSink sink) throws IOException {
        try (TextLines lines = new TextLines(file)) {
            Map<String, List<String>> sections = sections(lines);
            List<String> names =
                    List.of(SPACES.split(String.join(" ", section(sections, "column names"))));
            int time = names.indexOf("time");
            if (time < 0) {
                throw new ImportException("The VBO file's column names have no 'time'");
            }
            sink.describe(null, null, null, null, String.join("\n", section(sections, "comments")));
            List<@Nullable VboColumn> columns = columns(names, sections);
            rows(lines, sink, columns, time, timeOfDay(section(sections, "")));
        }
    }

    /// The lines of each section up to `[data]`; those before the first have an empty name.
    private static Map<String, List<String>> sections(TextLines lines) throws IOException {
        Map<String, List<String>> sections = new HashMap<>();
        String name = "";
        for (int i = 0; i < MOST_WORDS; i++) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            String text = line.text().strip();
            if (text.startsWith("[") && text.endsWith("]")) {
                name = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
                if (name.equals("data")) {
                    return sections;
                }
            } else if (!text.isEmpty()) {
                sections.computeIfAbsent(name, n -> new ArrayList<>()).add(text);
            }
        }
        throw new ImportException("The VBO file has no [data] section");
    }

    private static List<String> section(Map<String, List<String>> sections, String name) {
        return sections.getOrDefault(name, List.of());
    }

    private static TimeOfDay timeOfDay(List<String> preamble) {
        for (String line : preamble) {
            Matcher created = CREATED.matcher(line);
            if (created.matches()) {
                return TimeOfDay.near(
                        number(created, 3),
                        number(created, 2),
                        number(created, 1),
                        number(created, 4),
                        number(created, 5),
                        number(created, 6));
            }
        }
        return TimeOfDay.unknownDate();
    }

    private static int number(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static List<@Nullable VboColumn> columns(
            List<String> names, Map<String, List<String>> sections) {
        // Units are given for the columns beyond the standard ones only, so they are counted from
        // the end.
        List<String> units = section(sections, "channel units");
        Set<String> taken = new HashSet<>();
        List<@Nullable VboColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int unitAt = units.size() - (names.size() - i);
            String unit = unitAt >= 0 ? units.get(unitAt) : "";
            VboColumn column = VboColumn.of(names.get(i), unit, section(sections, "header"));
            if (column != null && !taken.add(column.column().channel().id())) {
                column = VboColumn.other(names.get(i) + "_" + i, unit);
                taken.add(column.column().channel().id());
            }
            columns.add(column);
        }
        return columns;
    }

    private static void rows(
            TextLines lines,
            LogSink sink,
            List<@Nullable VboColumn> columns,
            int time,
            TimeOfDay timeOfDay)
            throws IOException {
        Instant start = null;
        for (Line line = lines.next(); line != null; line = lines.next()) {
            sink.position(lines.bytes());
            String text = line.text().strip();
            if (text.isEmpty()) {
                continue;
            }
            String[] cells = SPACES.split(text);
            if (cells.length != columns.size()) {
                sink.problem(
                        line.number(),
                        "it has %d columns, not %d".formatted(cells.length, columns.size()));
                continue;
            }
            Instant utc;
            try {
                utc = timeOfDay.utc(cells[time]);
            } catch (NumberFormatException e) {
                sink.problem(line.number(), "time: " + e.getMessage());
                continue;
            }
            if (start == null) {
                start = utc;
                sink.begin(start, ClockAnchor.Trust.GPS);
                if (!timeOfDay.knowsDate()) {
                    sink.problem(0, "the file does not say its date; 1 January 2000 is taken");
                }
            }
            long timeNs = start.until(utc, ChronoUnit.NANOS);
            for (int i = 0; i < cells.length; i++) {
                VboColumn column = columns.get(i);
                if (column != null) {
                    try {
                        column.put(sink, timeNs, cells[i]);
                    } catch (NumberFormatException e) {
                        sink.problem(
                                line.number(),
                                column.column().channel().id() + ": " + e.getMessage());
                    }
                }
            }
        }
    }

    /// A column and how its cells are to be read.
    private record VboColumn(Column column, Kind kind) {
        private enum Kind {
            PLAIN,
            MINUTES_NORTH,
            MINUTES_WEST,
            SATELLITES
        }

        /// Null for the time. Full names stand in the header section, short ones above the data.
        static @Nullable VboColumn of(String name, String unit, List<String> header) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "time" -> null;
                case "sats", "satellites" ->
                        new VboColumn(Column.of(GpsChannels.SATELLITES), Kind.SATELLITES);
                case "lat", "latitude" ->
                        new VboColumn(Column.of(GpsChannels.LATITUDE), Kind.MINUTES_NORTH);
                case "long", "longitude" ->
                        new VboColumn(Column.of(GpsChannels.LONGITUDE), Kind.MINUTES_WEST);
                case "velocity" -> new VboColumn(velocity(header), Kind.PLAIN);
                case "heading" -> new VboColumn(Column.of(GpsChannels.HEADING), Kind.PLAIN);
                case "height" -> new VboColumn(Column.of(GpsChannels.ALTITUDE), Kind.PLAIN);
                default -> other(name, unit);
            };
        }

        static VboColumn other(String name, String unit) {
            String known = unit.equals("(null)") ? "" : unit;
            return new VboColumn(Column.of(Channel.number("vbo", name, known, 0)), Kind.PLAIN);
        }

        private static Column velocity(List<String> header) {
            for (String line : header) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("velocity")) {
                    return lower.contains("mph")
                            ? Column.gpsSpeed(Column.KMH_PER_MPH)
                            : lower.contains("knots")
                                    ? Column.gpsSpeed(Column.KMH_PER_KNOT)
                                    : Column.of(GpsChannels.SPEED);
                }
            }
            return Column.of(GpsChannels.SPEED);
        }

        void put(LogSink sink, long timeNs, String cell) {
            switch (kind) {
                case PLAIN -> column.put(sink, timeNs, cell);
                case MINUTES_NORTH -> degrees(sink, timeNs, Numbers.decimal(cell) / 60, 90);
                case MINUTES_WEST -> degrees(sink, timeNs, -Numbers.decimal(cell) / 60, 180);
                case SATELLITES -> {
                    int value = (int) Numbers.decimal(cell);
                    sink.sample(
                            GpsChannels.SATELLITES,
                            timeNs,
                            value & SATELLITE_BITS,
                            null,
                            Quality.GOOD);
                    sink.sample(FLAGS, timeNs, value & ~SATELLITE_BITS, null, Quality.GOOD);
                }
            }
        }

        private void degrees(LogSink sink, long timeNs, double degrees, int limit) {
            if (!(Math.abs(degrees) <= limit)) {
                throw new NumberFormatException(degrees + "° is beyond " + limit + "°");
            }
            sink.sample(column.channel(), timeNs, degrees, null, Quality.GOOD);
        }
    }
}
