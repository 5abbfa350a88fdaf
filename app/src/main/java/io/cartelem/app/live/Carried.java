package io.cartelem.app.live;

import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.live.Trace;

/// A channel of the live state that is carried into a pyramid. FX thread.
final class Carried {
    private final SeriesData data;
    private long lastNs = Long.MIN_VALUE;
    private long count;
    private boolean whole = true;

    Carried(SeriesData data) {
        this.data = data;
    }

    SeriesData data() {
        return data;
    }

    /// The samples of the channel when it was looked at last.
    long count() {
        return count;
    }

    /// Whether the pyramid holds the channel from its very first sample.
    boolean whole() {
        return whole && !data.pyramid().forgot();
    }

    void append(Snapshot snapshot) {
        String id = data.channel().id();
        boolean first = lastNs == Long.MIN_VALUE;
        long newCount = snapshot.value(id).map(LiveValue::count).orElse(count);
        Trace fresh = fresh(snapshot, id, lastNs);
        lastNs = append(fresh, data.pyramid(), lastNs);
        if (first) {
            // asked before the history was copied, so the history has at least as many
            whole = fresh.size() >= newCount;
        }
        count = newCount;
    }

    /// The samples of a channel from `lastNs` on: others with the time of the last one may have
    /// come since.
    static Trace fresh(Snapshot snapshot, String channelId, long lastNs) {
        return snapshot.history(channelId, lastNs == Long.MIN_VALUE ? lastNs : lastNs - 1);
    }

    /// Adds `fresh` to `pyramid`, without those of the time `lastNs` that it has already.
    ///
    /// @return the time of the newest sample
    static long append(Trace fresh, Pyramid pyramid, long lastNs) {
        long newest = lastNs;
        int known = pyramid.size() - pyramid.indexFrom(lastNs);
        int begin = 0;
        while (begin < Math.min(known, fresh.size()) && fresh.timesNs()[begin] == lastNs) {
            begin++;
        }
        for (int i = begin; i < fresh.size(); i++) {
            pyramid.add(fresh.timesNs()[i], fresh.values()[i]);
            newest = Math.max(newest, fresh.timesNs()[i]);
        }
        return newest;
    }
}
