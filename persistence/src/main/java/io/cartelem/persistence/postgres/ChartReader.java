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

    /// Instants that have a latitude and a longitude, with the speed known then: every n-th of them
    /// and the last. One pass and no join, because a join of tables that nobody has analysed yet is
    /// planned as if they were empty.
    private static final String TRACK =
            """
            WITH moment AS (
                SELECT t_mono_ns AS t,
                       max(value_num) FILTER (WHERE channel_id = ?) AS lat,
                       max(value_num) FILTER (WHERE channel_id = ?) AS lon,
                       max(value_num) FILTER (WHERE channel_id = ?) AS speed
                  FROM signals
                 WHERE session_id = ? AND channel_id = ANY(?) AND t_mono_ns >= ? AND t_mono_ns < ?
                   AND value_num <> 'NaN'
                 GROUP BY t_mono_ns),
            stretch AS (
                SELECT moment.*, count(speed) OVER (ORDER BY t) AS since FROM moment),
            carried AS (
                SELECT t, lat, lon, max(speed) OVER (PARTITION BY since) AS speed FROM stretch),
            fix AS (
                SELECT carried.*, row_number() OVER (ORDER BY t) AS n, count(*) OVER () AS total
                  FROM carried WHERE lat IS NOT NULL AND lon IS NOT NULL)
            SELECT t, lat, lon, speed FROM fix
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
        int latitude = number(channels, source, "latitude");
        int longitude = number(channels, source, "longitude");
        int speed = number(channels, source, "speed_kph");
        return Sql.list(
                c,
                TRACK,
                row ->
                        new TrackPoint(
                                row.getLong(1),
                                row.getDouble(2),
                                row.getDouble(3),
                                SignalReader.nanIfNull(row, 4)),
                latitude,
                longitude,
                speed,
                sessionId,
                new Integer[] {latitude, longitude, speed},
                fromNs,
                toNs,
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
