package io.cartelem.core.sensor.format;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `oil=88.5, pressure: 4.1; gear="N"`: pairs in any order. A blank after `=` or `:` is allowed.
final class KeyValueFormat implements LineFormat {
    private final Map<String, Integer> places = new HashMap<>();
    private final int wanted;

    KeyValueFormat(List<String> froms) {
        wanted = froms.size();
        for (int i = 0; i < wanted; i++) {
            if (places.put(froms.get(i), i) != null) {
                throw new IllegalArgumentException(
                        "from is \"" + froms.get(i) + "\" twice; each key can be used once");
            }
        }
    }

    @Override
    public LineResult read(String line) {
        @Nullable String[] row = new @Nullable String[wanted];
        boolean any = false;
        int at = skip(line, 0);
        while (at < line.length()) {
            int equals = at;
            while (equals < line.length() && !assigns(line.charAt(equals))) {
                if (line.charAt(equals) == ',' || line.charAt(equals) == ';') {
                    return new LineResult.Refused("the line is not made of key=value");
                }
                equals++;
            }
            if (equals == line.length() || equals == at) {
                return new LineResult.Refused("the line is not made of key=value");
            }
            int start = equals + 1;
            while (start < line.length() && blank(line.charAt(start))) {
                start++;
            }
            int end;
            String value;
            if (start < line.length() && line.charAt(start) == '"') {
                int close = line.indexOf('"', start + 1);
                if (close < 0) {
                    return new LineResult.Refused("a quote is not closed");
                }
                value = line.substring(start + 1, close);
                end = close + 1;
            } else {
                end = start;
                while (end < line.length() && !separates(line.charAt(end))) {
                    end++;
                }
                value = line.substring(start, end);
            }
            Integer place = places.get(line.substring(at, equals).strip());
            if (place != null) {
                row[place] = value;
                any = true;
            }
            at = skip(line, end);
        }
        return any
                ? new LineResult.Rows(List.<@Nullable String[]>of(row))
                : new LineResult.Refused("none of the described keys is in it");
    }

    private static int skip(String line, int from) {
        int at = from;
        while (at < line.length() && separates(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean assigns(char c) {
        return c == '=' || c == ':';
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean separates(char c) {
        return blank(c) || c == ',' || c == ';';
    }
}
