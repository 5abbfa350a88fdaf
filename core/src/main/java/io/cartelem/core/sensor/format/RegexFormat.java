package io.cartelem.core.sensor.format;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import io.cartelem.core.sensor.SensorFormat;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A regular expression that is looked for in the line. RE2 needs time proportional to the line for
/// every expression, so none can be made that stops the collector.
final class RegexFormat implements LineFormat {
    private static final int LONGEST = 1_000;

    private final Pattern pattern;
    private final int[] groups;

    RegexFormat(SensorFormat.Regex format, List<String> froms) {
        if (format.pattern().length() > LONGEST) {
            throw new IllegalArgumentException(
                    "pattern must have at most " + LONGEST + " characters");
        }
        try {
            pattern = Pattern.compile(format.pattern());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern is no regular expression of RE2: " + e.getMessage(), e);
        }
        groups = new int[froms.size()];
        for (int i = 0; i < groups.length; i++) {
            Integer group = pattern.namedGroups().get(froms.get(i));
            if (group == null) {
                throw new IllegalArgumentException(
                        "pattern has no group called "
                                + froms.get(i)
                                + "; write (?<"
                                + froms.get(i)
                                + ">…)");
            }
            groups[i] = group;
        }
    }

    @Override
    public LineResult read(String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return new LineResult.Refused("the line does not match the pattern");
        }
        @Nullable String[] row = new @Nullable String[groups.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = matcher.group(groups[i]);
        }
        return new LineResult.Rows(List.<@Nullable String[]>of(row));
    }
}
