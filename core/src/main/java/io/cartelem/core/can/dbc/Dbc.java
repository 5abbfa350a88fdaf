package io.cartelem.core.can.dbc;

import java.util.List;

/// A DBC file that was read.
///
/// @param name the file's name, for sentences
/// @param problems what was not understood and is left out
public record Dbc(String name, List<DbcMessage> messages, List<DbcProblem> problems) {

    /// Signals of all messages.
    public int signalCount() {
        return messages.stream().mapToInt(message -> message.signals().size()).sum();
    }
}
