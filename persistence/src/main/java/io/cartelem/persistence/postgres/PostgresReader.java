package io.cartelem.persistence.postgres;

import io.cartelem.core.model.Frame;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.TrackPoint;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The reading half of the store: each call in a transaction of its own that sees what was
/// committed before it. Safe on any thread.
abstract class PostgresReader implements SampleReader {
    private static final int FRAMES_AT_ONCE = 256;

    private final Database database;

    PostgresReader(Database database) {
        this.database = database;
    }

    @Override
    public final List<ChannelSummary> channels(long sessionId) {
        return database.read(c -> SignalReader.channels(c, sessionId));
    }

    @Override
    public final List<ChannelSummary> statistics(SignalQuery query) {
        return database.read(c -> SignalReader.statistics(c, query));
    }

    @Override
    public final long count(SignalQuery query) {
        return database.read(c -> SignalReader.count(c, query));
    }

    @Override
    public final SignalPage page(
            SignalQuery query, @Nullable String after, long offset, int limit) {
        return database.read(c -> SignalReader.page(c, query, after, offset, limit));
    }

    @Override
    public final void scan(SignalQuery query, Predicate<Signal> sink) {
        database.read(c -> SignalReader.scan(c, query, sink));
    }

    @Override
    public final List<Series> series(SignalQuery query, int points) {
        return database.read(c -> ChartReader.series(c, query, points));
    }

    @Override
    public final List<TrackPoint> track(long sessionId, long fromNs, long toNs, int points) {
        return database.read(c -> ChartReader.track(c, sessionId, fromNs, toNs, points));
    }

    @Override
    public final List<Sample> stateAt(long sessionId, long timeNs, Set<String> channels) {
        return database.read(c -> ChartReader.stateAt(c, sessionId, timeNs, channels));
    }

    @Override
    public final Timebase timebase(long sessionId) {
        return database.read(c -> SessionTable.timebase(c, sessionId));
    }

    @Override
    public final List<Marker> markers(long sessionId) {
        return database.read(
                c -> {
                    SessionTable.get(c, sessionId);
                    return SessionTable.markers(c, sessionId);
                });
    }

    @Override
    public final void frames(long sessionId, long fromNs, long toNs, Consumer<Frame> sink) {
        database.read(
                c -> {
                    SessionTable.get(c, sessionId);
                    try (PreparedStatement select =
                            Sql.prepare(
                                    c,
                                    "SELECT number, t_ns, json FROM frame WHERE session_id = ?"
                                            + " AND t_ns >= ? AND t_ns < ? ORDER BY t_ns, number",
                                    sessionId,
                                    fromNs,
                                    toNs)) {
                        select.setFetchSize(FRAMES_AT_ONCE);
                        try (ResultSet row = select.executeQuery()) {
                            while (row.next()) {
                                sink.accept(
                                        new Frame(
                                                row.getLong(1), row.getLong(2), row.getString(3)));
                            }
                        }
                    }
                    return true;
                });
    }
}
