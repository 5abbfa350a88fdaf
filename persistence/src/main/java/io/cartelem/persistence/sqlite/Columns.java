package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.ValueKind;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Reads and writes the columns that tables have in common.
final class Columns {
    /// Of table `channel`, in the order in which [#channel] and [#channelTotals] read them.
    static final String CHANNEL =
            "id, source, name, unit, kind, decimals, samples, numbers, first_us, last_us, min,"
                    + " max, sum, ordered";

    /// Of table `sample_chunk`, in the order in which [#chunk] reads them.
    static final String CHUNK =
            "first_ordinal, time_id, value_id, count, numbers, first_us, last_us, min, max, sum";

    private Columns() {}

    static Channel channel(ResultSet row) throws SQLException {
        return new Channel(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                ValueKind.valueOf(row.getString(5)),
                row.getInt(6));
    }

    static ChannelTotals channelTotals(ResultSet row) throws SQLException {
        ChannelTotals totals = totals(row, 7);
        totals.ordered = row.getInt(14) != 0;
        return totals;
    }

    static ChunkHeader chunk(ResultSet row, ChannelRow channel) throws SQLException {
        return new ChunkHeader(
                channel, row.getLong(1), row.getLong(2), row.getLong(3), totals(row, 4));
    }

    /// Writes samples, numbers, first, last, min, max and sum from parameter `at` on.
    static void setTotals(PreparedStatement statement, int at, ChannelTotals totals)
            throws SQLException {
        statement.setLong(at, totals.samples);
        statement.setLong(at + 1, totals.numbers);
        statement.setLong(at + 2, totals.firstUs);
        statement.setLong(at + 3, totals.lastUs);
        // SQLite keeps NaN as null.
        statement.setDouble(at + 4, totals.min);
        statement.setDouble(at + 5, totals.max);
        statement.setDouble(at + 6, totals.sum);
    }

    /// A double of which null means NaN.
    static double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return value == 0 && row.wasNull() ? Double.NaN : value;
    }

    /// A quality, where an unknown code of a damaged row counts as the worst.
    static Quality quality(int code) {
        return code >= 0 && code <= Quality.BAD.code() ? Quality.ofCode(code) : Quality.BAD;
    }

    private static ChannelTotals totals(ResultSet row, int at) throws SQLException {
        ChannelTotals totals = new ChannelTotals();
        totals.samples = row.getLong(at);
        totals.numbers = row.getLong(at + 1);
        if (totals.samples > 0) {
            totals.firstUs = row.getLong(at + 2);
            totals.lastUs = row.getLong(at + 3);
            totals.min = number(row, at + 4);
            totals.max = number(row, at + 5);
            totals.sum = number(row, at + 6);
        }
        return totals;
    }
}
