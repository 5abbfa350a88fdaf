package io.cartelem.core.live;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.ValueKind;

import org.jspecify.annotations.Nullable;

/// One channel's latest value and history. Written by its publisher, read by any thread; the lock
/// is held for a few assignments or one copy.
final class LiveChannel {
    /// Weight of the newest interval in the smoothed period: settles within about ten samples.
    private static final double PERIOD_WEIGHT = 0.2;

    private final Channel channel;
    private final History history;
    private long timeNs;
    private double value;
    private @Nullable String text;
    private Quality quality = Quality.GOOD;
    private double period;
    private long count;

    LiveChannel(Channel channel, int historySize, HistoryBudget budget) {
        this.channel = channel;
        this.history = new History(historySize, budget);
    }

    synchronized void add(
            long time, double newValue, @Nullable String newText, Quality newQuality) {
        if (count > 0 && time > timeNs) {
            double interval = time - timeNs;
            period = count == 1 ? interval : period + PERIOD_WEIGHT * (interval - period);
        }
        if (count == 0 || time >= timeNs) {
            timeNs = time;
            value = newValue;
            text = newText;
            quality = newQuality;
        }
        count++;
        if (channel.kind() == ValueKind.NUMBER) {
            history.add(time, newValue);
        }
    }

    synchronized LiveValue latest() {
        return new LiveValue(channel, timeNs, value, text, quality, Math.round(period), count);
    }

    synchronized Trace after(long afterNs) {
        return history.after(afterNs);
    }
}
