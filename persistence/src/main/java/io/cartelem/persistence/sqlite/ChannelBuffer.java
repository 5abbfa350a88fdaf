package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.ValueKind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What the writer knows of a channel: how much of it is in chunks, and the samples that are not
/// yet, which are the committed tail followed by what the current transaction adds. Belongs to the
/// writer's thread.
final class ChannelBuffer {
    private static final int ROOM = 64;

    final long id;
    final Channel channel;
    final ChannelTotals totals;
    long[] us = new long[ROOM];
    double[] values;
    @Nullable String[] texts;
    byte @Nullable [] qualities;
    int size;

    /// How many of the samples are rows of the tail by now.
    int inTail;

    ChannelBuffer(long id, Channel channel, ChannelTotals totals) {
        this.id = id;
        this.channel = channel;
        this.totals = totals;
        this.values = new double[isText() ? 0 : ROOM];
        this.texts = new String[isText() ? ROOM : 0];
    }

    boolean isText() {
        return channel.kind() == ValueKind.TEXT;
    }

    void add(long timeUs, double value, @Nullable String text, Quality quality) {
        if (size == us.length) {
            grow();
        }
        us[size] = timeUs;
        if (isText()) {
            texts[size] = text;
        } else {
            values[size] = value;
        }
        if (quality != Quality.GOOD && qualities == null) {
            qualities = new byte[us.length];
        }
        if (qualities != null) {
            qualities[size] = (byte) quality.code();
        }
        size++;
    }

    /// Adds the samples of a run as they stand, whatever their times.
    void addAll(Run run) {
        for (int place = 0; place < run.size(); place++) {
            add(
                    run.us()[place],
                    run.texts() == null ? run.values()[place] : Double.NaN,
                    run.texts() == null ? null : run.texts()[place],
                    run.quality(place));
        }
    }

    /// The id of the sample at `index`.
    long signalId(int index) {
        return SignalIds.of(id, totals.samples + index);
    }

    void clear() {
        size = 0;
        inTail = 0;
        qualities = null;
        if (isText()) {
            Arrays.fill(texts, null);
        }
    }

    private void grow() {
        int room = us.length * 2;
        us = Arrays.copyOf(us, room);
        if (isText()) {
            texts = Arrays.copyOf(texts, room);
        } else {
            values = Arrays.copyOf(values, room);
        }
        if (qualities != null) {
            qualities = Arrays.copyOf(qualities, room);
        }
    }
}
