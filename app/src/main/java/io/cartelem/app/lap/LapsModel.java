package io.cartelem.app.lap;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.LiveLap;
import io.cartelem.core.lap.Loss;
import io.cartelem.core.lap.Reason;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.lap.session.SessionLaps;
import io.cartelem.core.port.SessionQuery;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The laps of a chosen session, where one of them lost time, and the lap being driven.
public final class LapsModel {
    private static final int MOST_SESSIONS = 200;
    private static final int POINTS = 501;
    private static final double KPH = 3.6;

    private final Desk desk;
    private final Background background;
    private final Background.Lane cutting;
    private final Background.Lane comparing;
    private final Notices notices;
    private final Presentation presentation;
    private final ObservableList<Choice> sessions = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Choice> session = new SimpleObjectProperty<>();
    private final ObservableList<LapRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper losses = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper sectors = new ReadOnlyIntegerWrapper(1);
    private final Map<Card, ReadOnlyStringWrapper> cards = new EnumMap<>(Card.class);
    private @Nullable SessionLaps laps;

    /// A session that can be chosen.
    public record Choice(long id, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A figure of the lap being driven.
    public enum Card {
        CURRENT,
        DELTA,
        PREDICTED,
        LAST,
        BEST
    }

    public LapsModel(Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.cutting = background.lane();
        this.comparing = background.lane();
        this.notices = notices;
        this.presentation = presentation;
        for (Card card : Card.values()) {
            cards.put(card, new ReadOnlyStringWrapper(Format.DASH));
        }
        session.addListener((p, old, now) -> cut());
        summary.set(presentation.text("laps.choose"));
    }

    /// Asks for the sessions again, and for the laps of the chosen one.
    public void refresh() {
        background.<List<Choice>>run(
                () ->
                        desk
                                .store()
                                .sessions(SessionQuery.newest(MOST_SESSIONS))
                                .sessions()
                                .stream()
                                .filter(s -> s.started() != null)
                                .map(s -> new Choice(s.id(), s.name()))
                                .toList(),
                this::offer,
                notices::trouble);
    }

    private void offer(List<Choice> now) {
        Choice chosen = session.get();
        if (!sessions.equals(now)) {
            sessions.setAll(now);
        }
        if (chosen != null && now.contains(chosen)) {
            session.set(chosen);
            cut();
        } else {
            session.set(now.isEmpty() ? null : now.getFirst());
        }
    }

    /// Shows how the drive stands.
    public void update(Snapshot snapshot) {
        LiveLap now = desk.liveLaps().map(LiveLaps::state).map(LiveLaps.State::now).orElse(null);
        if (now == null) {
            return;
        }
        Lap last = now.last();
        Lap best = now.best();
        set(
                Card.CURRENT,
                now.isTiming() ? LapTimes.running(snapshot.nowNs() - now.startNs()) : Format.DASH);
        set(Card.DELTA, LapTimes.delta(now.delta()));
        set(Card.PREDICTED, LapTimes.time(now.predictedNs()));
        set(Card.LAST, last == null ? Format.DASH : LapTimes.time(last.timeNs()));
        set(Card.BEST, best == null ? Format.DASH : LapTimes.time(best.timeNs()));
    }

    private void set(Card card, String text) {
        ReadOnlyStringWrapper shown = cards.get(card);
        if (shown != null) {
            shown.set(text);
        }
    }

    /// Names where a lap lost most against the best of its session.
    public void explain(@Nullable LapRow row) {
        SessionLaps shown = laps;
        Lap best = shown == null ? null : shown.table().best().orElse(null);
        if (row == null || shown == null || best == null || row.number() == best.number()) {
            losses.set("");
            return;
        }
        LapRef reference = new LapRef(shown.sessionId(), best.number());
        LapRef lap = new LapRef(shown.sessionId(), row.number());
        comparing.<String>ask(
                () ->
                        service()
                                .compare(reference, lap, Set.of(), POINTS)
                                .byDistance()
                                .losses()
                                .stream()
                                .map(this::sentence)
                                .collect(Collectors.joining("\n")),
                text ->
                        losses.set(
                                text.isEmpty()
                                        ? presentation.text("laps.no_losses")
                                        : presentation.text(
                                                        "laps.losses", row.number(), best.number())
                                                + "\n"
                                                + text),
                failure -> losses.set(String.valueOf(failure.getMessage())));
    }

    private String sentence(Loss loss) {
        return presentation.text(
                "laps.loss",
                String.format(Locale.ROOT, "%.2f", loss.seconds()),
                String.format(Locale.ROOT, "%.0f", loss.corner().fromM()),
                String.format(Locale.ROOT, "%.0f", loss.corner().toM()),
                String.format(Locale.ROOT, "%.0f", loss.slowest() * KPH),
                String.format(Locale.ROOT, "%.0f", loss.referenceSlowest() * KPH));
    }

    /// Saves the line that was found in the session as a track of that name.
    public void save(String name) {
        SessionLaps shown = laps;
        Course found = shown == null || shown.saved() ? null : shown.course();
        if (found == null || name.isBlank()) {
            return;
        }
        String wanted = name.strip();
        String kept = wanted.substring(0, Math.min(Course.NAME_LIMIT, wanted.length()));
        background.perform(
                () -> {
                    CourseBook book = service().courses();
                    book.put(found.withName(kept).withId(book.freeId(kept)));
                },
                () -> {
                    notices.done(presentation.text("laps.saved", kept));
                    cut();
                },
                notices::trouble);
    }

    public ObservableList<Choice> sessions() {
        return sessions;
    }

    /// The session whose laps are shown, null for none.
    public ObjectProperty<@Nullable Choice> sessionProperty() {
        return session;
    }

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

    /// Whether the line was found and could be saved.
    public ReadOnlyBooleanProperty unsavedProperty() {
        return unsaved.getReadOnlyProperty();
    }

    /// How many sectors a lap has.
    public ReadOnlyIntegerProperty sectorsProperty() {
        return sectors.getReadOnlyProperty();
    }

    /// The text of a card.
    public ReadOnlyStringProperty card(Card card) {
        return Optional.ofNullable(cards.get(card)).orElseThrow().getReadOnlyProperty();
    }

    private LapService service() {
        return desk.laps().orElseThrow();
    }

    private void cut() {
        Choice chosen = session.get();
        if (chosen == null || desk.laps().isEmpty()) {
            laps = null;
            rows.clear();
            unsaved.set(false);
            losses.set("");
            summary.set(presentation.text("laps.choose"));
            return;
        }
        cutting.<SessionLaps>ask(() -> service().laps(chosen.id()), this::show, notices::trouble);
    }

    private void show(SessionLaps cut) {
        laps = cut;
        losses.set("");
        Course course = cut.course();
        LapTable table = cut.table();
        unsaved.set(course != null && !cut.saved());
        sectors.set(course == null ? 1 : course.sectors());
        int best = table.best().map(Lap::number).orElse(0);
        rows.setAll(table.laps().stream().map(lap -> row(lap, lap.number() == best)).toList());
        if (course == null) {
            summary.set(presentation.text("laps.none"));
        } else {
            summary.set(
                    presentation.text(
                            "laps.summary",
                            cut.saved() ? course.name() : presentation.text("laps.found"),
                            table.best()
                                    .map(lap -> LapTimes.time(lap.timeNs()))
                                    .orElse(Format.DASH),
                            LapTimes.time(
                                    table.best().isEmpty() ? -1 : table.theoreticalBestNs())));
        }
    }

    private LapRow row(Lap lap, boolean best) {
        return new LapRow(
                lap.number(),
                LapTimes.time(lap.timeNs()),
                String.format(Locale.ROOT, "±%.3f", lap.uncertaintyNs() / 1e9),
                lap.sectors().stream().map(s -> LapTimes.time(s.timeNs())).toList(),
                String.format(Locale.ROOT, "%.0f km/h", lap.maxSpeed() * KPH),
                presentation.text(
                        best ? "laps.best" : lap.counts() ? "laps.counts" : "laps.doubtful"),
                lap.reasons().stream().map(this::why).collect(Collectors.joining("; ")),
                best);
    }

    private String why(Reason reason) {
        return presentation.text(
                "lapreason." + reason.kind().name().toLowerCase(Locale.ROOT),
                Double.isInfinite(reason.value())
                        ? Format.DASH
                        : String.format(Locale.ROOT, "%.1f", reason.value()));
    }
}
