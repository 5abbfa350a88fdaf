package io.cartelem.persistence.postgres;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.port.TrackPoint;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads what charts, map and replay show; the server does the thinning, so that no more comes over
/// the line than is drawn. Functions on a connection in a transaction.
final class ChartReader {
    private static final String SAMPLES =
            "SELECT t_mono_ns, value_num, value_num FROM signals WHERE session_id = ?"
                    + " AND channel_id = ? AND t_mono_ns >= ? AND t_mono_ns < ?"
                    + " ORDER BY t_mono_ns, ordinal";

    /// One row for each stretch of time that has samples.
    private static final String STRETCHES =
            "SELECT min(t_mono_ns), min(value_num) FILTER (WHERE value_num <> 'NaN'),"
                    + " max(value_num) FILTER (WHERE value_num <> 'NaN') FROM signals"
                    + " WHERE session_id = ? AND channel_id = ? AND t_mono_ns >= ?"
                    + " AND t_mono_ns < ? GROUP BY (t_mono_ns - ?) / ? ORDER BY 1";

    /// Latitudes that have a longitude of the same time, with the speed known then: every n-th of
    /// them and the last.
    private static final String TRACK =
            """
            WITH fix AS (
                SELECT a.t_mono_ns AS t, a.value_num AS lat, b.value_num AS lon,
                       row_number() OVER (ORDER BY a.t_mono_ns, a.ordinal) AS n,
                       count(*) OVER () AS total
                  FROM signals a
                  JOIN signals b ON b.session_id = a.session_id AND b.t_mono_ns = a.t_mono_ns
                 WHERE a.session_id = ? AND a.channel_id = ? AND b.channel_id = ?
                   AND a.t_mono_ns >= ? AND a.t_mono_ns < ?
                   AND a.value_num <> 'NaN' AND b.value_num <> 'NaN')
            SELECT t, lat, lon, speed.value_num
              FROM fix LEFT JOIN LATERAL (
                   SELECT value_num FROM signals
                    WHERE session_id = ? AND channel_id = ? AND t_mono_ns <= fix.t
                    ORDER BY t_mono_ns DESC, ordinal DESC LIMIT 1) speed ON true
             WHERE n = total OR (n - 1) % ((total + ? - 1) / ?) = 0
             ORDER BY n
            """;

    private static final String STATE =
            """
            SELECT s.* FROM unnest(?::integer[]) AS wanted (number) CROSS JOIN LATERAL (
                   SELECT channel_id, ordinal, t_mono_ns, value_num, value_text, quality
                     FROM signals
                    WHERE session_id = ? AND channel_id = wanted.number AND t_mono_ns <= ?
                    ORDER BY t_mono_ns DESC, ordinal DESC LIMIT 1) s
            """;

    private ChartReader() {}

    static List<Series> series(Connection c, SignalQuery query, int points) throws SQLException {
        if (points < 1) {
            throw new StoreException(
                    Reason.INVALID, "A series has at least one column, not " + points + ".");
        }
        List<ChannelSummary> inRange = SignalReader.statistics(c, query);
        List<Series> series = new ArrayList<>();
        for (Channels.Known known : Channels.of(c, query).byNumber().values()) {
            if (known.channel().kind() == ValueKind.NUMBER) {
                series.add(series(c, query, known, inRange, points));
            }
        }
        return series;
    }

    private static Series series(
            Connection c,
            SignalQuery query,
            Channels.Known known,
            List<ChannelSummary> inRange,
            int points)
            throws SQLException {
        Channel channel = known.channel();
        ChannelSummary summary =
                inRange.stream().filter(s -> s.channel().equals(channel)).findFirst().orElse(null);
        if (summary == null) {
            return new Series(channel, new long[0], new double[0], new double[0], true);
        }
        boolean exact = summary.count() <= points;
        List<Column> columns =
                exact
                        ? Sql.list(
                                c,
                                SAMPLES,
                                Column::of,
                                query.sessionId(),
                                known.number(),
                                query.fromNs(),
                                query.toNs())
                        : Sql.list(
                                c,
                                STRETCHES,
                                Column::of,
                                query.sessionId(),
                                known.number(),
                                query.fromNs(),
                                query.toNs(),
                                summary.firstNs(),
                                (summary.lastNs() - summary.firstNs()) / points + 1);
        return new Series(
                channel,
                columns.stream().mapToLong(Column::timeNs).toArray(),
                columns.stream().mapToDouble(Column::min).toArray(),
                columns.stream().mapToDouble(Column::max).toArray(),
                exact);
    }

    private record Column(long timeNs, double min, double max) {
        static Column of(ResultSet row) throws SQLException {
            return new Column(
                    row.getLong(1), SignalReader.nanIfNull(row, 2), SignalReader.nanIfNull(row, 3));
        }
    }

    static List<TrackPoint> track(Connection c, long sessionId, long fromNs, long toNs, int points)
            throws SQLException {
        if (points < 2) {
            throw new StoreException(
                    Reason.INVALID, "A track has at least two points, not " + points + ".");
        }
        Channels channels = Channels.of(c, SignalQuery.all(sessionId));
        String source = source(channels);
        if (source == null) {
            return List.of();
        }
        return Sql.list(
                c,
                TRACK,
                row ->
                        new TrackPoint(
                                row.getLong(1),
                                row.getDouble(2),
                                row.getDouble(3),
                                SignalReader.nanIfNull(row, 4)),
                sessionId,
                number(channels, source, "latitude"),
                number(channels, source, "longitude"),
                fromNs,
                toNs,
                sessionId,
                number(channels, source, "speed_kph"),
                points - 1,
                points - 1);
    }

    private static @Nullable String source(Channels channels) {
        String found = null;
        for (Channels.Known known : channels.byNumber().values()) {
            String source = known.channel().source();
            boolean complete =
                    number(channels, source, "latitude") > 0
                            && number(channels, source, "longitude") > 0;
            if (complete && (found == null || source.equals("gps"))) {
                found = source;
            }
        }
        return found;
    }

    /// 0 where there is no such channel of numbers.
    private static int number(Channels channels, String source, String name) {
        return channels.byNumber().values().stream()
                .filter(known -> known.channel().kind() == ValueKind.NUMBER)
                .filter(known -> known.channel().id().equals(source + "." + name))
                .mapToInt(Channels.Known::number)
                .findFirst()
                .orElse(0);
    }

    static List<Sample> stateAt(Connection c, long sessionId, long timeNs, Set<String> wanted)
            throws SQLException {
        Channels channels = Channels.of(c, SignalQuery.all(sessionId).ofChannels(wanted));
        return Sql.list(
                c,
                STATE,
                row -> {
                    Signal signal = SignalReader.signal(row, channels::channel);
                    return new Sample(
                            signal.channel(),
                            signal.timeNs(),
                            signal.value(),
                            signal.text(),
                            signal.quality());
                },
                channels.numbers(),
                sessionId,
                timeNs);
    }
}
