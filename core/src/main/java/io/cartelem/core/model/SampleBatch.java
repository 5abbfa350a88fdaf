package io.cartelem.core.model;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Samples of one or several channels as columns: the unit in which telemetry travels. Immutable.
///
/// Times are nanoseconds. On the live bus they are the process's monotonic time
/// ([io.cartelem.core.port.Clock]); in a store, a replay and an import they count from the
/// session's start. Whoever moves a batch from one to the other uses [#shifted].
public final class SampleBatch {
    private final Channel[] channels;
    private final long[] times;
    private final double[] values;
    private final @Nullable String @Nullable [] texts;
    private final byte @Nullable [] qualities;

    private SampleBatch(
            Channel[] channels,
            long[] times,
            double[] values,
            @Nullable String @Nullable [] texts,
            byte @Nullable [] qualities) {
        this.channels = channels;
        this.times = times;
        this.values = values;
        this.texts = texts;
        this.qualities = qualities;
    }

    /// A batch of one good numeric sample.
    public static SampleBatch of(Channel channel, long timeNs, double value) {
        return new SampleBatch(
                new Channel[] {channel}, new long[] {timeNs}, new double[] {value}, null, null);
    }

    /// A builder with room for `expected` samples; it grows when needed.
    public static Builder builder(int expected) {
        return new Builder(expected);
    }

    public int size() {
        return channels.length;
    }

    public boolean isEmpty() {
        return channels.length == 0;
    }

    public Channel channel(int i) {
        return channels[i];
    }

    /// Nanoseconds in the batch's time base.
    public long timeNs(int i) {
        return times[i];
    }

    /// The number, NaN for a text sample.
    public double value(int i) {
        return values[i];
    }

    /// The text of a text sample, null for a number.
    public @Nullable String text(int i) {
        return texts == null ? null : texts[i];
    }

    public Quality quality(int i) {
        return qualities == null ? Quality.GOOD : Quality.ofCode(qualities[i]);
    }

    public Sample sample(int i) {
        return new Sample(channels[i], times[i], values[i], text(i), quality(i));
    }

    /// The same samples with `deltaNs` added to every time.
    public SampleBatch shifted(long deltaNs) {
        long[] moved = times.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += deltaNs;
        }
        return new SampleBatch(channels, moved, values, texts, qualities);
    }

    /// All samples of `batches`, in their order, as one batch.
    public static SampleBatch concat(List<SampleBatch> batches) {
        if (batches.size() == 1) {
            return batches.getFirst();
        }
        int total = 0;
        for (SampleBatch batch : batches) {
            total += batch.size();
        }
        Builder all = new Builder(total);
        for (SampleBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                all.add(
                        batch.channels[i],
                        batch.times[i],
                        batch.values[i],
                        batch.text(i),
                        batch.quality(i));
            }
        }
        return all.build();
    }

    /// Collects samples; used by one thread and thrown away after [#build].
    public static final class Builder {
        private Channel[] channels;
        private long[] times;
        private double[] values;
        private @Nullable String @Nullable [] texts;
        private byte @Nullable [] qualities;
        private int size;

        private Builder(int expected) {
            int room = Math.max(expected, 1);
            channels = new Channel[room];
            times = new long[room];
            values = new double[room];
        }

        /// Adds a good numeric sample.
        public Builder add(Channel channel, long timeNs, double value) {
            return add(channel, timeNs, value, null, Quality.GOOD);
        }

        /// Adds a good text sample.
        public Builder add(Channel channel, long timeNs, String text) {
            return add(channel, timeNs, Double.NaN, text, Quality.GOOD);
        }

        public Builder add(
                Channel channel,
                long timeNs,
                double value,
                @Nullable String text,
                Quality quality) {
            if (size == channels.length) {
                grow();
            }
            channels[size] = channel;
            times[size] = timeNs;
            values[size] = value;
            if (text != null) {
                if (texts == null) {
                    texts = new String[channels.length];
                }
                texts[size] = text;
            }
            if (quality != Quality.GOOD) {
                if (qualities == null) {
                    qualities = new byte[channels.length];
                }
                qualities[size] = (byte) quality.code();
            }
            size++;
            return this;
        }

        public int size() {
            return size;
        }

        public SampleBatch build() {
            boolean exact = size == channels.length;
            return new SampleBatch(
                    exact ? channels : Arrays.copyOf(channels, size),
                    exact ? times : Arrays.copyOf(times, size),
                    exact ? values : Arrays.copyOf(values, size),
                    texts == null || exact ? texts : Arrays.copyOf(texts, size),
                    qualities == null || exact ? qualities : Arrays.copyOf(qualities, size));
        }

        private void grow() {
            int room = channels.length * 2;
            channels = Arrays.copyOf(channels, room);
            times = Arrays.copyOf(times, room);
            values = Arrays.copyOf(values, room);
            if (texts != null) {
                texts = Arrays.copyOf(texts, room);
            }
            if (qualities != null) {
                qualities = Arrays.copyOf(qualities, room);
            }
        }
    }
}
