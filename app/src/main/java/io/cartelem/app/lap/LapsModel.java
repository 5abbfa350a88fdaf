package io.cartelem.app.lap;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.map.Sketch;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.Loss;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.SessionComparison;
import io.cartelem.core.lap.session.SessionLaps;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.SessionQuery;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The laps of a chosen session, their track, and where one of them lost time. FX thread; cutting
/// is done in the background, and of several choices only the last is answered.
public final class LapsModel {
    private static final int MOST_SESSIONS = 200;
    private static final int POINTS = 501;

    private final Desk desk;
    private final Background background;
    private final Background.Lane cutting;
    private final Background.Lane comparing;
    private final Notices notices;
    private final Presentation presentation;
    private final LapWords words;
    private final Doors doors;
    private final CourseModel course;
    private final ComparisonModel comparison;
    private final ObservableList<SessionChoice> sessions = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable SessionChoice> session = new SimpleObjectProperty<>();
    private final ObservableList<LapRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper losses = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper sectors = new ReadOnlyIntegerWrapper(1);
    private @Nullable SessionLaps laps;
    private @Nullable Shown last;

    /// Ways from a lap to other places.
    public interface Doors {
        /// Opens the replay of a session at a stretch of it, to go round and round.
        void replay(long sessionId, long fromNs, long toNs);

        /// Compares the drive going on with a lap from now on.
        void follow(LapRef lap, String name);
    }

    private record Cut(boolean positions, List<Sketch.Way> ways, SessionLaps laps) {}

    private record Shown(SessionChoice session, Cut cut) {}

    public LapsModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            Memory memory,
            Doors doors) {
        this.desk = desk;
        this.background = background;
        this.cutting = background.lane();
        this.comparing = background.lane();
        this.notices = notices;
        this.presentation = presentation;
        this.words = new LapWords(presentation);
        this.doors = doors;
        course = new CourseModel(desk::laps, background, notices, presentation, this::recut);
        comparison = new ComparisonModel(desk, background, notices, presentation, memory, sessions);
        session.addListener((p, old, now) -> cut());
        presentation.unitsProperty().addListener((p, old, now) -> reword());
        summary.set(presentation.text("laps.choose"));
    }

    /// Asks for the sessions again, and for the laps of the chosen one.
    public void refresh() {
        background.<List<SessionChoice>>run(
                () ->
                        desk
                                .store()
                                .sessions(SessionQuery.newest(MOST_SESSIONS))
                                .sessions()
                                .stream()
                                .filter(s -> s.started() != null)
                                .map(LapsModel::choice)
                                .toList(),
                this::offer,
                notices::trouble);
    }

    private static SessionChoice choice(SessionInfo info) {
        String track = info.details().track();
        return new SessionChoice(info.id(), info.name(), track == null ? "" : track);
    }

    private void offer(List<SessionChoice> now) {
        SessionChoice chosen = session.get();
        if (!sessions.equals(now)) {
            sessions.setAll(now);
        }
        Optional<SessionChoice> same =
                now.stream().filter(s -> chosen != null && s.id() == chosen.id()).findFirst();
        if (same.isPresent() && same.get().equals(chosen)) {
            session.set(chosen);
            cut();
        } else {
            session.set(same.orElse(now.isEmpty() ? null : now.getFirst()));
        }
    }

    /// Takes up where the car is.
    public void update(Snapshot snapshot) {
        course.update(snapshot);
    }

    /// Shows a lap on the map, and names where it lost most against the best of its session.
    public void explain(@Nullable LapRow row) {
        SessionLaps shown = laps;
        Course on = shown == null ? null : shown.course();
        LapRef ref = row == null ? null : row.ref();
        Lap lap =
                shown == null || ref == null ? null : shown.table().lap(ref.number()).orElse(null);
        losses.set("");
        if (shown == null || on == null || ref == null || lap == null) {
            course.highlight(List.of());
            comparing.forget();
            return;
        }
        Lap best = shown.table().best().orElse(null);
        int against = best == null || best.number() == lap.number() ? 0 : best.number();
        record Explained(List<GeoPoint> way, List<Loss> losses) {}
        comparing.<Explained>ask(
                () -> {
                    if (against == 0) {
                        LapTrace alone = service().trace(ref.sessionId(), on, lap);
                        return new Explained(way(alone), List.of());
                    }
                    SessionComparison compared = lost(ref, against);
                    return new Explained(way(compared.lap()), compared.byDistance().losses());
                },
                explained -> {
                    course.highlight(explained.way());
                    losses.set(doubts(lap) + sentences(explained.losses(), lap, against));
                },
                failure ->
                        losses.set(
                                presentation
                                        .texts()
                                        .sentence(String.valueOf(failure.getMessage()))));
    }

    private static List<GeoPoint> way(LapTrace trace) {
        return IntStream.range(0, trace.size()).mapToObj(trace::point).toList();
    }

    private SessionComparison lost(LapRef lap, int best) {
        return service().compare(new LapRef(lap.sessionId(), best), lap, Set.of(), POINTS);
    }

    private String doubts(Lap lap) {
        return lap.counts()
                ? ""
                : presentation.text("laps.doubted", lap.number(), words.reasons(lap)) + "\n";
    }

    private String sentences(List<Loss> all, Lap lap, int best) {
        if (best == 0) {
            return "";
        }
        return all.isEmpty()
                ? presentation.text("laps.no_losses")
                : presentation.text("laps.losses", lap.number(), best)
                        + "\n"
                        + all.stream().map(words::loss).collect(Collectors.joining("\n"));
    }

    /// Compares a lap with the best of its session; the best with the one after it.
    ///
    /// @return whether there are two laps
    public boolean compareWithBest(@Nullable LapRow row) {
        SessionChoice of = session.get();
        SessionLaps shown = laps;
        LapRef ref = row == null ? null : row.ref();
        if (of == null || shown == null) {
            return false;
        }
        int best = shown.table().best().map(Lap::number).orElse(1);
        int number =
                ref != null && ref.number() != best
                        ? ref.number()
                        : shown.table().laps().stream()
                                .mapToInt(Lap::number)
                                .filter(n -> n != best)
                                .findFirst()
                                .orElse(0);
        if (number == 0) {
            return false;
        }
        comparison.compare(of, best, of, number);
        return true;
    }

    /// Opens the replay at a lap, to go round and round.
    public void replay(@Nullable LapRow row) {
        LapRef ref = row == null ? null : row.ref();
        if (row != null && ref != null) {
            doors.replay(ref.sessionId(), row.startNs(), row.endNs());
        }
    }

    /// Compares the drive going on with a lap from now on.
    public void follow(@Nullable LapRow row) {
        LapRef ref = row == null ? null : row.ref();
        SessionChoice of = session.get();
        if (row != null && ref != null && of != null) {
            String name = presentation.text("laps.of_session", row.number(), row.time(), of.name());
            doors.follow(ref, name);
            notices.done(presentation.text("laps.following", name));
        }
    }

    /// What is shown, for a file; empty without laps.
    public Optional<SessionLaps> shown() {
        return Optional.ofNullable(laps).filter(shown -> shown.course() != null);
    }

    public ObservableList<SessionChoice> sessions() {
        return sessions;
    }

    /// The session whose laps are shown, null for none.
    public ObjectProperty<@Nullable SessionChoice> sessionProperty() {
        return session;
    }

    /// The laps, and below them the theoretical best.
    public ObservableList<LapRow> rows() {
        return rows;
    }

    /// Track, best and theoretical best, or why there are no laps.
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Where the chosen lap lost, empty while none is chosen.
    public ReadOnlyStringProperty lossesProperty() {
        return losses.getReadOnlyProperty();
    }

    /// How many sectors a lap has.
    public ReadOnlyIntegerProperty sectorsProperty() {
        return sectors.getReadOnlyProperty();
    }

    /// The track of the session and its lines.
    public CourseModel course() {
        return course;
    }

    public ComparisonModel comparison() {
        return comparison;
    }

    private LapService service() {
        return desk.laps().orElseThrow();
    }

    private void recut() {
        cut();
        comparison.reload();
    }

    private void cut() {
        SessionChoice chosen = session.get();
        if (chosen == null || desk.laps().isEmpty()) {
            cutting.forget();
            comparing.forget();
            laps = null;
            last = null;
            rows.clear();
            losses.set("");
            summary.set(presentation.text("laps.choose"));
            course.show(null, List.of(), null, false);
            return;
        }
        cutting.<Cut>ask(
                () ->
                        new Cut(
                                service().hasPositions(chosen.id()),
                                SessionWay.of(desk.store(), chosen.id()),
                                service().laps(chosen.id())),
                cut -> show(new Shown(chosen, cut)),
                notices::trouble);
    }

    /// Says the same laps in other units.
    private void reword() {
        Shown before = last;
        if (before != null) {
            show(before);
        }
    }

    private void show(Shown now) {
        SessionChoice chosen = now.session();
        Cut cut = now.cut();
        last = now;
        laps = cut.laps();
        comparing.forget();
        losses.set("");
        Course on = cut.laps().course();
        LapTable table = cut.laps().table();
        sectors.set(on == null ? 1 : on.sectors());
        course.show(chosen, cut.ways(), on, cut.laps().saved());
        rows.setAll(new LapRows(presentation, words).of(chosen.id(), table));
        if (!cut.positions()) {
            summary.set(presentation.text("laps.no_gps"));
        } else if (on == null) {
            summary.set(presentation.text("laps.none"));
        } else if (table.laps().isEmpty()) {
            summary.set(presentation.text("laps.not_crossed", on.name()));
        } else {
            summary.set(
                    presentation.text(
                            "laps.summary",
                            cut.laps().saved() ? on.name() : presentation.text("laps.found"),
                            table.best()
                                    .map(lap -> LapTimes.time(lap.timeNs()))
                                    .orElse(Format.DASH),
                            LapTimes.time(
                                    table.best().isEmpty() ? -1 : table.theoreticalBestNs())));
        }
    }
}
