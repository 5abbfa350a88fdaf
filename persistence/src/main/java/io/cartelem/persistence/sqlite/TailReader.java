package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.ValueKind;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The readers' side of `sample_tail`.
final class TailReader {
    private TailReader() {}

    /// A run for each of `channels` that has samples of `range` in the tail. The tail is at most a
    /// few ten thousand rows long and not sorted, so it is looked through as a whole.
    static List<Run> read(
            ReadConnection connection, Collection<ChannelRow> channels, TimeRange range)
            throws SQLException {
        Map<Long, Part> parts = new HashMap<>();
        for (ChannelRow channel : channels) {
            parts.put(channel.id(), new Part(channel));
        }
        PreparedStatement select =
                connection.prepare(
                        "SELECT id, t_us, value, quality FROM sample_tail"
                                + " WHERE t_us >= ? AND t_us < ?");
        select.setLong(1, range.from());
        select.setLong(2, range.to());
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long id = row.getLong(1);
                Part part = parts.get(SignalIds.channelOf(id));
                if (part != null) {
                    part.add(SignalIds.ordinalOf(id), row);
                }
            }
        }
        List<Run> runs = new ArrayList<>();
        for (ChannelRow channel : channels) {
            Part part = parts.get(channel.id());
            if (part != null && part.buffer.size > 0) {
                part.addTo(runs);
            }
        }
        return runs;
    }

    /// What each channel has in the tail altogether, by channel number.
    static Map<Long, ChannelTotals> totals(ReadConnection connection) throws SQLException {
        Map<Long, ChannelTotals> found = new HashMap<>();
        PreparedStatement select =
                connection.prepare(
                        "SELECT id >> 40, count(*), min(t_us), max(t_us), count(value), min(value),"
                                + " max(value), sum(value) FROM sample_tail GROUP BY 1");
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ChannelTotals totals = new ChannelTotals();
                totals.samples = row.getLong(2);
                totals.firstUs = row.getLong(3);
                totals.lastUs = row.getLong(4);
                totals.numbers = row.getLong(5);
                totals.min = Columns.number(row, 6);
                totals.max = Columns.number(row, 7);
                totals.sum = Columns.number(row, 8);
                found.put(row.getLong(1), totals);
            }
        }
        return found;
    }

    /// The tail of one channel while it is being read. Rows of a channel come by rising ordinal;
    /// where a range leaves some out, a new run begins.
    private static final class Part {
        private final ChannelRow channel;
        private final List<Run> complete = new ArrayList<>();
        private ChannelBuffer buffer;
        private long firstOrdinal;

        Part(ChannelRow channel) {
            this.channel = channel;
            this.buffer = new ChannelBuffer(channel.id(), channel.channel(), channel.chunked());
        }

        void add(long ordinal, ResultSet row) throws SQLException {
            if (buffer.size > 0 && ordinal != firstOrdinal + buffer.size) {
                complete.add(run());
                buffer = new ChannelBuffer(channel.id(), channel.channel(), channel.chunked());
            }
            if (buffer.size == 0) {
                firstOrdinal = ordinal;
            }
            boolean text = channel.channel().kind() == ValueKind.TEXT;
            buffer.add(
                    row.getLong(2),
                    text ? Double.NaN : Columns.number(row, 3),
                    text ? row.getString(3) : null,
                    Columns.quality(row.getInt(4)));
        }

        void addTo(List<Run> runs) {
            runs.addAll(complete);
            runs.add(run());
        }

        private Run run() {
            return Run.of(
                    channel,
                    firstOrdinal,
                    Arrays.copyOf(buffer.us, buffer.size),
                    buffer.values,
                    buffer.isText() ? buffer.texts : null,
                    buffer.qualities);
        }
    }
}
