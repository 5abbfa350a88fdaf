package io.cartelem.persistence.sqlite;

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

/// The reading half of the store. Every call works on one snapshot on a connection of its own, so
/// it blocks nobody and sees tail and chunks as they belong together. Safe on any thread.
abstract class SqliteReader implements SampleReader {
    private final ReadPool readers;

    SqliteReader(ReadPool readers) {
        this.readers = readers;
    }

    @Override
    public List<ChannelSummary> channels(long sessionId) {
        return statistics(SignalQuery.all(sessionId));
    }

    @Override
    public List<ChannelSummary> statistics(SignalQuery query) {
        return readers.read(c -> Statistics.of(view(c, query), query));
    }

    @Override
    public long count(SignalQuery query) {
        return readers.read(c -> Statistics.count(view(c, query), query));
    }

    @Override
    public SignalPage page(SignalQuery query, @Nullable String after, long offset, int limit) {
        return readers.read(c -> Paging.page(view(c, query), query, after, offset, limit));
    }

    @Override
    public void scan(SignalQuery query, Predicate<Signal> sink) {
        readers.read(
                c -> {
                    SessionView view = view(c, query);
                    try (SampleMerge merge =
                            new SampleMerge(view, view.channels(query), TimeRange.of(query))) {
                        while (merge.hasNext() && sink.test(merge.signal())) {
                            merge.advance();
                        }
                    }
                    return true;
                });
    }

    @Override
    public List<Series> series(SignalQuery query, int points) {
        return readers.read(c -> SeriesReader.of(view(c, query), query, points));
    }

    @Override
    public List<TrackPoint> track(long sessionId, long fromNs, long toNs, int points) {
        return readers.read(
                c ->
                        TrackReader.of(
                                SessionView.of(c, sessionId),
                                SignalQuery.all(sessionId).between(fromNs, toNs),
                                points));
    }

    @Override
    public List<Sample> stateAt(long sessionId, long timeNs, Set<String> channels) {
        SignalQuery query = SignalQuery.all(sessionId).ofChannels(channels);
        return readers.read(c -> StateReader.at(view(c, query), query, timeNs));
    }

    @Override
    public Timebase timebase(long sessionId) {
        return readers.read(c -> Metadata.timebase(c.jooq(), sessionId));
    }

    @Override
    public List<Marker> markers(long sessionId) {
        return readers.read(
                c -> {
                    SessionView.of(c, sessionId);
                    return Metadata.markers(c.jooq(), sessionId);
                });
    }

    @Override
    public void frames(long sessionId, long fromNs, long toNs, Consumer<Frame> sink) {
        readers.read(
                c -> {
                    SessionView.of(c, sessionId);
                    TimeRange range = TimeRange.ofNs(fromNs, toNs);
                    try (PreparedStatement select =
                            c.jdbc()
                                    .prepareStatement(
                                            "SELECT number, t_us, json FROM frame WHERE session_id"
                                                    + " = ? AND t_us >= ? AND t_us < ?"
                                                    + " ORDER BY t_us, number")) {
                        select.setLong(1, sessionId);
                        select.setLong(2, range.from());
                        select.setLong(3, range.to());
                        try (ResultSet row = select.executeQuery()) {
                            while (row.next()) {
                                sink.accept(
                                        new Frame(
                                                row.getLong(1),
                                                row.getLong(2) * 1000,
                                                row.getString(3)));
                            }
                        }
                    }
                    return true;
                });
    }

    private static SessionView view(ReadConnection connection, SignalQuery query) throws Exception {
        return SessionView.of(connection, query.sessionId());
    }
}
