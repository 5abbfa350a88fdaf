package io.cartelem.core.can.decode;

import io.cartelem.core.can.dbc.Dbc;
import io.cartelem.core.can.dbc.DbcMessage;
import io.cartelem.core.can.dbc.DbcSignal;
import io.cartelem.core.model.Channel;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Names the channels of a DBC file: a signal's own name where only one message has it, else with
/// its message's name before it (`ABS_COUNTER` and `EPS_COUNTER` of two messages with a COUNTER).
/// The words of its values are a channel of text with `_text` behind the name.
public final class ChannelNames {
    private static final String TEXT = "_text";

    private final String source;
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, Channel> given = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /// @param source the source of all channels, for example `can`
    public ChannelNames(String source, Dbc dbc) {
        this.source = source;
        for (DbcMessage message : dbc.messages()) {
            for (DbcSignal signal : message.signals()) {
                uses.merge(signal.name(), 1, Integer::sum);
            }
        }
    }

    Channel number(DbcMessage message, DbcSignal signal) {
        String key = message.hexId() + message.extended() + signal.name();
        return given.computeIfAbsent(
                key,
                k ->
                        Channel.number(
                                source,
                                name(message, signal),
                                signal.unit(),
                                Scale.shownDecimals(signal)));
    }

    @Nullable Channel text(DbcMessage message, DbcSignal signal) {
        if (signal.texts().isEmpty()) {
            return null;
        }
        String number = number(message, signal).name();
        String key = message.hexId() + message.extended() + signal.name() + TEXT;
        return given.computeIfAbsent(key, k -> Channel.text(source, free(number + TEXT)));
    }

    private String name(DbcMessage message, DbcSignal signal) {
        boolean alone = uses.getOrDefault(signal.name(), 0) == 1;
        return free(alone ? signal.name() : message.name() + "_" + signal.name());
    }

    /// A name that no channel has yet: messages may share their names, too.
    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
