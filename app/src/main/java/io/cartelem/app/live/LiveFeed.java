package io.cartelem.app.live;

import io.cartelem.app.chart.Feed;
import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries the live state into pyramids: once the whole history, then what is new in each frame.
/// Only channels that were asked for are carried. Where the charts look further back than memory
/// reaches, [RecordedPast] answers. FX thread.
public final class LiveFeed implements Feed {
    private static final int ENTRIES = 2 * LiveState.DEFAULT_HISTORY;

    private final RecordedPast past;
    private final Map<String, Carried> carried = new HashMap<>();
    private @Nullable Snapshot latest;
    private long seenVersion = Long.MIN_VALUE;

    LiveFeed(RecordedPast past) {
        this.past = past;
    }

    /// Hands it what is known now.
    public void update(Snapshot snapshot) {
        Snapshot before = latest;
        latest = snapshot;
        if (before != null && before.live() != snapshot.live()) {
            carried.clear();
            past.forget();
        }
        if (snapshot.version() != seenVersion) {
            seenVersion = snapshot.version();
            carried.entrySet()
                    .removeIf(entry -> cleared(entry.getKey(), entry.getValue(), snapshot));
            carried.values().forEach(channel -> channel.append(snapshot));
        }
        past.update(snapshot, carried.values());
    }

    @Override
    public List<Channel> channels() {
        Snapshot snapshot = latest;
        return snapshot == null
                ? List.of()
                : snapshot.live().latest().stream()
                        .map(LiveValue::channel)
                        .filter(c -> c.kind() == ValueKind.NUMBER)
                        .toList();
    }

    @Override
    public Optional<SeriesData> series(String channelId) {
        return carried(channelId).map(channel -> past.orElse(channel.data()));
    }

    /// What memory holds of a channel.
    @Override
    public Optional<SeriesData> whole(String channelId) {
        return carried(channelId).map(Carried::data);
    }

    private Optional<Carried> carried(String channelId) {
        Carried known = carried.get(channelId);
        Snapshot snapshot = latest;
        if (known != null || snapshot == null) {
            return Optional.ofNullable(known);
        }
        return snapshot.value(channelId)
                .filter(value -> value.channel().kind() == ValueKind.NUMBER)
                .map(
                        value -> {
                            Carried fresh =
                                    new Carried(
                                            new SeriesData(value.channel(), new Pyramid(ENTRIES)));
                            fresh.append(snapshot);
                            carried.put(channelId, fresh);
                            return fresh;
                        });
    }

    /// Whether the live state began anew, as when the simulated car gives way to real devices: what
    /// was shown until then is of another car.
    private boolean cleared(String channelId, Carried channel, Snapshot snapshot) {
        long count = snapshot.value(channelId).map(LiveValue::count).orElse(0L);
        if (count >= channel.count()) {
            return false;
        }
        past.forget(channelId);
        return true;
    }
}
