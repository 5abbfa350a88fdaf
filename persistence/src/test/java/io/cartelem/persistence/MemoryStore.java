package io.cartelem.persistence;

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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A store in memory, for tests of what lies above a store. It keeps what exports and imports use;
/// charts are for the real stores. For one thread.
public final class MemoryStore implements SessionStore {
    private static final Comparator<Signal> BY_TIME =
            Comparator.comparingLong(Signal::timeNs).thenComparingLong(Signal::id);

    private final Map<Long, Kept> sessions = new LinkedHashMap<>();
    private final Map<String, Integer> channelNumbers = new LinkedHashMap<>();
    private long lastId;

    /// Appends that fail with DISK_FULL once this many samples are in a session.
    private long failAfter = Long.MAX_VALUE;

    public void failAfter(long samples) {
        failAfter = samples;
    }

    @Override
    public SessionInfo create(SessionDraft draft, SessionOrigin origin, Instant created) {
        SessionInfo info =
                new SessionInfo(
                        ++lastId, draft, origin, created, null, null, false, false, null, 0);
        sessions.put(info.id(), new Kept(info));
        return info;
    }

    @Override
    public Optional<SessionInfo> session(long sessionId) {
        return Optional.ofNullable(sessions.get(sessionId)).map(kept -> kept.info);
    }

    @Override
    public SessionList sessions(SessionQuery query) {
        List<SessionInfo> found =
                sessions.values().stream()
                        .map(kept -> kept.info)
                        .filter(info -> (info.trashed() != null) == query.trashed())
                        .toList();
        return new SessionList(found.reversed(), found.size());
    }

    @Override
    public SessionInfo edit(long sessionId, SessionDraft details) {
        Kept kept = kept(sessionId);
        SessionInfo i = kept.info;
        kept.info =
                new SessionInfo(
                        i.id(),
                        details,
                        i.origin(),
                        i.created(),
                        i.started(),
                        i.stopped(),
                        i.active(),
                        i.recovered(),
                        i.trashed(),
                        i.samples());
        return kept.info;
    }

    @Override
    public SessionInfo begin(
            long sessionId, Instant start, ClockAnchor.Trust trust, SessionOrigin origin) {
        Kept kept = kept(sessionId);
        kept.anchors.add(new ClockAnchor(0, start, trust));
        return kept.set(start, null, true, null);
    }

    @Override
    public CompletableFuture<Void> append(long sessionId, SampleBatch batch) {
        Kept kept = kept(sessionId);
        if (kept.signals.size() + batch.size() > failAfter) {
            return CompletableFuture.failedFuture(
                    new StoreException(Reason.DISK_FULL, "The disk is full"));
        }
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            Channel known = kept.channels.computeIfAbsent(channel.id(), id -> channel);
            long number =
                    channelNumbers.computeIfAbsent(channel.id(), id -> channelNumbers.size() + 1);
            long ordinal = kept.counts.merge(channel.id(), 1L, Long::sum) - 1;
            kept.signals.add(
                    new Signal(
                            number << 40 | ordinal,
                            known,
                            Math.floorDiv(batch.timeNs(i), 1000) * 1000,
                            batch.value(i),
                            batch.text(i),
                            batch.quality(i)));
        }
        kept.sorted = false;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> appendFrame(long sessionId, long timeNs, String json) {
        List<Frame> frames = kept(sessionId).frames;
        frames.add(new Frame(frames.size() + 1L, timeNs, json));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void anchor(long sessionId, ClockAnchor anchor) {
        kept(sessionId).anchors.add(anchor);
    }

    @Override
    public SessionInfo finish(long sessionId, Instant stopped) {
        Kept kept = kept(sessionId);
        return kept.set(kept.info.started(), stopped, false, null);
    }

    @Override
    public List<SessionInfo> recover() {
        return List.of();
    }

    @Override
    public Marker mark(long sessionId, long timeNs, String text) {
        List<Marker> markers = kept(sessionId).markers;
        markers.add(new Marker(markers.size() + 1L, timeNs, text));
        return markers.getLast();
    }

    @Override
    public void unmark(long sessionId, long markerId) {
        kept(sessionId).markers.removeIf(marker -> marker.id() == markerId);
    }

    @Override
    public void delete(long sessionId, Instant when) {
        Kept kept = kept(sessionId);
        if (kept.info.active()) {
            throw new StoreException(Reason.CONFLICT, "It records");
        }
        kept.set(kept.info.started(), kept.info.stopped(), false, when);
    }

    @Override
    public SessionInfo restore(long sessionId) {
        Kept kept = kept(sessionId);
        return kept.set(kept.info.started(), kept.info.stopped(), false, null);
    }

    @Override
    public int purge(Instant deletedBefore) {
        int before = sessions.size();
        sessions.values()
                .removeIf(
                        kept ->
                                kept.info.trashed() != null
                                        && kept.info.trashed().isBefore(deletedBefore));
        return before - sessions.size();
    }

    @Override
    public StoreStatus status() {
        return new StoreStatus("memory", true, -1, -1, 0, 0, null);
    }

    @Override
    public long sizeOf(long sessionId) {
        return 0;
    }

    @Override
    public void close() {
        sessions.clear();
    }

    @Override
    public List<ChannelSummary> channels(long sessionId) {
        return statistics(SignalQuery.all(sessionId));
    }

    @Override
    public List<ChannelSummary> statistics(SignalQuery query) {
        Map<String, ChannelSummary> summaries = new TreeMap<>();
        scan(
                query,
                signal -> {
                    summaries.merge(
                            signal.channel().id(),
                            new ChannelSummary(
                                    signal.channel(),
                                    1,
                                    signal.timeNs(),
                                    signal.timeNs(),
                                    signal.value(),
                                    signal.value(),
                                    Double.NaN),
                            (a, b) ->
                                    new ChannelSummary(
                                            a.channel(),
                                            a.count() + 1,
                                            a.firstNs(),
                                            b.lastNs(),
                                            Math.min(a.min(), b.min()),
                                            Math.max(a.max(), b.max()),
                                            Double.NaN));
                    return true;
                });
        return List.copyOf(summaries.values());
    }

    @Override
    public long count(SignalQuery query) {
        return kept(query.sessionId()).sorted().stream().filter(s -> selects(query, s)).count();
    }

    @Override
    public SignalPage page(SignalQuery query, @Nullable String after, long offset, int limit) {
        return new SignalPage(
                kept(query.sessionId()).sorted().stream()
                        .filter(s -> selects(query, s))
                        .skip(offset)
                        .limit(limit)
                        .toList(),
                null);
    }

    @Override
    public void scan(SignalQuery query, Predicate<Signal> sink) {
        for (Signal signal : kept(query.sessionId()).sorted()) {
            if (selects(query, signal) && !sink.test(signal)) {
                return;
            }
        }
    }

    @Override
    public List<Series> series(SignalQuery query, int points) {
        return List.of();
    }

    @Override
    public List<TrackPoint> track(long sessionId, long fromNs, long toNs, int points) {
        return List.of();
    }

    @Override
    public List<Sample> stateAt(long sessionId, long timeNs, Set<String> channels) {
        Map<String, Sample> latest = new TreeMap<>();
        SignalQuery query =
                SignalQuery.all(sessionId).between(Long.MIN_VALUE, timeNs + 1).ofChannels(channels);
        scan(
                query,
                s -> {
                    latest.put(
                            s.channel().id(),
                            new Sample(s.channel(), s.timeNs(), s.value(), s.text(), s.quality()));
                    return true;
                });
        return List.copyOf(latest.values());
    }

    @Override
    public Timebase timebase(long sessionId) {
        Kept kept = kept(sessionId);
        return kept.anchors.isEmpty()
                ? Timebase.of(
                        List.of(new ClockAnchor(0, kept.info.created(), ClockAnchor.Trust.SYSTEM)))
                : Timebase.of(kept.anchors);
    }

    @Override
    public List<Marker> markers(long sessionId) {
        return List.copyOf(kept(sessionId).markers);
    }

    @Override
    public void frames(long sessionId, long fromNs, long toNs, Consumer<Frame> sink) {
        kept(sessionId).frames.stream()
                .filter(frame -> frame.timeNs() >= fromNs && frame.timeNs() < toNs)
                .forEach(sink);
    }

    private static boolean selects(SignalQuery query, Signal signal) {
        return signal.timeNs() >= query.fromNs()
                && signal.timeNs() < query.toNs()
                && query.wants(signal.channel());
    }

    private Kept kept(long sessionId) {
        Kept kept = sessions.get(sessionId);
        if (kept == null) {
            throw new StoreException(Reason.SESSION_NOT_FOUND, "There is no " + sessionId);
        }
        return kept;
    }

    private static final class Kept {
        private SessionInfo info;
        private boolean sorted = true;
        private final List<Signal> signals = new ArrayList<>();
        private final List<Frame> frames = new ArrayList<>();
        private final List<Marker> markers = new ArrayList<>();
        private final List<ClockAnchor> anchors = new ArrayList<>();
        private final Map<String, Channel> channels = new LinkedHashMap<>();
        private final Map<String, Long> counts = new LinkedHashMap<>();

        Kept(SessionInfo info) {
            this.info = info;
        }

        List<Signal> sorted() {
            if (!sorted) {
                signals.sort(BY_TIME);
                sorted = true;
            }
            return signals;
        }

        SessionInfo set(
                @Nullable Instant started,
                @Nullable Instant stopped,
                boolean active,
                @Nullable Instant trashed) {
            info =
                    new SessionInfo(
                            info.id(),
                            info.details(),
                            info.origin(),
                            info.created(),
                            started,
                            stopped,
                            active,
                            info.recovered(),
                            trashed,
                            signals.size());
            return info;
        }
    }
}
