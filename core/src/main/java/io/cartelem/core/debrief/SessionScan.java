package io.cartelem.core.debrief;

import io.cartelem.core.debrief.Debrief.Extreme;
import io.cartelem.core.debrief.Debrief.SourceQuality;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.obd.diag.TroubleCodes;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Reads the channels of a session that a debrief is made of, each once. Used by one thread.
final class SessionScan {
    /// Fewer values than these make no beat from which one could be missing.
    private static final int FEWEST_FOR_A_BEAT = 20;

    private static final int MOST_SOURCES = 32;

    private final Map<Channel, List<Consumer<Signal>>> readers = new HashMap<>();
    private final List<ExtremeMeter> temperatures;
    private final Optional<ExtremeMeter> voltage;
    private final List<GapMeter> gaps = new ArrayList<>();
    private final SpeedOdometer bySpeed = new SpeedOdometer();
    private final CodeLog codes = new CodeLog();

    SessionScan(List<ChannelSummary> channels) {
        temperatures = ExtremeMeter.temperatures(channels);
        temperatures.forEach(meter -> listen(meter.channel(), meter::accept));
        voltage = ExtremeMeter.voltage(channels);
        voltage.ifPresent(meter -> listen(meter.channel(), meter::accept));
        busiest(channels).stream()
                .limit(MOST_SOURCES)
                .forEach(
                        summary -> {
                            GapMeter meter = new GapMeter(summary);
                            gaps.add(meter);
                            listen(summary.channel(), signal -> meter.sampleAt(signal.timeNs()));
                        });
        for (ChannelSummary summary : channels) {
            Channel channel = summary.channel();
            if (channel.name().equals(TroubleCodes.CHANNEL.name())) {
                listen(channel, codes::accept);
            }
        }
        speed(channels).ifPresent(channel -> listen(channel, bySpeed::accept));
    }

    private void listen(Channel channel, Consumer<Signal> reader) {
        readers.computeIfAbsent(channel, any -> new ArrayList<>()).add(reader);
    }

    private static List<ChannelSummary> busiest(List<ChannelSummary> channels) {
        Map<String, ChannelSummary> bySource = new TreeMap<>();
        for (ChannelSummary summary : channels) {
            bySource.merge(
                    summary.channel().source(), summary, (a, b) -> b.count() > a.count() ? b : a);
        }
        return bySource.values().stream()
                .filter(summary -> summary.count() >= FEWEST_FOR_A_BEAT)
                .toList();
    }

    /// The car's own speed, without which distance is not known where there are no positions.
    private static Optional<Channel> speed(List<ChannelSummary> channels) {
        return channels.stream()
                .filter(summary -> summary.count() > 0)
                .map(ChannelSummary::channel)
                .filter(c -> c.kind() == ValueKind.NUMBER && c.unit().equals("km/h"))
                .filter(c -> c.name().equalsIgnoreCase("speed") || c.name().equals("speed_kph"))
                .min(Comparator.comparing(Channel::id));
    }

    void read(SampleReader store, long sessionId) {
        if (readers.isEmpty()) {
            return;
        }
        Set<String> ids = readers.keySet().stream().map(Channel::id).collect(Collectors.toSet());
        store.scan(
                SignalQuery.all(sessionId).ofChannels(ids),
                signal -> {
                    List<Consumer<Signal>> wanted = readers.get(signal.channel());
                    if (wanted != null) {
                        wanted.forEach(reader -> reader.accept(signal));
                    }
                    return true;
                });
    }

    /// The readings of trouble codes of another session; empty if it has none.
    static CodeLog codes(SampleReader store, long sessionId) {
        CodeLog log = new CodeLog();
        boolean asked =
                store.channels(sessionId).stream()
                        .anyMatch(c -> c.channel().name().equals(TroubleCodes.CHANNEL.name()));
        if (asked) {
            store.scan(
                    SignalQuery.all(sessionId).ofChannels(Set.of(TroubleCodes.CHANNEL.name())),
                    signal -> {
                        log.accept(signal);
                        return true;
                    });
        }
        return log;
    }

    List<Extreme> temperatures() {
        return temperatures.stream().flatMap(meter -> meter.result().stream()).toList();
    }

    @Nullable Extreme voltage() {
        return voltage.flatMap(ExtremeMeter::result).orElse(null);
    }

    List<SourceQuality> sources(long endNs) {
        return gaps.stream().map(meter -> meter.result(endNs)).toList();
    }

    double metresBySpeed() {
        return bySpeed.metres();
    }

    CodeLog codes() {
        return codes;
    }
}
