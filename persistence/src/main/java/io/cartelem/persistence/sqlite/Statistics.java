package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Counts and summaries, from what is known of chunks; decodes only those at the edges of a range.
final class Statistics {
    private Statistics() {}

    static List<ChannelSummary> of(SessionView view, SignalQuery query) throws SQLException {
        TimeRange range = TimeRange.of(query);
        Map<Long, ChannelTotals> tails = TailReader.totals(view.connection());
        List<ChannelSummary> summaries = new ArrayList<>();
        List<ChannelRow> channels = new ArrayList<>(view.channels(query));
        channels.sort(null);
        for (ChannelRow channel : channels) {
            ChannelTotals totals = totals(view, channel, tails.get(channel.id()), range);
            if (totals.samples > 0) {
                summaries.add(summary(channel, totals));
            }
        }
        return summaries;
    }

    static long count(SessionView view, SignalQuery query) throws SQLException {
        long count = 0;
        for (ChannelSummary summary : of(view, query)) {
            count += summary.count();
        }
        return count;
    }

    private static ChannelTotals totals(
            SessionView view, ChannelRow channel, @Nullable ChannelTotals tail, TimeRange range)
            throws SQLException {
        ChannelTotals totals = new ChannelTotals();
        if (range.covers(channel.chunked())) {
            totals.append(channel.chunked());
        } else if (channel.chunked().samples > 0 && range.touches(channel.chunked())) {
            for (ChunkHeader chunk : view.chunks(channel, range)) {
                totals.append(
                        range.covers(chunk.totals())
                                ? chunk.totals()
                                : within(view.load(chunk), range));
            }
        }
        if (tail != null && range.covers(tail)) {
            totals.append(tail);
        } else if (tail != null && range.touches(tail)) {
            for (Run run : view.tail(List.of(channel), range)) {
                totals.append(within(run, range));
            }
        }
        return totals;
    }

    private static ChannelTotals within(Run run, TimeRange range) {
        int from = run.rankOf(range.from());
        int count = run.rankOf(range.to()) - from;
        long[] us = new long[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            us[i] = run.usAt(from + i);
            values[i] = run.value(from + i);
        }
        return ChannelTotals.of(us, values, 0, count);
    }

    private static ChannelSummary summary(ChannelRow channel, ChannelTotals totals) {
        boolean number = channel.channel().kind() == ValueKind.NUMBER;
        return new ChannelSummary(
                channel.channel(),
                totals.samples,
                totals.firstUs * 1000,
                totals.lastUs * 1000,
                number ? totals.min : Double.NaN,
                number ? totals.max : Double.NaN,
                number ? totals.mean() : Double.NaN);
    }
}
