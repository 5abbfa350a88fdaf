package io.cartelem.core.sensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads one sensor's section. Finds every mistake, not only the first. Used once.
final class SensorParser {
    private static final TomlMapper TOML = new TomlMapper();
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
    private static final Set<String> TAKEN =
            Set.of("gps", "obd", "meshtastic", "can", "calc", "session", "sensors");
    private static final Set<String> KEYS =
            Set.of(
                    "enabled",
                    "link",
                    "baud",
                    "topic",
                    "user",
                    "password",
                    "ca",
                    "format",
                    "separator",
                    "header",
                    "records",
                    "sentence",
                    "checksum",
                    "pattern",
                    "channels",
                    "time",
                    "limit");
    private static final int USUAL_LIMIT = 5_000;
    private static final int HIGHEST_LIMIT = 20_000;
    private static final int MOST_CHANNELS = 64;

    private final String file;
    private final String sensor;
    private final int firstLine;
    private final List<String> lines;
    private final List<SensorProblem> problems = new ArrayList<>();

    /// @param firstLine where the section begins in the file, from 0
    SensorParser(String file, String sensor, int firstLine, List<String> lines) {
        this.file = file;
        this.sensor = sensor;
        this.firstLine = firstLine;
        this.lines = lines;
    }

    List<SensorProblem> problems() {
        return List.copyOf(problems);
    }

    void problem(String key, String what) {
        problems.add(new SensorProblem(file, lineOf(key), sensor, key, what));
    }

    /// The sensor, or null if there are problems.
    @Nullable SensorDefinition parse() {
        JsonNode root;
        try {
            root = TOML.readTree(String.join("\n", lines) + "\n").path(sensor);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            problems.add(
                    new SensorProblem(
                            file,
                            firstLine + Math.min(line, lines.size()),
                            sensor,
                            "",
                            "this is not TOML: " + firstLine(e.getOriginalMessage())));
            return null;
        }
        if (!root.isObject()) {
            problem("", "write [" + sensor + "] once, in single brackets");
            return null;
        }
        TomlTable table = new TomlTable(root, this, "");
        if (!NAME.matcher(sensor).matches() || TAKEN.contains(sensor.toLowerCase(Locale.ROOT))) {
            problem(
                    "",
                    "\""
                            + sensor
                            + "\" cannot be a sensor's name; use a letter and up to 31 letters,"
                            + " digits, _ or -, and none of "
                            + String.join(", ", TAKEN.stream().sorted().toList()));
        }
        table.allow(KEYS);
        SensorLink link = new LinkParser(table).parse();
        SensorFormat format = format(table);
        boolean positional =
                format instanceof SensorFormat.Nmea
                        || (format instanceof SensorFormat.Csv csv && !csv.header());
        List<SensorChannel> channels = new ArrayList<>();
        boolean known = format instanceof SensorFormat.RaceChrono && !table.has("channels");
        if (known) {
            channels.addAll(RaceChronoChannels.all(sensor));
        }
        ChannelParser parser = new ChannelParser(sensor, this, positional);
        for (JsonNode item : known ? List.<JsonNode>of() : table.list("channels")) {
            SensorChannel channel = parser.parse(item);
            if (channel != null) {
                channels.add(channel);
            }
        }
        if (problems.isEmpty() && (channels.isEmpty() || channels.size() > MOST_CHANNELS)) {
            problem(
                    "channels",
                    "there are "
                            + channels.size()
                            + "; write 1 to "
                            + MOST_CHANNELS
                            + ", for example [\"oil °C\", \"pressure bar\"]");
        }
        SensorTime time = time(table, parser.timeColumn());
        int limit = table.whole("limit", USUAL_LIMIT, 1, HIGHEST_LIMIT, "lines a second");
        boolean enabled = table.truth("enabled", true);
        if (link == null || format == null || !problems.isEmpty()) {
            return null;
        }
        boolean described = parser.allByPosition() && time.from().equals(parser.timeColumn());
        return consistent(
                new SensorDefinition(
                        sensor,
                        enabled,
                        link,
                        format,
                        channels,
                        positional && described ? parser.columns() : 0,
                        time,
                        limit));
    }

    private @Nullable SensorDefinition consistent(SensorDefinition definition) {
        try {
            var _ = new SensorReader(definition);
            return definition;
        } catch (IllegalArgumentException e) {
            String key = definition.format() instanceof SensorFormat.Regex ? "pattern" : "channels";
            problem(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable SensorFormat format(TomlTable table) {
        String word = table.text("format", "csv").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "csv" -> new SensorFormat.Csv(separator(table), table.truth("header", false));
            case "json" -> {
                String records = table.text("records", "");
                if (!records.isEmpty() && !records.startsWith("/")) {
                    problem("records", "\"" + records + "\" is no JSON pointer; write /readings");
                }
                yield new SensorFormat.Json(records);
            }
            case "key=value" -> new SensorFormat.KeyValue();
            case "nmea" -> {
                String sentence = table.text("sentence", "");
                if (!sentence.matches("[A-Za-z0-9]{1,16}")) {
                    problem(
                            "sentence",
                            "\"" + sentence + "\" names no sentence; write XDR or PCAR");
                }
                String checksum = table.text("checksum", "required");
                if (!checksum.equals("required") && !checksum.equals("optional")) {
                    problem("checksum", "\"" + checksum + "\"; write required or optional");
                }
                yield new SensorFormat.Nmea(sentence, checksum.equals("required"));
            }
            case "racechrono" -> new SensorFormat.RaceChrono();
            case "regex" -> {
                String pattern = table.text("pattern", "");
                if (pattern.isEmpty()) {
                    problem("pattern", "it is missing; write 'T=(?<oil>[0-9.]+)'");
                }
                yield new SensorFormat.Regex(pattern);
            }
            default -> {
                problem(
                        "format",
                        "\""
                                + word
                                + "\" is no format; write csv, json, key=value, nmea,"
                                + " racechrono or regex");
                yield null;
            }
        };
    }

    private char separator(TomlTable table) {
        String separator = table.text("separator", ",");
        if (separator.equals("tab")) {
            return '\t';
        }
        if (separator.length() != 1 || "\"\n\r".contains(separator)) {
            problem("separator", "\"" + separator + "\"; write one character, or tab");
            return ',';
        }
        return separator.charAt(0);
    }

    private SensorTime time(TomlTable table, String timeColumn) {
        JsonNode node = table.node("time");
        String as;
        String from = timeColumn.isEmpty() ? "time" : timeColumn;
        if (node == null) {
            as = timeColumn.isEmpty() ? "arrival" : "";
        } else if (node.isObject()) {
            TomlTable own = new TomlTable(node, this, "time");
            own.allow(Set.of("as", "from"));
            as = own.text("as", "");
            from = own.place("from", from);
        } else {
            as = table.text("time", "arrival");
        }
        for (SensorTime.Kind kind : SensorTime.Kind.values()) {
            if (kind.name().equalsIgnoreCase(as)) {
                return kind == SensorTime.Kind.ARRIVAL
                        ? SensorTime.ARRIVAL
                        : new SensorTime(kind, from);
            }
        }
        problem(
                "time",
                (as.isEmpty() ? "it is not said what the time is" : "\"" + as + "\"")
                        + "; write arrival, epoch_s, epoch_ms, epoch_us, iso, uptime_s, uptime_ms"
                        + " or uptime_us, or { as = \"epoch_ms\", from = \"/ts\" }");
        return SensorTime.ARRIVAL;
    }

    /// The line of a key in the file, from 1; the section's head where it is not found.
    private int lineOf(String key) {
        int head = 0;
        while (head < lines.size() - 1 && !lines.get(head).stripLeading().startsWith("[")) {
            head++;
        }
        int dot = key.lastIndexOf('.');
        String last = Pattern.quote(dot < 0 ? key : key.substring(dot + 1));
        String first = Pattern.quote(dot < 0 ? key : key.substring(0, key.indexOf('.')));
        for (String word : List.of(last, first)) {
            Pattern assigned = Pattern.compile("(^|.*[\\s,{.\"'])" + word + "[\"']?\\s*=.*");
            for (int i = head; i < lines.size() && !key.isEmpty(); i++) {
                if (assigned.matcher(lines.get(i)).matches()) {
                    return firstLine + i + 1;
                }
            }
        }
        return firstLine + head + 1;
    }

    private static String firstLine(String text) {
        return Quoting.shortened(text.lines().findFirst().orElse(""));
    }
}
