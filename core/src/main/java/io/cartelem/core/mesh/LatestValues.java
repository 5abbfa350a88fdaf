package io.cartelem.core.mesh;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.ValueKind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The last two values of everything the car measures, for whoever sends some of it now and then.
/// What came by radio is left out, and so is text, and what is doubtful: on the air there is no
/// room to say so. Bounded to [#MOST] channels. Any thread.
final class LatestValues implements TelemetryBus.Subscriber {
    /// More channels than that are not looked at.
    static final int MOST = 256;

    /// A value counts for at least as long as that.
    private static final long SHORT_NS = 1_000_000_000L;

    private static final String POSITION = "gps.latitude";

    /// By channel id, in the order in which they were first seen.
    private final Map<String, Value> values = new LinkedHashMap<>();

    private static final class Value {
        final Channel channel;
        long timeNs = Long.MIN_VALUE;
        double value = Double.NaN;
        long timeBeforeNs = Long.MIN_VALUE;
        double valueBefore = Double.NaN;

        Value(Channel channel) {
            this.channel = channel;
        }
    }

    @Override
    public synchronized void accept(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            boolean sendable =
                    channel.kind() == ValueKind.NUMBER
                            && !channel.source().startsWith(RadioChannel.SOURCE)
                            && batch.quality(i) == Quality.GOOD
                            && Double.isFinite(batch.value(i));
            if (sendable) {
                add(channel, batch.timeNs(i), batch.value(i));
            }
        }
    }

    private void add(Channel channel, long timeNs, double number) {
        Value value = values.get(channel.id());
        if (value == null) {
            if (values.size() == MOST) {
                return;
            }
            value = new Value(channel);
            values.put(channel.id(), value);
        }
        if (timeNs > value.timeNs) {
            value.timeBeforeNs = value.timeNs;
            value.valueBefore = value.value;
            value.timeNs = timeNs;
            value.value = number;
        }
    }

    /// Every channel that had a value, in the order in which they were first seen.
    synchronized List<Channel> channels() {
        List<Channel> all = new ArrayList<>(values.size());
        for (Value value : values.values()) {
            all.add(value.channel);
        }
        return all;
    }

    /// How many channels there are; it only grows.
    synchronized int count() {
        return values.size();
    }

    /// When the last position was measured; the smallest number if none was.
    synchronized long positionNs() {
        Value position = values.get(POSITION);
        return position == null ? Long.MIN_VALUE : position.timeNs;
    }

    /// The value of a channel at a time: the last one not after it, or the one after it if there is
    /// no other. One that should have been followed by another long since counts no more.
    ///
    /// @param mostNs how old it may be at most, however seldom the channel speaks
    /// @return NaN if there is none
    synchronized double at(String channelId, long timeNs, long mostNs) {
        Value value = values.get(channelId);
        if (value == null) {
            return Double.NaN;
        }
        boolean first = value.timeBeforeNs == Long.MIN_VALUE;
        long period = first ? SHORT_NS : value.timeNs - value.timeBeforeNs;
        long patience = Math.min(mostNs, Math.max(SHORT_NS, 3 * Math.min(period, mostNs)));
        if (value.timeNs > timeNs && !first && timeNs - value.timeBeforeNs <= patience) {
            return value.valueBefore;
        }
        return timeNs - value.timeNs <= patience ? value.value : Double.NaN;
    }
}
