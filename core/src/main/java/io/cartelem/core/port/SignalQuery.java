package io.cartelem.core.port;

import io.cartelem.core.model.Channel;

import java.util.Set;

/// Which samples of a session are wanted.
///
/// @param fromNs first time, nanoseconds since the session's start, inclusive
/// @param toNs end of the time range, exclusive
/// @param sources only these sources; empty for all
/// @param channels only these channels, each by its name (`RPM`) or its id (`obd.RPM`); empty for
///   all
public record SignalQuery(
        long sessionId, long fromNs, long toNs, Set<String> sources, Set<String> channels) {

    public SignalQuery {
        sources = Set.copyOf(sources);
        channels = Set.copyOf(channels);
    }

    /// Everything of a session.
    public static SignalQuery all(long sessionId) {
        return new SignalQuery(sessionId, Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), Set.of());
    }

    public SignalQuery between(long from, long to) {
        return new SignalQuery(sessionId, from, to, sources, channels);
    }

    public SignalQuery ofSources(Set<String> wanted) {
        return new SignalQuery(sessionId, fromNs, toNs, wanted, channels);
    }

    public SignalQuery ofChannels(Set<String> wanted) {
        return new SignalQuery(sessionId, fromNs, toNs, sources, wanted);
    }

    /// Whether `channel` passes the filters of source and channel.
    public boolean wants(Channel channel) {
        return (sources.isEmpty() || sources.contains(channel.source()))
                && (channels.isEmpty()
                        || channels.contains(channel.name())
                        || channels.contains(channel.id()));
    }
}
