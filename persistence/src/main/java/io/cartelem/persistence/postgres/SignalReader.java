package io.cartelem.persistence.postgres;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Reads samples as they are. Functions on a connection in a transaction.
final class SignalReader {
    private static final int FETCH = 8_192;
    private static final int RADIX = 36;
    private static final String SELECT =
            "SELECT channel_id, ordinal, t_mono_ns, value_num, value_text, quality FROM signals";
    private static final String WANTED =
            " WHERE session_id = ? AND channel_id = ANY(?) AND t_mono_ns >= ? AND t_mono_ns < ?";
    private static final String ORDER = " ORDER BY t_mono_ns, channel_id, ordinal";

    /// Of numbers so much smaller the server can add up as many as there will ever be: its own
    /// average fails at a sum, or at a square, that no double holds.
    private static final double SMALL = 0x1p-40;

    private SignalReader() {}

    static List<ChannelSummary> channels(Connection c, long sessionId) throws SQLException {
        return Channels.of(c, SignalQuery.all(sessionId)).byNumber().values().stream()
                .map(Channels.Known::summary)
                .toList();
    }

    static List<ChannelSummary> statistics(Connection c, SignalQuery query) throws SQLException {
        Channels channels = Channels.of(c, query);
        if (channels.covers()) {
            return channels.byNumber().values().stream().map(Channels.Known::summary).toList();
        }
        Map<Integer, ChannelSummary> found =
                Sql.list(
                                c,
                                "SELECT channel_id, count(*), min(t_mono_ns), max(t_mono_ns),"
                                        + " min(value_num) FILTER (WHERE value_num <> 'NaN'),"
                                        + " max(value_num) FILTER (WHERE value_num <> 'NaN'),"
                                        + " sum(value_num * ?) FILTER (WHERE value_num <> 'NaN'),"
                                        + " count(*) FILTER (WHERE value_num <> 'NaN')"
                                        + " FROM signals"
                                        + WANTED
                                        + " GROUP BY channel_id",
                                row -> Map.entry(row.getInt(1), summary(row, channels)),
                                SMALL,
                                query.sessionId(),
                                channels.numbers(),
                                query.fromNs(),
                                query.toNs())
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return channels.byNumber().keySet().stream()
                .map(found::get)
                .filter(summary -> summary != null)
                .toList();
    }

    private static ChannelSummary summary(ResultSet row, Channels channels) throws SQLException {
        return new ChannelSummary(
                channels.channel(row.getInt(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                nanIfNull(row, 5),
                nanIfNull(row, 6),
                nanIfNull(row, 7) / row.getLong(8) / SMALL);
    }

    static double nanIfNull(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    static long count(Connection c, SignalQuery query) throws SQLException {
        Channels channels = Channels.of(c, query);
        if (channels.covers()) {
            return channels.byNumber().values().stream()
                    .mapToLong(known -> known.summary().count())
                    .sum();
        }
        return Sql.number(
                c,
                "SELECT count(*) FROM signals" + WANTED,
                query.sessionId(),
                channels.numbers(),
                query.fromNs(),
                query.toNs());
    }

    static boolean scan(Connection c, SignalQuery query, Predicate<Signal> sink)
            throws SQLException {
        Channels channels = Channels.of(c, query);
        try (PreparedStatement select =
                Sql.prepare(
                        c,
                        SELECT + WANTED + ORDER,
                        query.sessionId(),
                        channels.numbers(),
                        query.fromNs(),
                        query.toNs())) {
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (!sink.test(signal(rows, channels::channel))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    static SignalPage page(
            Connection c, SignalQuery query, @Nullable String after, long offset, int limit)
            throws SQLException {
        if (limit < 1 || offset < 0) {
            throw new StoreException(
                    Reason.INVALID, "A page has at least one sample and no negative offset.");
        }
        Channels channels = Channels.of(c, query);
        List<@Nullable Object> parameters =
                new ArrayList<>(
                        List.of(
                                query.sessionId(),
                                channels.numbers(),
                                query.fromNs(),
                                query.toNs()));
        String position = "";
        if (after != null) {
            position = " AND (t_mono_ns, channel_id, ordinal) > (?, ?, ?)";
            parameters.addAll(cursor(after));
        }
        parameters.add(limit + 1L);
        parameters.add(after == null ? offset : 0L);
        List<Signal> signals =
                Sql.list(
                        c,
                        SELECT + WANTED + position + ORDER + " LIMIT ? OFFSET ?",
                        row -> signal(row, channels::channel),
                        parameters.toArray());
        if (signals.size() <= limit) {
            return new SignalPage(signals, null);
        }
        Signal last = signals.get(limit - 1);
        return new SignalPage(
                List.copyOf(signals.subList(0, limit)),
                Long.toString(last.timeNs(), RADIX) + "." + Long.toString(last.id(), RADIX));
    }

    private static List<Object> cursor(String text) {
        int dot = text.indexOf('.');
        try {
            long id = Long.parseLong(text.substring(dot + 1), RADIX);
            return List.of(
                    Long.parseLong(text.substring(0, Math.max(dot, 0)), RADIX),
                    Channels.numberOf(id),
                    Channels.ordinalOf(id));
        } catch (NumberFormatException e) {
            throw new StoreException(Reason.INVALID, "'" + text + "' is no cursor of a page.", e);
        }
    }

    static Signal signal(ResultSet row, Function<Integer, Channel> channels) throws SQLException {
        int number = row.getInt(1);
        return new Signal(
                Channels.id(number, row.getLong(2)),
                channels.apply(number),
                row.getLong(3),
                nanIfNull(row, 4),
                row.getString(5),
                Quality.ofCode(row.getInt(6)));
    }
}
