package io.cartelem.app.live;

import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.live.Trace;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What was recorded before memory reaches back, so that the live charts show history and present
/// as one sequence. The store is asked in the background for a little more than what the charts
/// show; its columns end where the live state's own samples begin, which follow them. FX thread.
final class RecordedPast {
    /// Columns of an answer, which is three screens wide.
    private static final int COLUMNS = 12_288;

    /// Recordings of this run that are looked into; of those before, memory of the sort that
    /// matters is the replay's.
    private static final int RECORDINGS = 8;

    private static final long PATIENCE_NS = 5_000_000_000L;

    private final Supplier<SessionStore> store;
    private final Notices notices;
    private final TimelineModel timeline;
    private final Background.Lane lane;
    private final Deque<Recorded> recordings = new ArrayDeque<>();
    private final Map<String, Stretch> stretches = new HashMap<>();
    private boolean asking;
    private long notBeforeNs = Long.MIN_VALUE;
    private long generation;

    RecordedPast(
            Supplier<SessionStore> store,
            Background background,
            Notices notices,
            TimelineModel timeline) {
        this.store = store;
        this.notices = notices;
        this.timeline = timeline;
        this.lane = background.lane();
    }

    /// A recording of this run and the monotonic time of its start.
    private record Recorded(SessionInfo session, long startNs) {}

    /// What was asked for.
    ///
    /// @param toNs exclusive
    private record Question(
            List<Recorded> recordings,
            List<SeriesData> channels,
            long fromNs,
            long toNs,
            LiveState live) {}

    /// A stretch of a channel.
    private static final class Stretch {
        final SeriesData data;
        final long toNs;
        final boolean coarse;

        /// The newest live sample in it, [Long#MIN_VALUE] if it ends before those begin.
        long lastNs;

        long fromNs;

        Stretch(SeriesData data, long fromNs, long toNs, boolean coarse, long lastNs) {
            this.data = data;
            this.fromNs = fromNs;
            this.toNs = toNs;
            this.coarse = coarse;
            this.lastNs = lastNs;
        }

        boolean open() {
            return toNs == Long.MAX_VALUE;
        }

        boolean covers(long from, long to) {
            return fromNs <= from && to <= toNs;
        }

        /// How much of a time range lies within.
        long within(long from, long to) {
            return Math.max(0, Math.min(to, toNs) - Math.max(from, fromNs));
        }

        void append(Snapshot snapshot) {
            if (open()) {
                String id = data.channel().id();
                lastNs =
                        Carried.append(Carried.fresh(snapshot, id, lastNs), data.pyramid(), lastNs);
                if (data.pyramid().forgot()) {
                    fromNs = Math.max(fromNs, data.pyramid().firstNs());
                }
            }
        }
    }

    /// Forgets everything.
    void forget() {
        generation++;
        stretches.clear();
        recordings.clear();
    }

    /// Forgets a channel.
    void forget(String channelId) {
        generation++;
        stretches.remove(channelId);
    }

    /// The stretch that shows best what the time axis shows: of the store, else `live`.
    SeriesData orElse(SeriesData live) {
        Stretch stretch = stretches.get(live.channel().id());
        if (stretch == null || live.pyramid().firstNs() <= timeline.from()) {
            return live;
        }
        long inMemory = Math.max(0, timeline.to() - live.pyramid().firstNs());
        return stretch.within(timeline.from(), timeline.to()) > inMemory ? stretch.data : live;
    }

    /// Takes up what is new and asks for what the charts show and nobody has; once a frame.
    void update(Snapshot snapshot, Collection<Carried> carried) {
        SessionInfo recording = snapshot.recording().session();
        if (recording != null
                && (recordings.isEmpty() || recordings.getLast().session.id() != recording.id())) {
            recordings.add(new Recorded(recording, snapshot.recording().startNs()));
            if (recordings.size() > RECORDINGS) {
                recordings.removeFirst();
            }
        }
        stretches.values().forEach(stretch -> stretch.append(snapshot));
        if (asking || recordings.isEmpty() || snapshot.nowNs() < notBeforeNs) {
            return;
        }
        List<SeriesData> missing =
                carried.stream().filter(this::missing).map(Carried::data).toList();
        if (!missing.isEmpty()) {
            ask(missing, snapshot);
        }
    }

    private boolean missing(Carried channel) {
        long memory = channel.data().pyramid().firstNs();
        if (channel.whole()
                || memory <= timeline.from()
                || recordings.getFirst().startNs >= Math.min(memory, timeline.to())) {
            return false;
        }
        Stretch stretch = stretches.get(channel.data().channel().id());
        if (stretch == null || !stretch.covers(timeline.from(), timeline.to())) {
            return true;
        }
        long width = Math.min(stretch.toNs, timeline.to()) - stretch.fromNs;
        return stretch.coarse && width > 9 * timeline.span();
    }

    private void ask(List<SeriesData> missing, Snapshot snapshot) {
        asking = true;
        long mine = generation;
        Question question =
                new Question(
                        List.copyOf(recordings),
                        missing,
                        timeline.from() - timeline.span(),
                        timeline.to() + timeline.span(),
                        snapshot.live());
        lane.<Map<String, Stretch>>ask(
                () -> read(question),
                found -> {
                    asking = false;
                    if (mine == generation) {
                        stretches.putAll(found);
                    }
                },
                failure -> {
                    asking = false;
                    notBeforeNs = snapshot.nowNs() + PATIENCE_NS;
                    notices.trouble(failure);
                });
    }

    private Map<String, Stretch> read(Question question) {
        Map<String, Stretch> found = new HashMap<>();
        List<Recorded> there = new ArrayList<>();
        for (Recorded recorded : question.recordings) {
            // another database may have been opened, in which the same number is another session
            if (store.get()
                    .session(recorded.session.id())
                    .filter(s -> s.created().equals(recorded.session.created()))
                    .isPresent()) {
                there.add(recorded);
            }
        }
        for (SeriesData channel : question.channels) {
            found.put(channel.channel().id(), read(question, there, channel));
        }
        return found;
    }

    private Stretch read(Question question, List<Recorded> there, SeriesData channel) {
        String id = channel.channel().id();
        Trace memory = question.live.history(id, Long.MIN_VALUE);
        long memoryFirst = memory.size() == 0 ? Long.MAX_VALUE : memory.timesNs()[0];
        long end = Math.min(question.toNs, memoryFirst);
        Pyramid pyramid = new Pyramid(2 * LiveState.DEFAULT_HISTORY + 2 * COLUMNS);
        boolean coarse = false;
        for (Recorded recorded : there) {
            // the store keeps microseconds: up to the one in which memory begins
            long from = Math.max(0, question.fromNs - recorded.startNs);
            long to = Math.floorDiv(end - recorded.startNs, 1000L) * 1000;
            if (from < to) {
                pyramid.interrupt(recorded.startNs);
                SignalQuery query =
                        SignalQuery.all(recorded.session.id())
                                .between(from, to)
                                .ofChannels(java.util.Set.of(id));
                for (Series series : series(query)) {
                    coarse |= !series.exact();
                    for (int i = 0; i < series.timesNs().length; i++) {
                        pyramid.add(
                                recorded.startNs + series.timesNs()[i],
                                series.min()[i],
                                series.max()[i]);
                    }
                }
            }
        }
        SeriesData data = new SeriesData(channel.channel(), pyramid);
        if (question.toNs < memoryFirst) {
            return new Stretch(data, question.fromNs, question.toNs, coarse, Long.MIN_VALUE);
        }
        long last = Carried.append(memory, pyramid, Long.MIN_VALUE);
        return new Stretch(data, question.fromNs, Long.MAX_VALUE, coarse, last);
    }

    private List<Series> series(SignalQuery query) {
        try {
            return store.get().series(query, COLUMNS);
        } catch (StoreException e) {
            if (e.reason() == Reason.SESSION_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }
}
