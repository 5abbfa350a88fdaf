package io.cartelem.core.sensor;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.ValueKind;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a sensor's channels in their order: `"oil °C"`, a table with more, `"-"` for a column that
/// is of no interest, `"@time"` for the one with the time. Used once.
final class ChannelParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "unit",
                    "from",
                    "type",
                    "scale",
                    "offset",
                    "rate",
                    "min",
                    "max",
                    "outside",
                    "decimals");
    private static final int LONGEST_UNIT = 16;
    private static final int USUAL_DECIMALS = 2;
    private static final double HIGHEST_RATE = 10_000;

    private final String sensor;
    private final SensorParser parser;
    private final boolean positional;
    private final Set<String> names = new HashSet<>();
    private int columns;
    private String timeColumn = "";
    private boolean allByPosition = true;

    /// @param positional whether a channel without `from` is the column with its place in the list
    ChannelParser(String sensor, SensorParser parser, boolean positional) {
        this.sensor = sensor;
        this.parser = parser;
        this.positional = positional;
    }

    /// Items read so far.
    int columns() {
        return columns;
    }

    /// The column marked `@time`, empty if none is.
    String timeColumn() {
        return timeColumn;
    }

    /// Whether no channel says where it comes from.
    boolean allByPosition() {
        return allByPosition;
    }

    /// The channel; null for a column without one, and after a complaint.
    @Nullable SensorChannel parse(JsonNode item) {
        columns++;
        if (item.isObject()) {
            return full(new TomlTable(item, parser, "channels"));
        }
        if (!item.isTextual()) {
            parser.problem(
                    "channels",
                    Quoting.shortened(item.toString()) + "; write \"oil °C\" or a table");
            return null;
        }
        String text = item.textValue().strip();
        if (text.equals("-")) {
            return null;
        }
        if (text.equals("@time")) {
            timeColumn = positional ? String.valueOf(columns) : "time";
            return null;
        }
        int blank = text.indexOf(' ');
        String name = blank < 0 ? text : text.substring(0, blank);
        String unit = blank < 0 ? "" : text.substring(blank + 1).strip();
        if (!named(name, unit)) {
            return null;
        }
        return new SensorChannel(
                Channel.number(sensor, name, unit, USUAL_DECIMALS),
                positional ? String.valueOf(columns) : name,
                SensorChannel.Type.NUMBER,
                1,
                0,
                0,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Quality.SUSPECT);
    }

    private @Nullable SensorChannel full(TomlTable table) {
        table.allow(KEYS);
        String name = table.text("name", "");
        String unit = table.text("unit", "");
        SensorChannel.Type type = type(table);
        int decimals = table.whole("decimals", USUAL_DECIMALS, 0, 9, "digits after the point");
        double rate = table.number("rate", 0);
        if (rate < 0 || rate > HIGHEST_RATE) {
            table.problem("rate", rate + "; write values a second, from 0 to " + HIGHEST_RATE);
        }
        double min = table.number("min", Double.NEGATIVE_INFINITY);
        double max = table.number("max", Double.POSITIVE_INFINITY);
        if (min > max) {
            table.problem("min", min + " is greater than max, which is " + max);
        }
        allByPosition &= !table.has("from");
        String from = table.place("from", positional ? String.valueOf(columns) : name);
        Quality outside = outside(table);
        double scale = table.number("scale", 1);
        double offset = table.number("offset", 0);
        if (!named(name, unit)) {
            return null;
        }
        Channel channel =
                new Channel(
                        sensor,
                        name,
                        unit,
                        type == SensorChannel.Type.TEXT ? ValueKind.TEXT : ValueKind.NUMBER,
                        type == SensorChannel.Type.NUMBER ? decimals : 0);
        return new SensorChannel(channel, from, type, scale, offset, rate, min, max, outside);
    }

    private boolean named(String name, String unit) {
        if (!NAME.matcher(name).matches()) {
            parser.problem(
                    "channels",
                    "\""
                            + Quoting.shortened(name)
                            + "\" is no channel's name; use 1 to 64 letters, digits, _ or -");
            return false;
        }
        if (unit.length() > LONGEST_UNIT) {
            parser.problem(
                    "channels",
                    "the unit of " + name + " is longer than " + LONGEST_UNIT + " characters");
            return false;
        }
        if (!names.add(name)) {
            parser.problem("channels", "\"" + name + "\" stands there twice");
            return false;
        }
        return true;
    }

    private SensorChannel.Type type(TomlTable table) {
        String word = table.text("type", "number").toUpperCase(Locale.ROOT);
        for (SensorChannel.Type type : SensorChannel.Type.values()) {
            if (type.name().equals(word)) {
                return type;
            }
        }
        table.problem(
                "type", "\"" + word.toLowerCase(Locale.ROOT) + "\"; write number, text or boolean");
        return SensorChannel.Type.NUMBER;
    }

    private Quality outside(TomlTable table) {
        String word = table.text("outside", "suspect");
        return switch (word) {
            case "suspect" -> Quality.SUSPECT;
            case "bad" -> Quality.BAD;
            default -> {
                table.problem("outside", "\"" + word + "\"; write suspect or bad");
                yield Quality.SUSPECT;
            }
        };
    }
}
