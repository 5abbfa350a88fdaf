package io.cartelem.server;

import io.cartelem.core.model.Channel;
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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A store for the tests of this module: keeps everything in memory and the promises of the port.
public final class MemoryStore implements SessionStore {
    private final Map<Long, Entry> entries = new TreeMap<>();
    private volatile boolean ready = true;
    public volatile String problem;
    private long markers;

    private static final class Entry {
        SessionInfo info;
        final List<Signal> signals = new ArrayList<>();
        final List<Frame> frames = new ArrayList<>();
        final List<Marker> markers = new ArrayList<>();
        final List<ClockAnchor> anchors = new ArrayList<>();
        final Map<Channel, Integer> channels = new LinkedHashMap<>();
        final Map<Channel, Long> counts = new LinkedHashMap<>();

        Entry(SessionInfo info) {
            this.info = info;
        }
    }

    /// Lets every call fail as a store does that is away.
    public void setReady(boolean isReady) {
        ready = isReady;
    }

    @Override
    public synchronized SessionInfo create(
            SessionDraft draft, SessionOrigin origin, Instant created) {
        refuseUnlessReady();
        long id = entries.size() + 1L;
        SessionInfo info =
                new SessionInfo(id, draft, origin, created, null, null, false, false, null, 0);
        entries.put(id, new Entry(info));
        return info;
    }

    @Override
    public synchronized Optional<SessionInfo> session(long sessionId) {
        refuseUnlessReady();
        return Optional.ofNullable(entries.get(sessionId)).map(e -> e.info);
    }

    @Override
    public synchronized SessionList sessions(SessionQuery query) {
        refuseUnlessReady();
        String text = query.text().toLowerCase(Locale.ROOT);
        List<SessionInfo> found =
                entries.values().stream()
                        .map(e -> e.info)
                        .filter(s -> (s.trashed() != null) == query.trashed())
                        .filter(
                                s ->
                                        Stream.of(
                                                        s.name(),
                                                        s.details().driver(),
                                                        s.details().track())
                                                .anyMatch(
                                                        v ->
                                                                v != null
                                                                        && v.toLowerCase(
                                                                                        Locale.ROOT)
                                                                                .contains(text)))
                        .sorted(Comparator.comparingLong(SessionInfo::id).reversed())
                        .toList();
        return new SessionList(
                found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size());
    }

    @Override
    public synchronized SessionInfo edit(long sessionId, SessionDraft details) {
        return change(
                sessionId,
                s -> with(s, details, s.started(), s.stopped(), s.active(), s.trashed()));
    }

    @Override
    public synchronized SessionInfo begin(
            long sessionId, Instant start, ClockAnchor.Trust trust, SessionOrigin origin) {
        Entry entry = entry(sessionId);
        if (entry.info.started() != null) {
            throw new StoreException(Reason.CONFLICT, "The session has recorded already.");
        }
        entry.anchors.add(new ClockAnchor(0, start, trust));
        return change(sessionId, s -> with(s, s.details(), start, null, true, s.trashed()));
    }

    @Override
    public synchronized CompletableFuture<Void> append(long sessionId, SampleBatch batch) {
        Entry entry = entry(sessionId);
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            int number = entry.channels.computeIfAbsent(channel, c -> entry.channels.size() + 1);
            long ordinal = entry.counts.merge(channel, 1L, Long::sum) - 1;
            entry.signals.add(
                    new Signal(
                            ((long) number << 40) + ordinal,
                            channel,
                            batch.timeNs(i) / 1000 * 1000,
                            batch.value(i),
                            batch.text(i),
                            batch.quality(i)));
        }
        entry.signals.sort(Comparator.comparingLong(Signal::timeNs).thenComparingLong(Signal::id));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Void> appendFrame(
            long sessionId, long timeNs, String json) {
        List<Frame> frames = entry(sessionId).frames;
        frames.add(new Frame(frames.size() + 1, timeNs, json));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void anchor(long sessionId, ClockAnchor anchor) {
        entry(sessionId).anchors.add(anchor);
    }

    @Override
    public synchronized SessionInfo finish(long sessionId, Instant stopped) {
        return change(
                sessionId, s -> with(s, s.details(), s.started(), stopped, false, s.trashed()));
    }

    @Override
    public List<SessionInfo> recover() {
        return List.of();
    }

    @Override
    public synchronized Marker mark(long sessionId, long timeNs, String text) {
        Marker marker = new Marker(++markers, timeNs, text);
        entry(sessionId).markers.add(marker);
        return marker;
    }

    @Override
    public synchronized void unmark(long sessionId, long markerId) {
        entry(sessionId).markers.removeIf(m -> m.id() == markerId);
    }

    @Override
    public synchronized void delete(long sessionId, Instant when) {
        if (entry(sessionId).info.active()) {
            throw new StoreException(Reason.CONFLICT, "The session is being recorded.");
        }
        change(sessionId, s -> with(s, s.details(), s.started(), s.stopped(), s.active(), when));
    }

    @Override
    public synchronized SessionInfo restore(long sessionId) {
        return change(
                sessionId, s -> with(s, s.details(), s.started(), s.stopped(), s.active(), null));
    }

    @Override
    public int purge(Instant deletedBefore) {
        return 0;
    }

    @Override
    public StoreStatus status() {
        return new StoreStatus("/somewhere/secret.db", ready, 4096, 1 << 30, 0, 0, problem);
    }

    @Override
    public long sizeOf(long sessionId) {
        return 4096;
    }

    @Override
    public List<ChannelSummary> channels(long sessionId) {
        return statistics(SignalQuery.all(sessionId));
    }

    @Override
    public synchronized List<ChannelSummary> statistics(SignalQuery query) {
        Map<String, List<Signal>> byChannel = new TreeMap<>();
        for (Signal signal : select(query)) {
            byChannel.computeIfAbsent(signal.channel().id(), c -> new ArrayList<>()).add(signal);
        }
        return byChannel.values().stream()
                .map(
                        s -> {
                            var figures = s.stream().mapToDouble(Signal::value).summaryStatistics();
                            return new ChannelSummary(
                                    s.getFirst().channel(),
                                    s.size(),
                                    s.getFirst().timeNs(),
                                    s.getLast().timeNs(),
                                    figures.getMin(),
                                    figures.getMax(),
                                    figures.getAverage());
                        })
                .toList();
    }

    @Override
    public synchronized long count(SignalQuery query) {
        return select(query).size();
    }

    @Override
    public synchronized SignalPage page(SignalQuery query, String after, long offset, int limit) {
        List<Signal> all = select(query);
        long first = offset;
        if (after != null) {
            try {
                first = Long.parseLong(after);
            } catch (NumberFormatException e) {
                throw new StoreException(Reason.INVALID, "after is no cursor of this query", e);
            }
        }
        List<Signal> page = all.stream().skip(first).limit(limit).toList();
        long next = first + page.size();
        return new SignalPage(page, next < all.size() ? Long.toString(next) : null);
    }

    @Override
    public synchronized void scan(SignalQuery query, Predicate<Signal> sink) {
        for (Signal signal : select(query)) {
            if (!sink.test(signal)) {
                return;
            }
        }
    }

    @Override
    public synchronized List<Series> series(SignalQuery query, int points) {
        List<Series> all = new ArrayList<>();
        for (ChannelSummary summary : statistics(query)) {
            List<Signal> signals =
                    select(query).stream()
                            .filter(s -> s.channel().equals(summary.channel()))
                            .toList();
            boolean exact = signals.size() <= points;
            int step = exact ? 1 : Math.ceilDiv(signals.size(), points);
            int columns = Math.ceilDiv(signals.size(), step);
            long[] times = new long[columns];
            double[] min = new double[columns];
            double[] max = new double[columns];
            for (int i = 0; i < columns; i++) {
                var part = signals.subList(i * step, Math.min(signals.size(), (i + 1) * step));
                times[i] = part.getFirst().timeNs();
                min[i] = part.stream().mapToDouble(Signal::value).min().orElseThrow();
                max[i] = part.stream().mapToDouble(Signal::value).max().orElseThrow();
            }
            all.add(new Series(summary.channel(), times, min, max, exact));
        }
        return all;
    }

    @Override
    public synchronized List<TrackPoint> track(long sessionId, long fromNs, long toNs, int points) {
        List<Signal> all = select(SignalQuery.all(sessionId).between(fromNs, toNs));
        List<TrackPoint> track = new ArrayList<>();
        double latitude = Double.NaN;
        for (Signal signal : all) {
            if (signal.channel().id().equals("gps.latitude")) {
                latitude = signal.value();
            } else if (signal.channel().id().equals("gps.longitude")) {
                track.add(new TrackPoint(signal.timeNs(), latitude, signal.value(), Double.NaN));
            }
        }
        int step = Math.max(1, Math.ceilDiv(track.size(), points));
        return IntStream.range(0, Math.ceilDiv(track.size(), step))
                .mapToObj(i -> track.get(i * step))
                .toList();
    }

    @Override
    public synchronized List<Sample> stateAt(long sessionId, long timeNs, Set<String> channels) {
        Map<Channel, Sample> state = new LinkedHashMap<>();
        for (Signal s : entry(sessionId).signals) {
            if (s.timeNs() <= timeNs) {
                state.put(
                        s.channel(),
                        new Sample(s.channel(), s.timeNs(), s.value(), s.text(), s.quality()));
            }
        }
        return List.copyOf(state.values());
    }

    @Override
    public synchronized Timebase timebase(long sessionId) {
        return Timebase.of(entry(sessionId).anchors);
    }

    @Override
    public synchronized List<Marker> markers(long sessionId) {
        return List.copyOf(entry(sessionId).markers);
    }

    @Override
    public synchronized void frames(long sessionId, long fromNs, long toNs, Consumer<Frame> sink) {
        entry(sessionId).frames.stream()
                .filter(f -> f.timeNs() >= fromNs && f.timeNs() < toNs)
                .forEach(sink);
    }

    @Override
    public void close() {
        ready = false;
    }

    private List<Signal> select(SignalQuery query) {
        return entry(query.sessionId()).signals.stream()
                .filter(s -> s.timeNs() >= query.fromNs() && s.timeNs() < query.toNs())
                .filter(s -> query.wants(s.channel()))
                .toList();
    }

    private Entry entry(long sessionId) {
        refuseUnlessReady();
        Entry entry = entries.get(sessionId);
        if (entry == null) {
            throw new StoreException(
                    Reason.SESSION_NOT_FOUND, "There is no session " + sessionId + ".");
        }
        return entry;
    }

    private SessionInfo change(long sessionId, UnaryOperator<SessionInfo> how) {
        Entry entry = entry(sessionId);
        entry.info = how.apply(entry.info);
        return entry.info;
    }

    private SessionInfo with(
            SessionInfo s,
            SessionDraft details,
            Instant started,
            Instant stopped,
            boolean active,
            Instant trashed) {
        return new SessionInfo(
                s.id(),
                details,
                s.origin(),
                s.created(),
                started,
                stopped,
                active,
                s.recovered(),
                trashed,
                entries.get(s.id()).signals.size());
    }

    private void refuseUnlessReady() {
        if (!ready) {
            throw new StoreException(Reason.NOT_READY, "/somewhere/secret.db is closed");
        }
    }
}
