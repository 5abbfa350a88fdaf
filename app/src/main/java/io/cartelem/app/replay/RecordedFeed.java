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

    /// The part of a session below which the overview has fewer columns than a wide screen pixels.
    private static final int CLOSE = 12;

    private final Supplier<SampleReader> store;
    private final Background background;
    private final Notices notices;
    private final TimelineModel timeline;
    private final Map<String, SeriesData> overview = new HashMap<>();
    private final Map<String, Found> detail = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> coarse = new HashSet<>();
    private final Background.Lane detailLane;
    private List<Channel> channels = List.of();
    private long sessionId;
    private long generation;
    private int overviewsToCome;
    private long detailFrom;
    private long detailTo;
    private long askedFrom;
    private long askedTo;

    /// A channel out of the store.
    ///
    /// @param exact whether it is the samples themselves
    private record Found(SeriesData data, boolean exact) {
        static Found of(Series series) {
            Pyramid pyramid = new Pyramid(Math.max(2, series.timesNs().length));
            for (int i = 0; i < series.timesNs().length; i++) {
                pyramid.add(series.timesNs()[i], series.min()[i], series.max()[i]);
            }
            return new Found(new SeriesData(series.channel(), pyramid), series.exact());
        }
    }

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
        overviewsToCome = 0;
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
        Found close = detail.get(channelId);
        boolean covered = timeline.from() >= detailFrom && timeline.to() <= detailTo;
        return close != null && covered
                ? Optional.of(close.data)
                : Optional.ofNullable(overview.get(channelId));
    }

    /// The overview, whatever the charts have zoomed in to.
    @Override
    public Optional<SeriesData> whole(String channelId) {
        Optional<SeriesData> known = Optional.ofNullable(overview.get(channelId));
        return known.isPresent() ? known : series(channelId);
    }

    /// A channel's samples if all of the session are at hand, else nothing.
    Optional<SeriesData> exact(String channelId) {
        return coarse.contains(channelId)
                ? Optional.empty()
                : Optional.ofNullable(overview.get(channelId));
    }

    /// Whether everything that was asked for has come and shows the present stretch best.
    boolean settled() {
        return overviewsToCome == 0
                && (!zoomed() || (detailFrom == askedFrom && detailTo == askedTo));
    }

    /// Asks for a detail where the overview is too coarse for what is shown; once a frame.
    void update() {
        boolean covered =
                timeline.from() >= askedFrom
                        && timeline.to() <= askedTo
                        && timeline.span() * 9 > askedTo - askedFrom;
        if (!zoomed() || covered) {
            return;
        }
        askedFrom = timeline.from() - timeline.span();
        askedTo = timeline.to() + timeline.span();
        long from = askedFrom;
        long to = askedTo;
        long mine = generation;
        SignalQuery query =
                SignalQuery.all(sessionId).between(from, to).ofChannels(Set.copyOf(coarse));
        detailLane.<List<Found>>ask(
                () -> find(query, DETAIL),
                found -> {
                    if (mine == generation) {
                        detail.clear();
                        found.forEach(f -> detail.put(f.data.channel().id(), f));
                        detailFrom = from;
                        detailTo = to;
                    }
                },
                notices::trouble);
    }

    private boolean zoomed() {
        return !coarse.isEmpty() && timeline.span() < Math.max(1, timeline.lastNs()) / CLOSE;
    }

    private void ask(String channelId) {
        long mine = generation;
        SignalQuery query = SignalQuery.all(sessionId).ofChannels(Set.of(channelId));
        overviewsToCome++;
        background.<List<Found>>run(
                () -> find(query, OVERVIEW),
                found -> {
                    if (mine != generation) {
                        return;
                    }
                    overviewsToCome--;
                    for (Found channel : found) {
                        overview.put(channel.data.channel().id(), channel.data);
                        if (!channel.exact) {
                            coarse.add(channel.data.channel().id());
                            forgetDetail();
                        }
                    }
                },
                failure -> {
                    if (mine == generation) {
                        overviewsToCome--;
                    }
                    notices.trouble(failure);
                });
    }

    private List<Found> find(SignalQuery query, int columns) {
        return store.get().series(query, columns).stream().map(Found::of).toList();
    }

    private void forgetDetail() {
        detailFrom = 0;
        detailTo = 0;
        askedFrom = 0;
        askedTo = 0;
    }
}
