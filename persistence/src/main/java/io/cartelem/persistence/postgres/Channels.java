package io.cartelem.persistence.postgres;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SignalQuery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The channels of a session that a query selects, by id in order.
///
/// @param byNumber each with its number within the session
record Channels(SignalQuery query, Map<Integer, Known> byNumber) {
    private static final int ORDINAL_BITS = 40;

    /// @param summary over the whole session
    record Known(int number, ChannelSummary summary) {
        Channel channel() {
            return summary.channel();
        }
    }

    /// @throws io.cartelem.core.port.StoreException SESSION_NOT_FOUND
    static Channels of(Connection c, SignalQuery query) throws SQLException {
        long sessionId = query.sessionId();
        List<Known> all =
                Sql.list(
                        c,
                        "SELECT * FROM channel WHERE session_id = ?",
                        Channels::known,
                        sessionId);
        if (all.isEmpty()) {
            SessionTable.get(c, sessionId);
        }
        Map<Integer, Known> selected = new LinkedHashMap<>();
        all.stream()
                .filter(known -> query.wants(known.channel()))
                .sorted(
                        Comparator.comparing((Known known) -> known.channel().id())
                                .thenComparingInt(Known::number))
                .forEach(known -> selected.put(known.number(), known));
        return new Channels(query, selected);
    }

    Channel channel(int number) {
        Known known = byNumber.get(number);
        if (known == null) {
            throw new IllegalStateException("not selected: channel " + number);
        }
        return known.channel();
    }

    Integer[] numbers() {
        return byNumber.keySet().toArray(new Integer[0]);
    }

    /// Whether the query's time range leaves nothing out.
    boolean covers() {
        return byNumber.values().stream()
                .allMatch(
                        known ->
                                query.fromNs() <= known.summary().firstNs()
                                        && query.toNs() > known.summary().lastNs());
    }

    /// A sample's id: the channel's number in the high 24 bits, its ordinal in the low 40.
    static long id(int number, long ordinal) {
        return (long) number << ORDINAL_BITS | ordinal;
    }

    static int numberOf(long id) {
        return (int) (id >>> ORDINAL_BITS);
    }

    static long ordinalOf(long id) {
        return id & ((1L << ORDINAL_BITS) - 1);
    }

    private static Known known(ResultSet row) throws SQLException {
        Channel channel =
                new Channel(
                        row.getString("source"),
                        row.getString("name"),
                        row.getString("unit"),
                        ValueKind.valueOf(row.getString("kind")),
                        row.getInt("decimals"));
        long numbers = row.getLong("numbers");
        boolean none = numbers == 0;
        return new Known(
                row.getInt("number"),
                new ChannelSummary(
                        channel,
                        row.getLong("samples"),
                        row.getLong("first_ns"),
                        row.getLong("last_ns"),
                        none ? Double.NaN : row.getDouble("min"),
                        none ? Double.NaN : row.getDouble("max"),
                        none ? Double.NaN : row.getDouble("sum") / numbers));
    }
}
