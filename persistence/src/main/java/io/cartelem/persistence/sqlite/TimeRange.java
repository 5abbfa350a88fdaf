package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.SignalQuery;

/// A range of time in whole microseconds, `from` inclusive, `to` exclusive.
record TimeRange(long from, long to) {
    static final TimeRange ALL = new TimeRange(Long.MIN_VALUE / 1000, Long.MAX_VALUE / 1000 + 1);

    /// The microseconds that lie in a range of nanoseconds.
    static TimeRange ofNs(long fromNs, long toNs) {
        return new TimeRange(
                Math.ceilDiv(fromNs, 1000L),
                toNs == Long.MAX_VALUE ? ALL.to : Math.ceilDiv(toNs, 1000L));
    }

    static TimeRange of(SignalQuery query) {
        return ofNs(query.fromNs(), query.toNs());
    }

    boolean isEmpty() {
        return from >= to;
    }

    /// Whether all of `totals` lies within.
    boolean covers(ChannelTotals totals) {
        return totals.firstUs >= from && totals.lastUs < to;
    }

    boolean touches(ChannelTotals totals) {
        return totals.firstUs < to && totals.lastUs >= from;
    }
}
