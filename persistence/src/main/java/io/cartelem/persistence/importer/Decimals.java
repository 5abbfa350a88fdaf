package io.cartelem.persistence.importer;

import io.cartelem.core.gps.GpsChannels;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.ValueKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Finds how many decimals carry meaning in each channel of a file by looking at its beginning: a
/// channel is stored with its first sample, and the file does not say it.
final class Decimals implements LogSink {
    private static final int SAMPLES = 20_000;
    private static final int MOST = 6;

    private final Map<Channel, Integer> found = new HashMap<>();
    private int samples;

    private Decimals() {}

    /// The channels of the first samples of `file` with their decimals.
    static Map<Channel, Channel> of(LogFormat format, Path file) throws IOException {
        if (format.knowsDecimals()) {
            return Map.of();
        }
        Decimals decimals = new Decimals();
        try {
            format.read(file, decimals);
        } catch (Enough e) {
            // Seen enough: the rest is read later.
        }
        Map<Channel, Channel> channels = new HashMap<>();
        decimals.found.forEach(
                (channel, digits) ->
                        channels.put(
                                channel,
                                new Channel(
                                        channel.source(),
                                        channel.name(),
                                        channel.unit(),
                                        channel.kind(),
                                        digits)));
        return channels;
    }

    @Override
    public void sample(
            Channel channel, long timeNs, double value, @Nullable String text, Quality quality) {
        if (++samples > SAMPLES) {
            throw new Enough();
        }
        if (channel.kind() == ValueKind.NUMBER
                && Double.isFinite(value)
                && !GpsChannels.ALL.contains(channel)) {
            int scale = new BigDecimal(Double.toString(value)).stripTrailingZeros().scale();
            found.merge(channel, Math.clamp(scale, 0, MOST), Math::max);
        }
    }

    @Override
    public void describe(
            @Nullable String name,
            @Nullable String carId,
            @Nullable String driver,
            @Nullable String track,
            @Nullable String notes) {}

    @Override
    public void begin(Instant start, ClockAnchor.Trust trust) {}

    @Override
    public void anchor(ClockAnchor anchor) {}

    @Override
    public void marker(long timeNs, String text) {}

    @Override
    public void stopped(Instant utc) {}

    @Override
    public void problem(long line, String sentence) {}

    @Override
    public void position(long bytes) {}

    /// Leaves a format's reading from within.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }
}
