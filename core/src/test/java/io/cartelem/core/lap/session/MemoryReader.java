package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Fix;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Frame;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.TrackPoint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Sessions in memory, as far as laps need them.
final class MemoryReader implements SampleReader {
    private static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    private static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    private static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    private static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);
    private static final Channel HDOP = Channel.number("gps", "hdop", "", 2);

    private final Map<Long, List<Signal>> sessions = new TreeMap<>();
    int scans;

    /// The samples of a fix as a receiver publishes them.
    static SampleBatch batch(Fix fix) {
        return SampleBatch.builder(5)
                .add(LATITUDE, fix.timeNs(), fix.latitude())
                .add(LONGITUDE, fix.timeNs(), fix.longitude())
                .add(SPEED, fix.timeNs(), fix.speed() * 3.6)
                .add(HEADING, fix.timeNs(), fix.heading())
                .add(HDOP, fix.timeNs(), fix.hdop())
                .build();
    }

    MemoryReader record(long session, List<Fix> fixes) {
        for (Fix fix : fixes) {
            SampleBatch batch = batch(fix);
            for (int i = 0; i < batch.size(); i++) {
                add(session, batch.channel(i), batch.timeNs(i), batch.value(i));
            }
        }
        return this;
    }

    void add(long session, Channel channel, long timeNs, double value) {
        sessions.computeIfAbsent(session, id -> new ArrayList<>())
                .add(new Signal(0, channel, timeNs, value, null, Quality.GOOD));
    }

    private List<Signal> signals(long session) {
        List<Signal> signals = sessions.get(session);
        if (signals == null) {
            throw new StoreException(StoreException.Reason.SESSION_NOT_FOUND, "no session");
        }
        return signals;
    }

    @Override
    public List<ChannelSummary> channels(long sessionId) {
        Map<String, List<Signal>> byChannel = new TreeMap<>();
        for (Signal s : signals(sessionId)) {
            byChannel.computeIfAbsent(s.channel().id(), id -> new ArrayList<>()).add(s);
        }
        return byChannel.values().stream()
                .map(
                        all ->
                                new ChannelSummary(
                                        all.getFirst().channel(),
                                        all.size(),
                                        all.getFirst().timeNs(),
                                        all.getLast().timeNs(),
                                        0,
                                        0,
                                        0))
                .toList();
    }

    @Override
    public void scan(SignalQuery query, Predicate<Signal> sink) {
        scans++;
        List<Signal> selected =
                signals(query.sessionId()).stream()
                        .filter(s -> s.timeNs() >= query.fromNs() && s.timeNs() < query.toNs())
                        .filter(s -> query.wants(s.channel()))
                        .sorted(Comparator.comparingLong(Signal::timeNs))
                        .toList();
        for (Signal signal : selected) {
            if (!sink.test(signal)) {
                return;
            }
        }
    }

    @Override
    public List<TrackPoint> track(long sessionId, long fromNs, long toNs, int points) {
        List<TrackPoint> track = new ArrayList<>();
        double latitude = Double.NaN;
        for (Signal s : signals(sessionId)) {
            if (s.channel().equals(LATITUDE)) {
                latitude = s.value();
            } else if (s.channel().equals(LONGITUDE)) {
                track.add(new TrackPoint(s.timeNs(), latitude, s.value(), Double.NaN));
            }
        }
        int step = Math.max(1, track.size() / points);
        List<TrackPoint> thinned = new ArrayList<>();
        for (int i = 0; i < track.size(); i += step) {
            thinned.add(track.get(i));
        }
        return thinned;
    }

    @Override
    public List<ChannelSummary> statistics(SignalQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(SignalQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignalPage page(SignalQuery query, @Nullable String after, long offset, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Series> series(SignalQuery query, int points) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Sample> stateAt(long sessionId, long timeNs, Set<String> channels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timebase timebase(long sessionId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Marker> markers(long sessionId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void frames(long sessionId, long fromNs, long toNs, Consumer<Frame> sink) {
        throw new UnsupportedOperationException();
    }
}
