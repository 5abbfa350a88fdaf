package io.cartelem.core.can.dbc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// When a multiplexed signal is in its message.
///
/// @param selector the name of the signal that tells
/// @param values the selector's raw values at which it is there, each of them once
public record DbcChoice(String selector, List<Span> values) {
    public DbcChoice {
        values = disjoint(values);
    }

    /// Raw values from `first` to `last`, both included.
    public record Span(long first, long last) {}

    /// Spans that overlap would bring a signal several times from one frame, and with each level of
    /// selectors as many times more.
    private static List<Span> disjoint(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.removeIf(span -> span.first() > span.last());
        sorted.sort(Comparator.comparingLong(Span::first));
        List<Span> disjoint = new ArrayList<>();
        for (Span span : sorted) {
            Span before = disjoint.isEmpty() ? null : disjoint.getLast();
            if (before != null && span.first() <= before.last()) {
                long last = Math.max(before.last(), span.last());
                disjoint.set(disjoint.size() - 1, new Span(before.first(), last));
            } else {
                disjoint.add(span);
            }
        }
        return List.copyOf(disjoint);
    }
}
