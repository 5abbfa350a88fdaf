package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Prepares channels for charts. Where a channel has more chunks than a chart has columns, the
/// smallest and largest number of each chunk are enough; else the chunks are decoded.
final class SeriesReader {
    private SeriesReader() {}

    static List<Series> of(SessionView view, SignalQuery query, int points) throws SQLException {
        if (points < 1) {
            throw new StoreException(
                    Reason.INVALID, "A series has at least one column, not " + points + ".");
        }
        TimeRange range = TimeRange.of(query);
        List<ChannelRow> channels = new ArrayList<>(view.channels(query));
        channels.removeIf(row -> row.channel().kind() != ValueKind.NUMBER);
        channels.sort(null);
        List<Run> tails = view.tail(channels, range);
        List<Series> series = new ArrayList<>();
        for (ChannelRow channel : channels) {
            List<Run> tail =
                    tails.stream().filter(run -> run.channel().id() == channel.id()).toList();
            series.add(of(view, channel, tail, range, points));
        }
        return series;
    }

    private static Series of(
            SessionView view, ChannelRow channel, List<Run> tail, TimeRange range, int points)
            throws SQLException {
        List<ChunkHeader> chunks = new ArrayList<>();
        if (channel.chunked().samples > 0 && range.touches(channel.chunked())) {
            chunks = view.chunks(channel, range);
        }
        boolean byHeader = chunks.size() >= points && channel.chunked().ordered;
        List<Piece> pieces = new ArrayList<>();
        long samples = 0;
        for (ChunkHeader chunk : chunks) {
            if (byHeader && range.covers(chunk.totals())) {
                pieces.add(new Piece.Known(chunk.totals()));
                samples += chunk.totals().samples;
            } else {
                samples += add(view.load(chunk), range, pieces);
            }
        }
        for (Run run : tail) {
            samples += add(run, range, pieces);
        }
        Columns columns = new Columns(pieces, samples <= points, points);
        if (overlap(pieces)) {
            columns.addSorted(pieces);
        } else {
            pieces.forEach(columns::add);
        }
        return columns.toSeries(channel);
    }

    private static long add(Run run, TimeRange range, List<Piece> pieces) {
        int from = run.rankOf(range.from());
        int to = run.rankOf(range.to());
        if (from < to) {
            pieces.add(new Piece.Samples(run, from, to));
        }
        return Math.max(0, to - from);
    }

    private static boolean overlap(List<Piece> pieces) {
        for (int i = 1; i < pieces.size(); i++) {
            if (pieces.get(i).firstUs() < pieces.get(i - 1).lastUs()) {
                return true;
            }
        }
        return false;
    }

    /// A stretch of a channel, in the order of time.
    private sealed interface Piece {
        long firstUs();

        long lastUs();

        /// A chunk of which only the totals are needed.
        record Known(ChannelTotals totals) implements Piece {
            @Override
            public long firstUs() {
                return totals.firstUs;
            }

            @Override
            public long lastUs() {
                return totals.lastUs;
            }
        }

        record Samples(Run run, int from, int to) implements Piece {
            @Override
            public long firstUs() {
                return run.usAt(from);
            }

            @Override
            public long lastUs() {
                return run.usAt(to - 1);
            }
        }
    }

    /// Fills the columns from left to right.
    private static final class Columns {
        private final boolean exact;
        private final int points;
        private final long startUs;
        private final double usPerColumn;
        private final long[] times;
        private final double[] min;
        private final double[] max;
        private int size;
        private long column = -1;

        Columns(List<Piece> pieces, boolean exact, int points) {
            this.exact = exact;
            this.points = points;
            long first = pieces.stream().mapToLong(Piece::firstUs).min().orElse(0);
            long last = pieces.stream().mapToLong(Piece::lastUs).max().orElse(0);
            startUs = first;
            usPerColumn = Math.max(1, (last - first + 1.0) / points);
            times = new long[points];
            min = new double[points];
            max = new double[points];
        }

        void add(Piece piece) {
            switch (piece) {
                case Piece.Known(ChannelTotals totals) ->
                        add(totals.firstUs, totals.min, totals.max);
                case Piece.Samples(Run run, int from, int to) -> {
                    for (int rank = from; rank < to; rank++) {
                        double value = run.value(rank);
                        add(run.usAt(rank), value, value);
                    }
                }
            }
        }

        /// For channels whose times go back over more than a chunk.
        void addSorted(List<Piece> pieces) {
            record Point(long us, double low, double high) {}
            List<Point> all = new ArrayList<>();
            for (Piece piece : pieces) {
                switch (piece) {
                    case Piece.Known(ChannelTotals totals) ->
                            all.add(new Point(totals.firstUs, totals.min, totals.max));
                    case Piece.Samples(Run run, int from, int to) -> {
                        for (int rank = from; rank < to; rank++) {
                            double value = run.value(rank);
                            all.add(new Point(run.usAt(rank), value, value));
                        }
                    }
                }
            }
            all.sort(Comparator.comparingLong(Point::us));
            all.forEach(point -> add(point.us, point.low, point.high));
        }

        Series toSeries(ChannelRow channel) {
            long[] ns = Arrays.copyOf(times, size);
            for (int i = 0; i < size; i++) {
                ns[i] *= 1000;
            }
            return new Series(
                    channel.channel(),
                    ns,
                    Arrays.copyOf(min, size),
                    Arrays.copyOf(max, size),
                    exact);
        }

        private void add(long us, double low, double high) {
            long wanted =
                    exact ? size : Math.min(points - 1, (long) ((us - startUs) / usPerColumn));
            if (wanted != column || size == 0) {
                column = wanted;
                times[size] = us;
                min[size] = low;
                max[size] = high;
                size++;
                return;
            }
            int at = size - 1;
            min[at] = Double.isNaN(min[at]) || low < min[at] ? low : min[at];
            max[at] = Double.isNaN(max[at]) || high > max[at] ? high : max[at];
        }
    }
}
