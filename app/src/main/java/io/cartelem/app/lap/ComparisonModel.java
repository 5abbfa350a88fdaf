package io.cartelem.app.lap;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.lap.Comparison.LossRow;
import io.cartelem.app.map.Sketch;
import io.cartelem.app.map.Sketch.Ink;
import io.cartelem.app.map.Sketch.Spot;
import io.cartelem.app.map.SketchModel;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.SessionComparison;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.ChannelSummary;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Two laps of any sessions compared by distance. Reading and comparing is done in the background;
/// of several choices that follow each other quickly only the last is answered. FX thread.
public final class ComparisonModel {
    /// Columns of a comparison: one for each pixel of a wide screen.
    static final int POINTS = 2_001;

    /// More channels are not read at a glance.
    static final int MOST_CHANNELS = 6;

    private static final double SHORTEST_M = 20;
    private static final String CHANNELS = "laps.channels";
    private static final String USUAL = "obd.RPM,obd.THROTTLE_POS";

    /// Speeds of both laps come with the positions; this channel would say the same again.
    private static final String SPEED = "gps.speed_kph";

    private final Desk desk;
    private final Notices notices;
    private final Presentation presentation;
    private final LapWords words;
    private final Background.Lane comparing;
    private final Background.Lane asking;
    private final LapPick reference;
    private final LapPick lap;
    private final ObservableList<SessionChoice> sessions;
    private final ObservableList<Channel> offered = FXCollections.observableArrayList();
    private final ObservableList<String> channels = FXCollections.observableArrayList();
    private final ObservableList<String> channelsView =
            FXCollections.unmodifiableObservableList(channels);
    private final ReadOnlyObjectWrapper<@Nullable Comparison> result =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final DoubleProperty crosshair = new SimpleDoubleProperty(Double.NaN);
    private final SketchModel map = new SketchModel();
    private double from;
    private double to = 1;
    private long views;

    ComparisonModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            Memory memory,
            ObservableList<SessionChoice> sessions) {
        this.desk = desk;
        this.notices = notices;
        this.presentation = presentation;
        this.sessions = sessions;
        words = new LapWords(presentation);
        comparing = background.lane();
        asking = background.lane();
        reference = new LapPick(desk::laps, background, notices, words);
        lap = new LapPick(desk::laps, background, notices, words);
        Arrays.stream(memory.get(CHANNELS, USUAL).split(","))
                .filter(id -> !id.isBlank())
                .limit(MOST_CHANNELS)
                .forEach(channels::add);
        channels.addListener(
                (ListChangeListener<String>)
                        change -> {
                            memory.put(CHANNELS, String.join(",", channels));
                            compare();
                        });
        reference.lapProperty().addListener((p, old, now) -> chosen());
        lap.lapProperty().addListener((p, old, now) -> chosen());
        crosshair.addListener((p, old, now) -> point());
        presentation.unitsProperty().addListener((p, old, now) -> compare());
        hint.set(presentation.text("compare.choose"));
    }

    /// Compares these laps.
    void compare(SessionChoice of, int referenceNumber, SessionChoice with, int number) {
        reference.choose(of, referenceNumber);
        lap.choose(with, number);
    }

    /// Cuts and compares again, as when the track has changed.
    void reload() {
        if (reference.lapProperty().get() != null || lap.lapProperty().get() != null) {
            reference.reload();
            lap.reload();
        }
    }

    /// Lets the reference and the lap change places.
    public void swap() {
        SessionChoice one = reference.sessionProperty().get();
        SessionChoice other = lap.sessionProperty().get();
        LapChoice first = reference.lapProperty().get();
        LapChoice second = lap.lapProperty().get();
        if (one != null && other != null && first != null && second != null) {
            compare(other, second.lap().number(), one, first.lap().number());
        }
    }

    /// Shows or hides a channel.
    public void show(String channelId, boolean on) {
        if (!on) {
            channels.remove(channelId);
        } else if (!channels.contains(channelId) && channels.size() < MOST_CHANNELS) {
            channels.add(channelId);
        }
    }

    private void chosen() {
        offer();
        compare();
    }

    private void offer() {
        Set<Long> ids =
                Stream.of(reference, lap)
                        .flatMap(pick -> pick.ref().stream())
                        .map(LapRef::sessionId)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        asking.<List<Channel>>ask(
                () -> {
                    Map<String, Channel> all = new TreeMap<>();
                    for (long id : ids) {
                        desk.store().channels(id).stream()
                                .map(ChannelSummary::channel)
                                .filter(c -> c.kind() == ValueKind.NUMBER)
                                .filter(c -> !c.id().equals(SPEED))
                                .forEach(c -> all.put(c.id(), c));
                    }
                    return List.copyOf(all.values());
                },
                offered::setAll,
                notices::trouble);
    }

    private void compare() {
        LapRef first = reference.ref().orElse(null);
        LapRef second = lap.ref().orElse(null);
        LapService service = desk.laps().orElse(null);
        if (first == null || second == null || service == null) {
            nothing(presentation.text("compare.choose"));
            return;
        }
        if (first.equals(second)) {
            nothing(presentation.text("compare.same"));
            return;
        }
        Set<String> wanted = new LinkedHashSet<>(channels);
        String title =
                presentation.text("compare.title", name(lap, second), name(reference, first));
        ComparisonPanels panels = new ComparisonPanels(presentation, words);
        comparing.<SessionComparison>ask(
                () -> service.compare(first, second, wanted, POINTS),
                laps -> show(panels.of(laps, title)),
                failure ->
                        nothing(
                                presentation
                                        .texts()
                                        .sentence(String.valueOf(failure.getMessage()))));
    }

    private String name(LapPick pick, LapRef ref) {
        SessionChoice session = pick.sessionProperty().get();
        LapChoice chosen = pick.lapProperty().get();
        return (session == null ? "" : session.name() + " · ")
                + (chosen == null ? ref.toString() : chosen.text());
    }

    private void nothing(String why) {
        comparing.forget();
        result.set(null);
        crosshair.set(Double.NaN);
        map.sketchProperty().set(Sketch.EMPTY);
        map.spotsProperty().set(List.of());
        hint.set(why);
    }

    private void show(Comparison now) {
        Comparison before = result.get();
        boolean sameLaps =
                before != null
                        && before.laps().referenceRef().equals(now.laps().referenceRef())
                        && before.laps().lapRef().equals(now.laps().lapRef())
                        && before.length() == now.length();
        result.set(now);
        hint.set("");
        List<Sketch.Way> ways =
                List.of(
                        new Sketch.Way(places(now.laps().reference()), Ink.REFERENCE),
                        new Sketch.Way(places(now.laps().lap()), Ink.LAP));
        List<Sketch.Gate> gates = new ArrayList<>();
        for (LineSlot slot : LineSlot.of(now.laps().course())) {
            var line = slot.line(now.laps().course());
            if (line != null) {
                gates.add(new Sketch.Gate(words.line(slot, now.laps().course()), line, slot.ink()));
            }
        }
        map.sketchProperty().set(new Sketch(ways, gates));
        if (!sameLaps) {
            crosshair.set(Double.NaN);
            map.fit();
            zoomTo(0, now.length());
        }
        point();
    }

    private static List<GeoPoint> places(LapTrace way) {
        return IntStream.range(0, way.size()).mapToObj(way::point).toList();
    }

    private void point() {
        Comparison shown = result.get();
        double at = crosshair.get();
        if (shown == null || Double.isNaN(at)) {
            map.spotsProperty().set(List.of());
        } else {
            map.spotsProperty()
                    .set(
                            List.of(
                                    new Spot(shown.referenceAt(at), Ink.REFERENCE),
                                    new Spot(shown.lapAt(at), Ink.LAP)));
        }
    }

    /// Shows the charts around a loss.
    public void zoomTo(LossRow loss) {
        double margin = (loss.toM() - loss.fromM()) / 2;
        zoomTo(loss.fromM() - margin, loss.toM() + margin);
        crosshair.set((loss.fromM() + loss.toM()) / 2);
    }

    /// Makes what the charts show shorter (`factor` below 1) or longer around a place.
    public void zoom(double factor, double around) {
        double part = (around - from) / (to - from);
        double span = Math.clamp((to - from) * factor, SHORTEST_M, Math.max(SHORTEST_M, length()));
        double begin = around - part * span;
        zoomTo(begin, begin + span);
    }

    /// Moves the charts by so many metres.
    public void pan(double by) {
        zoomTo(from + by, to + by);
    }

    /// Shows the whole lap.
    public void fit() {
        zoomTo(0, length());
    }

    private void zoomTo(double begin, double end) {
        double span = Math.clamp(end - begin, 1, Math.max(1, length()));
        from = Math.clamp(begin, 0, Math.max(0, length() - span));
        to = from + span;
        views++;
    }

    private double length() {
        Comparison shown = result.get();
        return shown == null ? 1 : shown.length();
    }

    /// What the charts show, metres.
    public double from() {
        return from;
    }

    public double to() {
        return to;
    }

    /// Changes with what the charts show.
    public long views() {
        return views;
    }

    /// The lap that is compared with.
    public LapPick reference() {
        return reference;
    }

    /// The lap that is judged.
    public LapPick lap() {
        return lap;
    }

    public ObservableList<SessionChoice> sessions() {
        return sessions;
    }

    /// The channels that can be chosen.
    public ObservableList<Channel> offered() {
        return offered;
    }

    /// The ids of the channels that are shown; change them by [#show].
    public ObservableList<String> channels() {
        return channelsView;
    }

    /// What is shown, null for nothing.
    public ReadOnlyObjectProperty<@Nullable Comparison> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// Why nothing is shown; empty if something is.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /// Where the pointer stands, metres along the reference; NaN if nowhere.
    public DoubleProperty crosshairProperty() {
        return crosshair;
    }

    /// Both laps on the map.
    public SketchModel map() {
        return map;
    }
}
