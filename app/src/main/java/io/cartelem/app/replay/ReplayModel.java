package io.cartelem.app.replay;

import io.cartelem.app.chart.ChartsModel;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.map.MapModel;
import io.cartelem.app.sessions.ExportItem;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A recorded session in the replay. FX thread.
public final class ReplayModel {
    private static final long VALUES_EVERY_NS = 80_000_000L;
    private static final int PICKED = 500;
    private static final String DEFAULT_CHARTS =
            "gps.speed_kph,obd.SPEED;obd.RPM;obd.THROTTLE_POS,obd.ENGINE_LOAD;"
                    + "obd.COOLANT_TEMP,obd.INTAKE_TEMP";

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final Player player = new Player();
    private final TimelineModel timeline = new TimelineModel(60_000_000_000L);
    private final RecordedFeed feed;
    private final ChartsModel charts;
    private final MapModel map;
    private final Background.Lane loading;
    private final Background.Lane values;
    private final Background.Lane stepping;
    private final Background.Lane statistics;
    private final ObservableList<SessionInfo> choices = FXCollections.observableArrayList();
    private final ObservableList<ValueRow> rows = FXCollections.observableArrayList();
    private final MarksModel marks;
    private final ObjectProperty<@Nullable SessionInfo> session = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final Map<String, ChannelSummary> whole = new HashMap<>();
    private long valuesNs = Long.MIN_VALUE;
    private long valuesAt = Long.MIN_VALUE;
    private long valuesShown = Long.MIN_VALUE;
    private long keptAt = Long.MIN_VALUE;

    public ReplayModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            Memory memory) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        marks = new MarksModel(desk, background, notices, presentation, player);
        loading = background.lane();
        values = background.lane();
        stepping = background.lane();
        statistics = background.lane();
        feed = new RecordedFeed(desk::store, background, notices, timeline);
        charts =
                new ChartsModel(
                        presentation, feed, timeline, memory, "replay.charts", DEFAULT_CHARTS);
        map = new MapModel(presentation, feed, timeline, memory);
        map.followingProperty().set(false);
        timeline.followingProperty().set(false);
        hint.set(presentation.text("replay.none"));
        player.rangeToProperty().addListener((p, old, to) -> refreshStatistics());
    }

    /// Asks which sessions there are.
    public void refreshChoices() {
        background.<List<SessionInfo>>run(
                () -> desk.store().sessions(SessionQuery.newest(PICKED)).sessions(),
                choices::setAll,
                notices::trouble);
    }

    /// Shows a session from its beginning.
    public void open(long sessionId) {
        open(sessionId, 0);
    }

    /// Shows a session at a time of it, as it is recorded by now.
    public void open(long sessionId, long atNs) {
        open(sessionId, () -> player.seek(atNs));
    }

    /// Shows a session, as it is recorded by now.
    ///
    /// @param then runs when it is shown, for example to select a range
    public void open(long sessionId, Runnable then) {
        hint.set(presentation.text("replay.loading"));
        String gone = presentation.text("replay.gone");
        loading.ask(
                () -> RecordedSession.read(desk.store(), sessionId, gone),
                loaded -> {
                    show(loaded);
                    then.run();
                },
                failure -> {
                    session.set(null);
                    String said = String.valueOf(failure.getMessage());
                    hint.set(presentation.texts().sentence(said));
                });
    }

    /// A session has other details now; if it is the one shown, its name changes with them.
    public void renamed(SessionInfo now) {
        SessionInfo shown = session.get();
        if (shown != null && shown.id() == now.id()) {
            session.set(now);
        }
        refreshChoices();
    }

    /// Moves on; once a frame.
    public void update(Snapshot snapshot) {
        if (session.get() == null) {
            return;
        }
        player.advance(snapshot.nowNs());
        long at = player.positionProperty().get();
        timeline.cursorProperty().set(at);
        keepInView(at);
        feed.update();
        map.update();
        boolean due =
                !player.playingProperty().get()
                        || valuesNs == Long.MIN_VALUE
                        || snapshot.nowNs() - valuesNs >= VALUES_EVERY_NS;
        if (due && at != valuesAt) {
            valuesNs = snapshot.nowNs();
            valuesAt = at;
            askValues(at);
        }
    }

    /// Moves to the next (1) or previous (−1) sample of the first charted channel that the session
    /// has. Where a chart holds only columns of several samples, the store is asked.
    public void step(int direction) {
        player.playingProperty().set(false);
        long at = player.positionProperty().get();
        charts.charts().stream()
                .flatMap(c -> c.channels().stream())
                .filter(whole::containsKey)
                .findFirst()
                .ifPresent(
                        id ->
                                feed.exact(id)
                                        .map(SeriesData::pyramid)
                                        .ifPresentOrElse(
                                                p ->
                                                        player.seek(
                                                                direction > 0
                                                                        ? p.next(at)
                                                                        : p.previous(at)),
                                                () -> askStep(id, at, direction)));
    }

    private void askStep(String channelId, long at, int direction) {
        SessionInfo shown = session.get();
        if (shown == null) {
            return;
        }
        long id = shown.id();
        stepping.<Long>ask(
                () -> {
                    if (direction < 0) {
                        return desk.store().stateAt(id, at - 1, Set.of(channelId)).stream()
                                .map(Sample::timeNs)
                                .findFirst()
                                .orElse(at);
                    }
                    SignalQuery later =
                            SignalQuery.all(id)
                                    .between(at + 1, Long.MAX_VALUE)
                                    .ofChannels(Set.of(channelId));
                    return desk.store().page(later, null, 0, 1).signals().stream()
                            .map(Signal::timeNs)
                            .findFirst()
                            .orElse(at);
                },
                player::seek,
                notices::trouble);
    }

    /// Whether cards and charts show the present position and nothing is being waited for.
    public boolean settled() {
        return session.get() != null
                && valuesShown == player.positionProperty().get()
                && feed.settled();
    }

    /// What an export of the selected range, or of the whole session without one, has to select.
    public Optional<SignalQuery> selection() {
        SessionInfo shown = session.get();
        if (shown == null) {
            return Optional.empty();
        }
        SignalQuery all = SignalQuery.all(shown.id());
        return Optional.of(
                player.hasRange()
                        ? all.between(
                                player.rangeFromProperty().get(), player.rangeToProperty().get())
                        : all);
    }

    /// What an export writes: the selected range or the whole session; nothing without a session.
    public List<ExportItem> exportItems() {
        SessionInfo shown = session.get();
        return shown == null
                ? List.of()
                : selection().map(query -> new ExportItem(shown.name(), query)).stream().toList();
    }

    /// The numbers of the overview under the scrubber: the speed, else the first channel.
    public Optional<SeriesData> overview() {
        for (String id : List.of("gps.speed_kph", "obd.SPEED")) {
            if (feed.channels().stream().anyMatch(c -> c.id().equals(id))) {
                return feed.whole(id);
            }
        }
        return feed.channels().stream().findFirst().flatMap(c -> feed.whole(c.id()));
    }

    public Player player() {
        return player;
    }

    public ChartsModel charts() {
        return charts;
    }

    public MapModel map() {
        return map;
    }

    public Presentation presentation() {
        return presentation;
    }

    public ObservableList<SessionInfo> choices() {
        return choices;
    }

    public ObservableList<ValueRow> rows() {
        return rows;
    }

    public MarksModel marks() {
        return marks;
    }

    /// The session shown, null if none is.
    public ObjectProperty<@Nullable SessionInfo> sessionProperty() {
        return session;
    }

    /// Why nothing is shown; empty if something is.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    private void show(RecordedSession loaded) {
        long end = loaded.channels().stream().mapToLong(ChannelSummary::lastNs).max().orElse(0);
        List<Channel> numeric =
                loaded.channels().stream()
                        .map(ChannelSummary::channel)
                        .filter(c -> c.kind() == ValueKind.NUMBER)
                        .toList();
        whole.clear();
        loaded.channels().forEach(c -> whole.put(c.channel().id(), c));
        rows.setAll(loaded.channels().stream().map(c -> new ValueRow(c, presentation)).toList());
        marks.show(loaded.session().id(), loaded.markers());
        feed.load(loaded.session().id(), numeric);
        timeline.limit(0, end, Math.max(1, end));
        timeline.label(0, false);
        timeline.fit();
        player.load(end);
        map.show(loaded.track());
        session.set(loaded.session());
        valuesAt = Long.MIN_VALUE;
        valuesShown = Long.MIN_VALUE;
        hint.set(
                loaded.channels().isEmpty()
                        ? presentation.text("replay.empty", loaded.session().name())
                        : "");
    }

    /// Turns the page when playing runs out of what the charts show, and puts the position into
    /// their middle when it was moved elsewhere. Whoever moves the charts and not the position is
    /// left alone.
    private void keepInView(long at) {
        boolean moved = at != keptAt;
        keptAt = at;
        if (!moved || (at >= timeline.from() && at <= timeline.to())) {
            return;
        }
        long span = timeline.span();
        long before = player.playingProperty().get() ? span / 20 : span / 2;
        long from = Math.clamp(at - before, 0, Math.max(0, timeline.lastNs() - span));
        timeline.stay(from, from + span);
    }

    private void askValues(long at) {
        SessionInfo shown = session.get();
        if (shown == null) {
            return;
        }
        long id = shown.id();
        values.<List<Sample>>ask(
                () -> desk.store().stateAt(id, at, Set.of()),
                samples -> showValues(samples, at),
                notices::trouble);
    }

    private void showValues(List<Sample> samples, long at) {
        valuesShown = at;
        Map<String, Sample> byId = new HashMap<>();
        samples.forEach(s -> byId.put(s.channel().id(), s));
        for (ValueRow row : rows) {
            String id = row.channel().id();
            Sample sample = byId.get(id);
            ChannelSummary summary = whole.get(id);
            boolean alive =
                    sample != null
                            && summary != null
                            && at - sample.timeNs() <= ValueRow.lifeNs(summary);
            if (sample != null && alive) {
                row.show(sample.value(), sample.text());
            } else {
                row.showGone();
            }
        }
    }

    private void refreshStatistics() {
        Optional<SignalQuery> selected = selection();
        if (selected.isEmpty()) {
            return;
        }
        statistics.<List<ChannelSummary>>ask(
                () -> desk.store().statistics(selected.get()),
                found -> {
                    Map<String, ChannelSummary> byId = new HashMap<>();
                    found.forEach(c -> byId.put(c.channel().id(), c));
                    for (ValueRow row : rows) {
                        ChannelSummary summary = byId.get(row.channel().id());
                        if (summary == null) {
                            row.noSummary();
                        } else {
                            row.summary(summary);
                        }
                    }
                    rows.setAll(List.copyOf(rows));
                },
                notices::trouble);
    }
}
