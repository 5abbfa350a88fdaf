package io.cartelem.persistence.importer;

import io.cartelem.persistence.importer.TextLines.Line;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Records of a CSV file (RFC 4180) that survive damage: a quote that is opened and never closed
/// costs its line, not the rest of the file. For one thread.
final class CsvRecords {
    private static final int LONGEST_RECORD = 300_000;
    private static final int MOST_LINES = 1_000;

    private final TextLines lines;
    private final LogSink sink;
    private long line;

    CsvRecords(TextLines lines, LogSink sink) {
        this.lines = lines;
        this.sink = sink;
    }

    /// The fields of the next record, null at the end. A blank line is one empty field.
    @Nullable List<String> next() throws IOException {
        while (true) {
            Line first = lines.next();
            if (first == null) {
                return null;
            }
            line = first.number();
            sink.position(lines.bytes());
            if (first.cut()) {
                sink.problem(line, "the line is longer than a megabyte");
                continue;
            }
            if (first.text().indexOf('"') < 0) {
                return split(first.text());
            }
            List<String> fields = quoted(first);
            if (fields != null) {
                return fields;
            }
            sink.problem(line, "a quotation mark is opened and never closed");
        }
    }

    /// The line at which the latest record began.
    long line() {
        return line;
    }

    private static List<String> split(String text) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            fields.add(text.substring(from, comma));
            from = comma + 1;
        }
        fields.add(text.substring(from));
        return fields;
    }

    private @Nullable List<String> quoted(Line first) throws IOException {
        List<String> fields = new ArrayList<>();
        List<Line> used = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        Line current = first;
        boolean inside = false;
        long length = 0;
        while (true) {
            String text = current.text();
            length += text.length();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (inside) {
                    if (c != '"') {
                        field.append(c);
                    } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                        field.append('"');
                        i++;
                    } else {
                        inside = false;
                    }
                } else if (c == '"' && field.isEmpty()) {
                    inside = true;
                } else if (c == ',') {
                    fields.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
            if (!inside) {
                fields.add(field.toString());
                return fields;
            }
            field.append(current.end());
            Line next = lines.next();
            if (next != null) {
                used.add(next);
            }
            if (next == null || length > LONGEST_RECORD || used.size() > MOST_LINES) {
                lines.pushBack(used);
                return null;
            }
            current = next;
        }
    }
}
