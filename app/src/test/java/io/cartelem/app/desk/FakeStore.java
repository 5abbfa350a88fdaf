package io.cartelem.app.desk;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Frame;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.port.StoreStatus;
import io.cartelem.core.port.TrackPoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Sessions in memory, enough for the window's tests. Safe on any thread.
public final class FakeStore implements SessionStore {
    private final TreeMap<Long, SessionInfo> sessions = new TreeMap<>();
    private final Map<Long, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<Long, List<Marker>> markers = new LinkedHashMap<>();
    private long nextId = 1;
    private long nextMarker = 1;
    private volatile StoreStatus status =
            new StoreStatus("memory", true, 42_000_000, 182_000_000_000L, 0, 0, null);

    public void setStatus(StoreStatus status) {
        this.status = status;
    }

    @Override
    public synchronized SessionInfo create(
            SessionDraft draft, SessionOrigin origin, Instant created) {
        return put(
                new SessionInfo(
                        nextId++, draft, origin, created, null, null, false, false, null, 0));
    }

    @Override
    public synchronized Optional<SessionInfo> session(long id) {
        return Optional.ofNullable(sessions.get(id));
    }

    @Override
    public synchronized SessionList sessions(SessionQuery query) {
        String wanted = query.text().toLowerCase(Locale.ROOT);
        List<SessionInfo> found =
                sessions.values().stream()
                        .filter(s -> (s.trashed() != null) == query.trashed())
                        .filter(
                                s ->
                                        s.details()
                                                .toString()
                                                .toLowerCase(Locale.ROOT)
                                                .contains(wanted))
                        .sorted(Comparator.comparing(SessionInfo::created).reversed())
                        .toList();
        return new SessionList(
                found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size());
    }

    @Override
    public synchronized SessionInfo edit(long id, SessionDraft details) {
        SessionInfo s = known(id);
        return put(
                new SessionInfo(
                        id,
                        details,
                        s.origin(),
                        s.created(),
                        s.started(),
                        s.stopped(),
                        s.active(),
                        s.recovered(),
                        s.trashed(),
                        s.samples()));
    }

    @Override
    public synchronized SessionInfo begin(
            long id, Instant start, ClockAnchor.Trust trust, SessionOrigin origin) {
        SessionInfo s = known(id);
        return put(
                new SessionInfo(
                        id, s.details(), origin, s.created(), start, null, true, false, null, 0));
    }

    @Override
    public synchronized CompletableFuture<Void> append(long id, SampleBatch batch) {
        List<Sample> all = samples.computeIfAbsent(id, k -> new ArrayList<>());
        for (int i = 0; i < batch.size(); i++) {
            all.add(batch.sample(i));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> appendFrame(long id, long timeNs, String json) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void anchor(long id, ClockAnchor anchor) {
        // the fake's time base is the session's start alone
    }

    @Override
    public synchronized SessionInfo finish(long id, Instant stopped) {
        SessionInfo s = known(id);
        return put(
                new SessionInfo(
                        id,
                        s.details(),
                        s.origin(),
                        s.created(),
                        s.started(),
                        stopped,
                        false,
                        false,
                        null,
                        of(id).size()));
    }

    @Override
    public List<SessionInfo> recover() {
        return List.of();
    }

    @Override
    public synchronized Marker mark(long id, long timeNs, String text) {
        Marker marker = new Marker(nextMarker++, timeNs, text);
        markers.computeIfAbsent(id, k -> new ArrayList<>()).add(marker);
        return marker;
    }

    @Override
    public synchronized void unmark(long id, long markerId) {
        markers.getOrDefault(id, new ArrayList<>()).removeIf(m -> m.id() == markerId);
    }

    @Override
    public synchronized void delete(long id, Instant when) {
        if (known(id).active()) {
            throw new StoreException(Reason.CONFLICT, "The session is being recorded.");
        }
        trash(id, when);
    }

    @Override
    public synchronized SessionInfo restore(long id) {
        return trash(id, null);
    }

    @Override
    public int purge(Instant deletedBefore) {
        return 0;
    }

    @Override
    public StoreStatus status() {
        return status;
    }

    @Override
    public synchronized long sizeOf(long id) {
        return of(id).size() * 6L;
    }

    @Override
    public void close() {
        // nothing is held
    }

    @Override
    public List<ChannelSummary> channels(long id) {
        return statistics(SignalQuery.all(id));
    }

    @Override
    public synchronized List<ChannelSummary> statistics(SignalQuery query) {
        Map<String, List<Sample>> byChannel = selected(query);
        return byChannel.values().stream()
                .map(
                        list -> {
                            var numbers =
                                    list.stream().mapToDouble(Sample::value).summaryStatistics();
                            return new ChannelSummary(
                                    list.getFirst().channel(),
                                    list.size(),
                                    list.getFirst().timeNs(),
                                    list.getLast().timeNs(),
                                    numbers.getMin(),
                                    numbers.getMax(),
                                    numbers.getAverage());
                        })
                .toList();
    }

    @Override
    public synchronized long count(SignalQuery query) {
        return selected(query).values().stream().mapToLong(List::size).sum();
    }

    @Override
    public SignalPage page(SignalQuery query, String after, long offset, int limit) {
        List<Signal> all = new ArrayList<>();
        scan(query, all::add);
        return new SignalPage(all.stream().skip(offset).limit(limit).toList(), null);
    }

    @Override
    public synchronized void scan(SignalQuery query, Predicate<Signal> sink) {
        long id = 0;
        for (Sample s : of(query.sessionId())) {
            if (query.wants(s.channel())
                    && s.timeNs() >= query.fromNs()
                    && s.timeNs() < query.toNs()
                    && !sink.test(
                            new Signal(
                                    id++,
                                    s.channel(),
                                    s.timeNs(),
                                    s.value(),
                                    s.text(),
                                    s.quality()))) {
                return;
            }
        }
    }

    @Override
    public synchronized List<Series> series(SignalQuery query, int points) {
        List<Series> all = new ArrayList<>();
        for (List<Sample> list : selected(query).values()) {
            int columns = Math.min(points, list.size());
            long[] t = new long[columns];
            double[] min = new double[columns];
            double[] max = new double[columns];
            for (int c = 0; c < columns; c++) {
                int from = (int) ((long) c * list.size() / columns);
                int to = (int) ((long) (c + 1) * list.size() / columns);
                var part =
                        list.subList(from, to).stream()
                                .mapToDouble(Sample::value)
                                .summaryStatistics();
                t[c] = list.get(from).timeNs();
                min[c] = part.getMin();
                max[c] = part.getMax();
            }
            all.add(new Series(list.getFirst().channel(), t, min, max, columns == list.size()));
        }
        return all;
    }

    @Override
    public synchronized List<TrackPoint> track(long id, long fromNs, long toNs, int points) {
        Map<String, List<Sample>> all = selected(SignalQuery.all(id).between(fromNs, toNs));
        List<Sample> lat = all.getOrDefault("gps.latitude", List.of());
        List<Sample> lon = all.getOrDefault("gps.longitude", List.of());
        List<Sample> speed = all.getOrDefault("gps.speed_kph", List.of());
        int step = Math.max(1, lat.size() / points);
        List<TrackPoint> track = new ArrayList<>();
        for (int i = 0; i < Math.min(lat.size(), lon.size()); i += step) {
            double kph = i < speed.size() ? speed.get(i).value() : Double.NaN;
            track.add(
                    new TrackPoint(
                            lat.get(i).timeNs(), lat.get(i).value(), lon.get(i).value(), kph));
        }
        return track;
    }

    @Override
    public synchronized List<Sample> stateAt(long id, long timeNs, Set<String> channels) {
        Map<String, Sample> last = new TreeMap<>();
        for (Sample s : of(id)) {
            if (s.timeNs() <= timeNs
                    && (channels.isEmpty()
                            || channels.contains(s.channel().id())
                            || channels.contains(s.channel().name()))) {
                last.put(s.channel().id(), s);
            }
        }
        return List.copyOf(last.values());
    }

    @Override
    public synchronized Timebase timebase(long id) {
        Instant start = known(id).started();
        return Timebase.of(List.of(new ClockAnchor(0, start, ClockAnchor.Trust.SYSTEM)));
    }

    @Override
    public synchronized List<Marker> markers(long id) {
        return List.copyOf(markers.getOrDefault(id, List.of()));
    }

    @Override
    public void frames(long id, long fromNs, long toNs, Consumer<Frame> sink) {
        // the window shows no frames
    }

    private SessionInfo put(SessionInfo session) {
        sessions.put(session.id(), session);
        return session;
    }

    private SessionInfo trash(long id, Instant when) {
        SessionInfo s = known(id);
        return put(
                new SessionInfo(
                        id,
                        s.details(),
                        s.origin(),
                        s.created(),
                        s.started(),
                        s.stopped(),
                        false,
                        s.recovered(),
                        when,
                        s.samples()));
    }

    private SessionInfo known(long id) {
        SessionInfo session = sessions.get(id);
        if (session == null) {
            throw new StoreException(Reason.SESSION_NOT_FOUND, "There is no session " + id + ".");
        }
        return session;
    }

    private List<Sample> of(long id) {
        return samples.getOrDefault(id, List.of());
    }

    private Map<String, List<Sample>> selected(SignalQuery query) {
        Map<String, List<Sample>> byChannel = new TreeMap<>();
        for (Sample s : of(query.sessionId())) {
            if (query.wants(s.channel())
                    && s.timeNs() >= query.fromNs()
                    && s.timeNs() < query.toNs()) {
                byChannel.computeIfAbsent(s.channel().id(), k -> new ArrayList<>()).add(s);
            }
        }
        return byChannel;
    }
}
