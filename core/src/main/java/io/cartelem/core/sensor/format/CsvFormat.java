package io.cartelem.core.sensor.format;

import io.cartelem.core.sensor.SensorFormat;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Values with a separator between; a field may stand in quotes, a doubled quote within is one (RFC
/// 4180, section 2). With a header, every line that holds all wanted names is taken for one, so
/// that a sensor may be restarted at any time.
final class CsvFormat implements LineFormat {
    private final char separator;
    private final boolean header;
    private final List<String> froms;
    private final int columns;

    /// Where each wanted value is; null until the header was seen.
    private int @Nullable [] places;

    private int needed;

    CsvFormat(SensorFormat.Csv format, List<String> froms, int columns) {
        this.separator = format.separator();
        this.header = format.header();
        this.froms = List.copyOf(froms);
        this.columns = columns;
        if (!header) {
            use(Places.of(froms, "the number of the column"));
        }
    }

    private void use(int[] found) {
        places = found;
        needed = Places.greatest(found) + 1;
    }

    @Override
    public LineResult read(String line) {
        List<String> fields = split(line);
        if (fields == null) {
            return new LineResult.Refused("a quote is not closed");
        }
        if (header && isHeader(fields)) {
            return new LineResult.Nothing("the header");
        }
        int[] at = places;
        if (at == null) {
            return new LineResult.Refused(
                    "the header was not seen yet, a line with the columns "
                            + String.join(", ", froms));
        }
        int count = fields.size();
        if (columns > 0 ? count != columns : count < needed) {
            return new LineResult.Refused(
                    "the line has "
                            + count
                            + (count == 1 ? " column" : " columns")
                            + (columns > 0
                                    ? "; " + columns + " are described"
                                    : "; at least " + needed + " are needed"));
        }
        @Nullable String[] row = new @Nullable String[at.length];
        for (int i = 0; i < at.length; i++) {
            row[i] = fields.get(at[i]);
        }
        return new LineResult.Rows(List.<@Nullable String[]>of(row));
    }

    private boolean isHeader(List<String> fields) {
        int[] found = new int[froms.size()];
        for (int i = 0; i < found.length; i++) {
            int number = Places.number(froms.get(i));
            int named = fields.indexOf(froms.get(i));
            if (named < 0 && number < 0) {
                return false;
            }
            found[i] = named < 0 ? number : named;
        }
        use(found);
        return true;
    }

    /// The fields, or null when a quote is not closed.
    private @Nullable List<String> split(String line) {
        List<String> fields = new ArrayList<>(froms.size() + 2);
        int length = line.length();
        int start = 0;
        while (true) {
            while (start < length && line.charAt(start) == ' ' && separator != ' ') {
                start++;
            }
            if (start < length && line.charAt(start) == '"') {
                StringBuilder text = new StringBuilder();
                int at = unquote(line, start + 1, text);
                if (at < 0) {
                    return null;
                }
                fields.add(text.toString());
                start = line.indexOf(separator, at);
            } else {
                int end = line.indexOf(separator, start);
                fields.add(line.substring(start, end < 0 ? length : end).strip());
                start = end;
            }
            if (start < 0) {
                return fields;
            }
            start++;
        }
    }

    /// Reads up to the closing quote; returns the place behind it, or -1 if there is none.
    private static int unquote(String line, int from, StringBuilder text) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '"') {
                text.append(c);
            } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                text.append('"');
                i++;
            } else {
                return i + 1;
            }
        }
        return -1;
    }
}
