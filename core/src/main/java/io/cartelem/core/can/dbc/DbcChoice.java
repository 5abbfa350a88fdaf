package io.cartelem.core.can.dbc;

import java.util.List;

/// When a multiplexed signal is in its message.
///
/// @param selector the name of the signal that tells
/// @param values the selector's raw values at which it is there
public record DbcChoice(String selector, List<Span> values) {

    /// Raw values from `first` to `last`, both included.
    public record Span(long first, long last) {}
}
