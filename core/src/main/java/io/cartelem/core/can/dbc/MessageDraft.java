package io.cartelem.core.can.dbc;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A message while its file is being read: later statements add to its signals.
final class MessageDraft {
    final int line;
    final int id;
    final boolean extended;
    final String name;
    final int length;
    final Map<String, SignalDraft> signals = new LinkedHashMap<>();
    String comment = "";

    MessageDraft(int line, int id, boolean extended, String name, int length) {
        this.line = line;
        this.id = id;
        this.extended = extended;
        this.name = name;
        this.length = length;
    }

    /// Takes back long names that another signal of the message has: names tell which signal is
    /// meant.
    void settleNames() {
        Set<String> taken = new HashSet<>(signals.keySet());
        for (SignalDraft signal : signals.values()) {
            String given = signal.longName;
            if (given != null && !taken.add(given)) {
                signal.longName = null;
            }
        }
    }
}
