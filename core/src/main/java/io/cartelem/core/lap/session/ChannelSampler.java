package io.cartelem.core.lap.session;

import io.cartelem.core.lap.LapComparison;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.session.SessionComparison.ChannelPair;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads the channels of two laps over the columns of their comparison. Any thread.
final class ChannelSampler {
    /// Between samples that are further apart than this nothing is drawn.
    private static final long LONGEST_HOLD_NS = 5_000_000_000L;

    private final SampleReader reader;
    private final LapComparison comparison;

    ChannelSampler(SampleReader reader, LapComparison comparison) {
        this.reader = reader;
        this.comparison = comparison;
    }

    private static final class Samples {
        final Channel channel;
        long[] times = new long[256];
        double[] values = new double[256];
        int size;

        Samples(Channel channel) {
            this.channel = channel;
        }

        void add(long time, double value) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            times[size] = time;
            values[size++] = value;
        }

        double at(long time) {
            int found = Arrays.binarySearch(times, 0, size, time);
            if (found >= 0) {
                return values[found];
            }
            int after = -found - 1;
            if (after == 0 || after == size) {
                return Double.NaN;
            }
            long span = times[after] - times[after - 1];
            if (span > LONGEST_HOLD_NS) {
                return Double.NaN;
            }
            double u = (double) (time - times[after - 1]) / span;
            return values[after - 1] + (values[after] - values[after - 1]) * u;
        }
    }

    /// The channels that at least one of the laps has.
    List<ChannelPair> pairs(
            long referenceSession,
            LapTrace reference,
            long lapSession,
            LapTrace lap,
            Set<String> channels) {
        if (channels.isEmpty()) {
            return List.of();
        }
        Map<String, Samples> ours = samples(referenceSession, reference, channels);
        Map<String, Samples> theirs = samples(lapSession, lap, channels);
        Map<String, Channel> all = new TreeMap<>();
        ours.forEach((id, samples) -> all.put(id, samples.channel));
        theirs.forEach((id, samples) -> all.putIfAbsent(id, samples.channel));
        List<ChannelPair> pairs = new ArrayList<>();
        all.forEach(
                (id, channel) ->
                        pairs.add(
                                new ChannelPair(
                                        channel,
                                        columns(ours.get(id), reference, comparison.reference()),
                                        columns(theirs.get(id), lap, comparison.lap()))));
        return pairs;
    }

    private Map<String, Samples> samples(long sessionId, LapTrace lap, Set<String> channels) {
        Map<String, Samples> samples = new TreeMap<>();
        SignalQuery query =
                SignalQuery.all(sessionId)
                        .between(
                                lap.lap().startNs() - LONGEST_HOLD_NS,
                                lap.lap().endNs() + LONGEST_HOLD_NS)
                        .ofChannels(channels);
        reader.scan(
                query,
                signal -> {
                    if (signal.channel().kind() == ValueKind.NUMBER
                            && signal.quality() != Quality.BAD
                            && !Double.isNaN(signal.value())) {
                        samples.computeIfAbsent(
                                        signal.channel().id(), id -> new Samples(signal.channel()))
                                .add(signal.timeNs(), signal.value());
                    }
                    return true;
                });
        return samples;
    }

    private static double[] columns(@Nullable Samples samples, LapTrace lap, double[] seconds) {
        double[] values = new double[seconds.length];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    samples == null
                            ? Double.NaN
                            : samples.at(lap.lap().startNs() + Math.round(seconds[i] * 1e9));
        }
        return values;
    }
}
