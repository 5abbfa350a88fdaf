package io.cartelem.persistence.importer;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Importer.Preview;
import io.cartelem.core.port.Progress;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// Counts what an import would store.
final class PreviewSink extends ImportSink {
    private final Map<Channel, Totals> totals = new HashMap<>();

    PreviewSink(
            Progress progress, long size, SessionDraft details, Map<Channel, Channel> channels) {
        super(progress, size, details, channels);
    }

    @Override
    public void sample(
            Channel channel, long timeNs, double value, @Nullable String text, Quality quality) {
        totals.computeIfAbsent(channel, c -> new Totals()).add(timeNs, value);
    }

    @Override
    public void marker(long timeNs, String text) {}

    Preview preview(String format) {
        return new Preview(
                format,
                details(),
                anchors().isEmpty() ? null : Timebase.of(anchors()),
                totals.entrySet().stream()
                        .map(entry -> entry.getValue().summary(stored(entry.getKey())))
                        .sorted(Comparator.comparing(summary -> summary.channel().id()))
                        .toList(),
                problems(),
                problemCount());
    }

    private static final class Totals {
        private long count;
        private long numbers;
        private long firstNs = Long.MAX_VALUE;
        private long lastNs = Long.MIN_VALUE;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double sum;

        void add(long timeNs, double value) {
            count++;
            firstNs = Math.min(firstNs, timeNs);
            lastNs = Math.max(lastNs, timeNs);
            if (!Double.isNaN(value)) {
                numbers++;
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
        }

        ChannelSummary summary(Channel channel) {
            return numbers == 0
                    ? new ChannelSummary(
                            channel, count, firstNs, lastNs, Double.NaN, Double.NaN, Double.NaN)
                    : new ChannelSummary(channel, count, firstNs, lastNs, min, max, sum / numbers);
        }
    }
}
