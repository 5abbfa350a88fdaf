package io.cartelem.core.sensor;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/// A table of the file, read with complaints that name key, value and what is allowed.
final class TomlTable {
    private final JsonNode node;
    private final SensorParser parser;
    private final String prefix;

    /// @param prefix the keys that lead to it
    TomlTable(JsonNode node, SensorParser parser, String prefix) {
        this.node = node;
        this.parser = parser;
        this.prefix = prefix.isEmpty() ? "" : prefix + ".";
    }

    void problem(String key, String what) {
        parser.problem(prefix + key, what);
    }

    /// Complains about every other key.
    void allow(Set<String> keys) {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!keys.contains(key)) {
                                problem(
                                        key,
                                        "there is no such key; there are "
                                                + String.join(
                                                        ", ", keys.stream().sorted().toList()));
                            }
                        });
    }

    /// What stands there, null if nothing does.
    @Nullable JsonNode node(String key) {
        return node.get(key);
    }

    boolean has(String key) {
        return node.has(key);
    }

    String text(String key, String usual) {
        JsonNode value = node.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isTextual()) {
            problem(key, Quoting.shortened(value.toString()) + " is no text; write it in quotes");
            return usual;
        }
        return value.textValue();
    }

    /// A text, or the number of a column.
    String place(String key, String usual) {
        JsonNode value = node.get(key);
        return value != null && value.isIntegralNumber() ? value.asText() : text(key, usual);
    }

    double number(String key, double usual) {
        JsonNode value = node.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            problem(key, Quoting.shortened(value.toString()) + " is no number");
            return usual;
        }
        return value.doubleValue();
    }

    int whole(String key, int usual, int least, int most, String what) {
        JsonNode value = node.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            problem(
                    key,
                    Quoting.shortened(value.toString())
                            + "; write "
                            + what
                            + ", from "
                            + least
                            + " to "
                            + most);
            return usual;
        }
        return value.intValue();
    }

    boolean truth(String key, boolean usual) {
        JsonNode value = node.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isBoolean()) {
            problem(key, Quoting.shortened(value.toString()) + "; write true or false");
            return usual;
        }
        return value.booleanValue();
    }

    /// The items of a list; none, with a complaint, if it is none.
    List<JsonNode> list(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            problem(key, "it is missing; write [\"oil °C\", \"pressure bar\"]");
            return List.of();
        }
        if (!value.isArray()) {
            problem(
                    key,
                    Quoting.shortened(value.toString())
                            + " is no list; write [\"oil °C\", \"pressure bar\"]");
            return List.of();
        }
        return StreamSupport.stream(value.spliterator(), false).toList();
    }
}
