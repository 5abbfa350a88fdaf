package io.cartelem.persistence.export;

/// Quoting of CSV values (RFC 4180, section 2), in the choice of commons-csv: minimal, but a value
/// that starts or ends with white space is quoted too, because some readers trim.
final class Csv {
    static final String LINE_END = "\r\n";

    private Csv() {}

    /// `value` as it stands between two commas.
    static String quoted(String value) {
        return needsQuotes(value) ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    private static boolean needsQuotes(String value) {
        if (value.isEmpty()) {
            return false;
        }
        if (value.charAt(0) <= '#' || value.charAt(value.length() - 1) <= ' ') {
            return true;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return false;
    }
}
