package io.cartelem.app.live;

import io.cartelem.app.chart.Feed;
import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.live.Trace;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries the live state into pyramids: once the whole history, then what is new in each frame.
/// Only channels that a chart asked for are carried. FX thread.
public final class LiveFeed implements Feed {
    private static final int ENTRIES = 2 * LiveState.DEFAULT_HISTORY;

    private final Map<String, SeriesData> series = new HashMap<>();
    private @Nullable Snapshot latest;
    private long seenVersion = Long.MIN_VALUE;

    /// Hands it what is known now.
    public void update(Snapshot snapshot) {
        Snapshot before = latest;
        latest = snapshot;
        if (before != null && before.live() != snapshot.live()) {
            series.clear();
        }
        if (snapshot.version() == seenVersion) {
            return;
        }
        seenVersion = snapshot.version();
        for (SeriesData data : series.values()) {
            append(data, snapshot);
        }
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
        SeriesData known = series.get(channelId);
        Snapshot snapshot = latest;
        if (known != null || snapshot == null) {
            return Optional.ofNullable(known);
        }
        return snapshot.value(channelId)
                .filter(value -> value.channel().kind() == ValueKind.NUMBER)
                .map(
                        value -> {
                            SeriesData data = new SeriesData(value.channel(), new Pyramid(ENTRIES));
                            append(data, snapshot);
                            series.put(channelId, data);
                            return data;
                        });
    }

    private static void append(SeriesData data, Snapshot snapshot) {
        Pyramid pyramid = data.pyramid();
        long after = pyramid.size() == 0 ? Long.MIN_VALUE : pyramid.lastNs();
        Trace fresh = snapshot.history(data.channel().id(), after);
        for (int i = 0; i < fresh.size(); i++) {
            pyramid.add(fresh.timesNs()[i], fresh.values()[i]);
        }
    }
}
