package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Fix;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the positions of a session as fixes. Any thread.
final class FixReader {
    private static final String GPS = "gps";

    private FixReader() {}

    /// The positions of a session and how many there are, by which a change is noticed.
    ///
    /// @param source of the positions: `gps`, or the first that has any
    /// @param count positions
    /// @param firstNs nanoseconds since the session's start
    record Positions(String source, long count, long firstNs, long lastNs) {}

    /// Which positions a session has, if any.
    static Optional<Positions> positions(SampleReader reader, long sessionId) {
        List<ChannelSummary> channels = reader.channels(sessionId);
        Set<String> withLatitude = sources(channels, FixBuilder.LATITUDE);
        Set<String> withLongitude = sources(channels, FixBuilder.LONGITUDE);
        return Stream.concat(Stream.of(GPS), withLatitude.stream().sorted())
                .filter(withLatitude::contains)
                .filter(withLongitude::contains)
                .findFirst()
                .flatMap(
                        source ->
                                channels.stream()
                                        .filter(c -> c.channel().source().equals(source))
                                        .filter(c -> c.channel().name().equals(FixBuilder.LATITUDE))
                                        .findFirst()
                                        .map(
                                                c ->
                                                        new Positions(
                                                                source,
                                                                c.count(),
                                                                c.firstNs(),
                                                                c.lastNs())));
    }

    private static Set<String> sources(List<ChannelSummary> channels, String name) {
        return channels.stream()
                .filter(c -> c.count() > 0 && c.channel().name().equals(name))
                .map(c -> c.channel().source())
                .collect(Collectors.toSet());
    }

    /// Hands the fixes of a time range to `sink` in order.
    ///
    /// @param source of the positions
    static void read(
            SampleReader reader,
            long sessionId,
            String source,
            long fromNs,
            long toNs,
            Consumer<Fix> sink) {
        SignalQuery query =
                SignalQuery.all(sessionId)
                        .between(fromNs, toNs)
                        .ofSources(Set.of(source))
                        .ofChannels(FixBuilder.CHANNELS);
        FixBuilder builder = new FixBuilder(sink);
        reader.scan(
                query,
                signal -> {
                    add(builder, signal);
                    return true;
                });
        builder.flush();
    }

    private static void add(FixBuilder builder, Signal signal) {
        Channel channel = signal.channel();
        if (signal.quality() != Quality.BAD) {
            builder.add(
                    channel.name(),
                    signal.timeNs(),
                    signal.value(),
                    signal.quality() == Quality.SUSPECT);
        }
    }
}
