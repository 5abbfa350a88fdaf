package io.cartelem.core.can.decode;

import io.cartelem.core.can.dbc.DbcSignal;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

/// One signal, ready to be read: bits, scale, range, channel.
final class SignalDecoder {
    private final Channel channel;
    private final RawBits bits;
    private final Scale scale;
    private final double min;
    private final double max;
    private final @Nullable ValueTexts texts;

    /// @param textChannel where its words go, null if it has none
    SignalDecoder(DbcSignal signal, Channel channel, @Nullable Channel textChannel) {
        this.channel = channel;
        bits = new RawBits(signal);
        scale = new Scale(signal);
        DbcSignal.Range range = signal.range();
        min = range == null ? Double.NEGATIVE_INFINITY : range.min();
        max = range == null ? Double.POSITIVE_INFINITY : range.max();
        texts = textChannel == null ? null : new ValueTexts(textChannel, signal.texts());
    }

    Channel channel() {
        return channel;
    }

    /// Adds the signal's value; nothing where a float is none. One outside the range that the file
    /// states is suspect.
    void decode(byte[] data, long timeNs, SampleBatch.Builder out) {
        long raw = bits.read(data);
        double value = scale.value(raw);
        if (!Double.isFinite(value)) {
            return;
        }
        boolean possible = value >= min && value <= max;
        out.add(channel, timeNs, value, null, possible ? Quality.GOOD : Quality.SUSPECT);
        if (texts != null) {
            texts.tell(raw, timeNs, out);
        }
    }
}
