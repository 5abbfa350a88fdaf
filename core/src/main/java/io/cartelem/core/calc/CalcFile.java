package io.cartelem.core.calc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;

import io.cartelem.core.file.DescriptionFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The calculated channels in the file that describes the sensors (TOML 1.0): the section `[calc]`,
/// one line for each.
///
/// ```
/// [calc]
/// power_to_weight = "obd.RPM * obd.ENGINE_LOAD / 100"
/// accel = { expression = "derivative(obd.SPEED / 3.6, 0.5)", unit = "m/s²", decimals = 2 }
/// ```
///
/// Everything outside of the section is left to whoever reads it.
public final class CalcFile {
    /// The section's name.
    public static final String SECTION = "calc";

    private static final TomlMapper TOML = new TomlMapper();
    private static final Pattern HEAD = Pattern.compile("\\s*\\[{1,2}\\s*([^\\].\\s]+).*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Set<String> KEYS = Set.of("expression", "unit", "decimals", "max_age_s");
    private static final int MOST_CHANNELS = 64;

    private final String file;

    /// Of the whole file, so that line numbers are the file's; those of others are blank.
    private final List<String> lines;

    private final List<CalcDefinition> definitions = new ArrayList<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private CalcFile(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /// Reads a file; one that does not exist has no calculated channels.
    ///
    /// @throws IOException with a sentence when it cannot be read
    public static CalcFile read(Path path) throws IOException {
        return parse(DescriptionFile.name(path), DescriptionFile.read(path));
    }

    /// Reads a text.
    ///
    /// @param name the file's name, for sentences
    public static CalcFile parse(String name, String text) {
        CalcFile parsed = new CalcFile(name, own(DescriptionFile.lines(text)));
        parsed.section();
        return parsed;
    }

    /// The channels that are described well; their expressions are not looked at yet.
    public List<CalcDefinition> definitions() {
        return List.copyOf(definitions);
    }

    /// What is wrong, a sentence for each channel's name.
    public Map<String, String> problems() {
        return problems;
    }

    /// Leaves the section and its tables for single channels, `[calc.accel]`, wherever they stand.
    private static List<String> own(List<String> all) {
        List<String> lines = new ArrayList<>(all.size());
        boolean inside = false;
        for (String line : all) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                inside = head.group(1).equals(SECTION);
            }
            lines.add(inside ? line : "");
        }
        return lines;
    }

    private void section() {
        JsonNode table;
        try {
            table = TOML.readTree(String.join("\n", lines) + "\n").path(SECTION);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            problems.put(
                    SECTION,
                    file
                            + ", line "
                            + line
                            + ": this is not TOML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
            return;
        }
        for (Map.Entry<String, JsonNode> channel : table.properties()) {
            if (definitions.size() == MOST_CHANNELS) {
                problem(channel.getKey(), "there are more than " + MOST_CHANNELS + " channels");
                return;
            }
            channel(channel.getKey(), channel.getValue());
        }
    }

    private void channel(String name, JsonNode node) {
        if (!NAME.matcher(name).matches()) {
            problem(name, "a name is a letter, then letters, digits and _");
            return;
        }
        JsonNode expression = node.isTextual() ? node : node.path("expression");
        if (!expression.isTextual() || expression.textValue().isBlank()) {
            problem(name, "its expression is missing; write " + name + " = \"obd.SPEED / 3.6\"");
            return;
        }
        for (Map.Entry<String, JsonNode> key : node.properties()) {
            if (!KEYS.contains(key.getKey())) {
                problem(
                        name,
                        "there is no key "
                                + key.getKey()
                                + "; there are decimals, expression, max_age_s and unit");
                return;
            }
        }
        JsonNode unit = node.path("unit");
        JsonNode decimals = node.path("decimals");
        JsonNode maxAge = node.path("max_age_s");
        if (!unit.isMissingNode() && !unit.isTextual()) {
            problem(name, "its unit is a text: unit = \"m/s²\"");
        } else if (!decimals.isMissingNode()
                && !(decimals.isInt() && decimals.intValue() >= 0 && decimals.intValue() <= 9)) {
            problem(name, "its decimals are 0 to 9, not " + decimals);
        } else if (!maxAge.isMissingNode()
                && !(maxAge.isNumber()
                        && maxAge.doubleValue() > 0
                        && maxAge.doubleValue() <= 3_600)) {
            problem(name, "its max_age_s is above 0 and at most 3600, not " + maxAge);
        } else {
            definitions.add(
                    new CalcDefinition(
                            name,
                            unit.asText(""),
                            decimals.asInt(2),
                            expression.textValue().strip(),
                            maxAge.asDouble(0)));
        }
    }

    private void problem(String name, String what) {
        Pattern assigned =
                Pattern.compile(
                        "\\s*(\\[\\s*calc\\s*\\.\\s*)?[\"']?" + Pattern.quote(name) + "\\b.*");
        int line = firstLine();
        for (int i = line; i < lines.size(); i++) {
            if (assigned.matcher(lines.get(i)).matches()) {
                line = i;
                break;
            }
        }
        problems.put(name, file + ", line " + (line + 1) + ", calc." + name + ": " + what);
    }

    private int firstLine() {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                return i;
            }
        }
        return 0;
    }
}
