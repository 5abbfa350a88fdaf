package io.cartelem.persistence.align;

import io.cartelem.core.mesh.pack.Quantisation;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether values that came by radio are those of a full recording at the same time: the same car
/// on the same drive, not another one of the team.
///
/// A value from the air agrees if it lies among the values that the full recording has around its
/// time. How often a wrong car would agree by luck is known too, from how much of its range a
/// channel covers in so short a time; a channel that hardly moves proves nothing.
final class Agreement {
    private static final int PROBES_PER_CHANNEL = 200;
    private static final int LEAST_PROBES = 10;
    private static final double LEAST_HITS = 0.8;
    private static final double MOST_BY_LUCK = 0.6;

    /// A channel's range in a drive, in tolerances, below which it proves nothing.
    private static final double LEAST_RANGE = 6;

    private static final double OF_RANGE = 0.01;

    private final Map<String, List<Probe>> probes = new HashMap<>();

    private Agreement() {}

    /// How far the values are apart on average, in parts of each channel's range; empty if they are
    /// not those of one drive. Of two cars that follow each other closely the nearer one is it.
    static OptionalDouble between(SampleReader reader, FullRun full, RadioRun radio) {
        Agreement agreement = new Agreement();
        agreement.takeProbes(reader, full, radio);
        agreement.look(reader, full);
        return agreement.verdict();
    }

    private void takeProbes(SampleReader reader, FullRun full, RadioRun radio) {
        Map<String, Integer> every = new HashMap<>();
        for (ChannelSummary summary : radio.channels()) {
            ChannelSummary other = full.byName().get(summary.channel().name());
            if (other != null
                    && RadioRun.isOfTheCar(summary.channel())
                    && other.max() - other.min() > LEAST_RANGE * tolerance(other)) {
                every.put(
                        summary.channel().name(), 1 + (int) (summary.count() / PROBES_PER_CHANNEL));
            }
        }
        if (every.isEmpty()) {
            return;
        }
        Map<String, Integer> seen = new HashMap<>();
        reader.scan(
                SignalQuery.all(radio.session().id())
                        .ofSources(Set.of(radio.source()))
                        .ofChannels(every.keySet()),
                signal -> {
                    String name = signal.channel().name();
                    long utcUs = radio.times().epochMicrosOf(signal.timeNs());
                    if (!full.covers(utcUs) || Double.isNaN(signal.value())) {
                        return true;
                    }
                    if (seen.merge(name, 1, Integer::sum) % every.getOrDefault(name, 1) == 0) {
                        add(full, name, utcUs, signal.value());
                    }
                    return true;
                });
    }

    private void add(FullRun full, String name, long utcUs, double value) {
        ChannelSummary other = full.byName().get(name);
        if (other != null) {
            probes.computeIfAbsent(other.channel().id(), _ -> new ArrayList<>())
                    .add(new Probe(other, full.timeNs(utcUs), value));
        }
    }

    private void look(SampleReader reader, FullRun full) {
        if (probes.isEmpty()) {
            return;
        }
        Map<String, Integer> next =
                probes.keySet().stream().collect(Collectors.toMap(id -> id, _ -> 0));
        for (List<Probe> list : probes.values()) {
            list.sort((a, b) -> Long.compare(a.fromNs, b.fromNs));
        }
        reader.scan(
                SignalQuery.all(full.sessionId()).ofChannels(probes.keySet()),
                signal -> {
                    String id = signal.channel().id();
                    List<Probe> list = probes.getOrDefault(id, List.of());
                    int first = next.getOrDefault(id, 0);
                    while (first < list.size() && list.get(first).toNs < signal.timeNs()) {
                        first++;
                    }
                    next.put(id, first);
                    for (int i = first;
                            i < list.size() && list.get(i).fromNs <= signal.timeNs();
                            i++) {
                        list.get(i).see(signal);
                    }
                    return true;
                });
    }

    private OptionalDouble verdict() {
        int count = 0;
        int hits = 0;
        double luck = 0;
        double apart = 0;
        for (List<Probe> list : probes.values()) {
            for (Probe probe : list) {
                if (probe.min <= probe.max) {
                    count++;
                    hits += probe.hit() ? 1 : 0;
                    luck += probe.luck();
                    apart += probe.apart();
                }
            }
        }
        boolean convincing =
                count >= LEAST_PROBES && hits >= LEAST_HITS * count && luck <= MOST_BY_LUCK * count;
        return convincing ? OptionalDouble.of(apart / count) : OptionalDouble.empty();
    }

    /// By how much a value may change on its way over the air, and a little more.
    private static double tolerance(ChannelSummary full) {
        Channel channel = full.channel();
        double onAir =
                RadioChannel.builtIn(channel)
                        .map(RadioChannel::quantisation)
                        .map(quantisation -> coarse(quantisation, full))
                        .orElse(Math.pow(10, -channel.decimals()));
        return Math.max(onAir, (full.max() - full.min()) * OF_RANGE);
    }

    private static double coarse(Quantisation quantisation, ChannelSummary full) {
        return 2 * quantisation.tolerance(full.max());
    }

    /// A value from the air, and what the full recording has around its time.
    private static final class Probe {
        private static final double BEFORE_INTERVALS = 2.5;
        private static final long LEAST_BEFORE_NS = 600_000_000;
        private static final long MOST_BEFORE_NS = 15_000_000_000L;
        private static final long LEAST_AFTER_NS = 200_000_000;
        private static final long MOST_AFTER_NS = 1_000_000_000;

        private final double value;
        private final double tolerance;
        private final double range;
        private final long timeNs;
        private final long fromNs;
        private final long toNs;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        /// What the full recording had last at the time, or first after it.
        private double current = Double.NaN;

        Probe(ChannelSummary full, long timeNs, double value) {
            this.value = value;
            this.timeNs = timeNs;
            this.tolerance = tolerance(full);
            this.range = full.max() - full.min();
            long interval = (full.lastNs() - full.firstNs()) / Math.max(1, full.count() - 1);
            // A sender repeats a slow channel's value until it has a new one.
            this.fromNs =
                    timeNs
                            - Math.clamp(
                                    (long) (interval * BEFORE_INTERVALS),
                                    LEAST_BEFORE_NS,
                                    MOST_BEFORE_NS);
            this.toNs = timeNs + Math.clamp(interval, LEAST_AFTER_NS, MOST_AFTER_NS);
        }

        void see(Signal signal) {
            if (!Double.isNaN(signal.value())) {
                min = Math.min(min, signal.value());
                max = Math.max(max, signal.value());
                if (signal.timeNs() <= timeNs || Double.isNaN(current)) {
                    current = signal.value();
                }
            }
        }

        boolean hit() {
            return value >= min - tolerance && value <= max + tolerance;
        }

        double apart() {
            return Math.min(1, Math.abs(value - current) / range);
        }

        double luck() {
            return Math.min(1, (max - min + 2 * tolerance) / (range + 2 * tolerance));
        }
    }
}
