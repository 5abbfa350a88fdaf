package io.cartelem.app.replay;

import io.cartelem.app.chart.Feed;
import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Series;
import io.cartelem.core.port.SignalQuery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Brings a recorded session to charts: the whole of a channel decimated in the store, and, once
/// the charts have zoomed in so far that this is too coarse, the stretch around what they show. FX
/// thread; the store is asked in the background.
final class RecordedFeed implements Feed {
    /// Columns of a whole session: more than any screen is wide, quick to load.
    private static final int OVERVIEW = 16_384;

    /// Columns of a detail, which is three screens wide.
    private static final int DETAIL = 12_288;

    private final Supplier<SampleReader> store;
    private final Background background;
    private final Notices notices;
    private final TimelineModel timeline;
    private final Map<String, SeriesData> overview = new HashMap<>();
    private final Map<String, SeriesData> detail = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> coarse = new HashSet<>();
    private final Background.Lane detailLane;
    private List<Channel> channels = List.of();
    private long sessionId;
    private long generation;
    private long detailFrom;
    private long detailTo;
    private long askedFrom;
    private long askedTo;

    RecordedFeed(
            Supplier<SampleReader> store,
            Background background,
            Notices notices,
            TimelineModel timeline) {
        this.store = store;
        this.background = background;
        this.notices = notices;
        this.timeline = timeline;
        this.detailLane = background.lane();
    }

    /// Turns to another session.
    void load(long newSessionId, List<Channel> numeric) {
        sessionId = newSessionId;
        channels = List.copyOf(numeric);
        generation++;
        overview.clear();
        detail.clear();
        asked.clear();
        coarse.clear();
        forgetDetail();
    }

    @Override
    public List<Channel> channels() {
        return channels;
    }

    @Override
    public Optional<SeriesData> series(String channelId) {
        if (asked.add(channelId) && channels.stream().anyMatch(c -> c.id().equals(channelId))) {
            ask(channelId);
        }
        SeriesData close = detail.get(channelId);
        boolean covered = timeline.from() >= detailFrom && timeline.to() <= detailTo;
        return close != null && covered
                ? Optional.of(close)
                : Optional.ofNullable(overview.get(channelId));
    }

    /// Asks for a detail where the overview is too coarse for what is shown; once a frame.
    void update() {
        long length = Math.max(1, timeline.lastNs());
        boolean zoomed = !coarse.isEmpty() && timeline.span() < length / 8;
        boolean covered =
                timeline.from() >= askedFrom
                        && timeline.to() <= askedTo
                        && timeline.span() * 9 > askedTo - askedFrom;
        if (!zoomed || covered) {
            return;
        }
        askedFrom = timeline.from() - timeline.span();
        askedTo = timeline.to() + timeline.span();
        long from = askedFrom;
        long to = askedTo;
        long mine = generation;
        SignalQuery query =
                SignalQuery.all(sessionId).between(from, to).ofChannels(Set.copyOf(coarse));
        detailLane.<List<Series>>ask(
                () -> store.get().series(query, DETAIL),
                found -> {
                    if (mine == generation) {
                        detail.clear();
                        found.forEach(s -> detail.put(s.channel().id(), data(s)));
                        detailFrom = from;
                        detailTo = to;
                    }
                },
                notices::trouble);
    }

    private void ask(String channelId) {
        long mine = generation;
        SignalQuery query = SignalQuery.all(sessionId).ofChannels(Set.of(channelId));
        background.<List<Series>>run(
                () -> store.get().series(query, OVERVIEW),
                found -> {
                    if (mine != generation) {
                        return;
                    }
                    for (Series series : found) {
                        overview.put(series.channel().id(), data(series));
                        if (!series.exact()) {
                            coarse.add(series.channel().id());
                            forgetDetail();
                        }
                    }
                },
                notices::trouble);
    }

    private void forgetDetail() {
        detailFrom = 0;
        detailTo = 0;
        askedFrom = 0;
        askedTo = 0;
    }

    private static SeriesData data(Series series) {
        Pyramid pyramid = new Pyramid(Math.max(2, series.timesNs().length));
        for (int i = 0; i < series.timesNs().length; i++) {
            pyramid.add(series.timesNs()[i], series.min()[i], series.max()[i]);
        }
        return new SeriesData(series.channel(), pyramid);
    }
}
