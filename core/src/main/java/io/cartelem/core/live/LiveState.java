package io.cartelem.core.live;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/// What is known now: the latest value, its age and the recent history of every channel. Subscribed
/// to the bus; screens and servers pull from it at their own pace. Channels are tens, with a CAN
/// bus up to a few thousand, and stay known until [#clear].
public final class LiveState implements TelemetryBus.Subscriber {
    /// Half an hour at 36 values a second; 1 MiB a channel at most, reached only by channels that
    /// fill it.
    public static final int DEFAULT_HISTORY = 65_536;

    /// 128 MiB for all channels together.
    private static final long ALL_HISTORIES = 8L * 1024 * 1024;

    private final ConcurrentMap<String, LiveChannel> channels = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final int historySize;
    private volatile HistoryBudget budget = new HistoryBudget(ALL_HISTORIES);

    public LiveState() {
        this(DEFAULT_HISTORY);
    }

    /// @param historySize samples kept for each channel, a power of two from 256
    public LiveState(int historySize) {
        this.historySize = historySize;
    }

    @Override
    public void accept(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            of(channel).add(batch.timeNs(i), batch.value(i), batch.text(i), batch.quality(i));
        }
        version.incrementAndGet();
    }

    /// Changes with every batch, so that a screen can tell whether there is anything new.
    public long version() {
        return version.get();
    }

    /// The latest values, ordered by source and name.
    public List<LiveValue> latest() {
        List<LiveValue> all = new ArrayList<>(channels.size());
        for (LiveChannel channel : channels.values()) {
            LiveValue latest = channel.latest();
            if (latest.count() > 0) {
                all.add(latest);
            }
        }
        all.sort(
                Comparator.comparing((LiveValue v) -> v.channel().source())
                        .thenComparing(v -> v.channel().name()));
        return all;
    }

    /// The latest value of the channel with that id (`obd.RPM`), if it ever had one.
    public Optional<LiveValue> latest(String channelId) {
        LiveChannel channel = channels.get(channelId);
        return channel == null
                ? Optional.empty()
                : Optional.of(channel.latest()).filter(v -> v.count() > 0);
    }

    /// A copy of a channel's numbers later than `afterNs`, as far back as its history reaches;
    /// empty for an unknown channel.
    public Trace history(String channelId, long afterNs) {
        LiveChannel channel = channels.get(channelId);
        return channel == null ? new Trace(new long[0], new double[0]) : channel.after(afterNs);
    }

    /// Forgets everything, for example when the simulated car gives way to real devices.
    public void clear() {
        budget = new HistoryBudget(ALL_HISTORIES);
        channels.clear();
        version.incrementAndGet();
    }

    private LiveChannel of(Channel channel) {
        LiveChannel known = channels.get(channel.id());
        return known != null
                ? known
                : channels.computeIfAbsent(
                        channel.id(), id -> new LiveChannel(channel, historySize, budget));
    }
}
