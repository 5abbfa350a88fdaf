package io.cartelem.core.obd.adapter;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// How many lines each request is answered with, so that the adapter need not wait for more.
/// Learned from replies, learned again now and then because a further control unit may have woken,
/// and forgotten when a reply comes cut.
final class LineCounts {
    /// The digit is a single hex digit.
    private static final int MAX_LINES = 15;

    private static final int USES = 250;
    private static final int MAX_REQUESTS = 256;

    private final Map<String, Learned> learned = new HashMap<>();

    LineCounts(Map<String, Integer> remembered) {
        remembered.forEach((request, lines) -> learned.put(request, new Learned(lines)));
    }

    /// The digit to put behind the request, empty to wait for all lines.
    String digit(String request) {
        Learned known = learned.get(request);
        if (known == null || known.lines > MAX_LINES) {
            return "";
        }
        if (known.uses++ >= USES) {
            learned.remove(request);
            return "";
        }
        return Integer.toHexString(known.lines).toUpperCase(Locale.ROOT);
    }

    /// The request, sent without a digit, was answered in full with so many lines.
    void observed(String request, int lines) {
        if (lines > 0 && (learned.size() < MAX_REQUESTS || learned.containsKey(request))) {
            learned.put(request, new Learned(lines));
        }
    }

    /// The request, sent with a digit, was not answered in full.
    void forget(String request) {
        learned.remove(request);
    }

    Map<String, Integer> lines() {
        Map<String, Integer> lines = new HashMap<>();
        learned.forEach((request, known) -> lines.put(request, known.lines));
        return lines;
    }

    private static final class Learned {
        private final int lines;
        private int uses;

        Learned(int lines) {
            this.lines = lines;
        }
    }
}
