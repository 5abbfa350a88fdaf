package io.cartelem.core.can.decode;

import io.cartelem.core.can.dbc.DbcChoice;
import io.cartelem.core.can.dbc.DbcMessage;
import io.cartelem.core.can.dbc.DbcSignal;
import io.cartelem.core.model.SampleBatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One message, ready to be read: the signals that are always there, and for each selector those
/// that its value brings, in as many levels as the file has.
final class MessageDecoder {
    private final DbcMessage message;
    private final ChannelNames names;

    /// Each signal once, wherever it is brought: a selector that several spans of another bring, in
    /// several levels, would be there as often as their combinations.
    private final Map<String, SignalDecoder> decoders = new HashMap<>();

    private final Map<String, Selector> selectors = new HashMap<>();
    private final Part whole;

    /// Signals that are there together.
    private record Part(SignalDecoder[] signals, Selector[] selectors) {
        void decode(byte[] data, long timeNs, SampleBatch.Builder out) {
            for (SignalDecoder signal : signals) {
                signal.decode(data, timeNs, out);
            }
            for (Selector selector : selectors) {
                selector.decode(data, timeNs, out);
            }
        }
    }

    /// A selector with what its values bring. Spans of different signals may overlap.
    private record Selector(RawBits bits, DbcChoice.Span[] spans, Part[] parts) {
        void decode(byte[] data, long timeNs, SampleBatch.Builder out) {
            long raw = bits.read(data);
            for (int i = 0; i < spans.length; i++) {
                if (raw >= spans[i].first() && raw <= spans[i].last()) {
                    parts[i].decode(data, timeNs, out);
                }
            }
        }
    }

    MessageDecoder(DbcMessage message, ChannelNames names) {
        this.message = message;
        this.names = names;
        List<DbcSignal> always =
                message.signals().stream().filter(signal -> signal.choice() == null).toList();
        this.whole = part(always);
    }

    DbcMessage message() {
        return message;
    }

    /// @param data of a frame at least as long as the message
    void decode(byte[] data, long timeNs, SampleBatch.Builder out) {
        whole.decode(data, timeNs, out);
    }

    private Part part(List<DbcSignal> signals) {
        List<SignalDecoder> there = new ArrayList<>();
        List<Selector> bringing = new ArrayList<>();
        for (DbcSignal signal : signals) {
            there.add(
                    decoders.computeIfAbsent(
                            signal.name(),
                            name ->
                                    new SignalDecoder(
                                            signal,
                                            names.number(message, signal),
                                            names.text(message, signal))));
            Map<DbcChoice.Span, List<DbcSignal>> brought = broughtBy(signal.name());
            if (!brought.isEmpty()) {
                bringing.add(selector(signal, brought));
            }
        }
        return new Part(there.toArray(new SignalDecoder[0]), bringing.toArray(new Selector[0]));
    }

    private Selector selector(DbcSignal signal, Map<DbcChoice.Span, List<DbcSignal>> brought) {
        Selector known = selectors.get(signal.name());
        if (known != null) {
            return known;
        }
        DbcChoice.Span[] spans = brought.keySet().toArray(new DbcChoice.Span[0]);
        Part[] parts = new Part[spans.length];
        for (int i = 0; i < spans.length; i++) {
            parts[i] = part(brought.getOrDefault(spans[i], List.of()));
        }
        Selector selector = new Selector(new RawBits(signal), spans, parts);
        selectors.put(signal.name(), selector);
        return selector;
    }

    private Map<DbcChoice.Span, List<DbcSignal>> broughtBy(String selector) {
        Map<DbcChoice.Span, List<DbcSignal>> brought = new LinkedHashMap<>();
        for (DbcSignal signal : message.signals()) {
            DbcChoice choice = signal.choice();
            if (choice != null && choice.selector().equals(selector)) {
                for (DbcChoice.Span span : choice.values()) {
                    brought.computeIfAbsent(span, s -> new ArrayList<>()).add(signal);
                }
            }
        }
        return brought;
    }
}
