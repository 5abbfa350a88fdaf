package io.cartelem.app.replay;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.AlertMark;
import io.cartelem.core.alert.AlertRule;
import io.cartelem.core.alert.Severity;
import io.cartelem.core.model.Marker;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The markers of the session in the replay, in the order of time; the markers of one alert are one
/// row. FX thread.
public final class MarksModel {
    /// What the web interface accepts as well.
    static final int TEXT_LIMIT = 1000;

    /// While it plays, the marker that was just passed is not the one before it.
    private static final long PASSED_NS = 1_000_000_000L;

    private static final long NONE = -1;

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final Player player;
    private final Background.Lane reading;
    private final ObservableList<Marker> markers = FXCollections.observableArrayList();
    private final ObservableList<MarkRow> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable MarkRow> chosen = new SimpleObjectProperty<>();
    private long sessionId = NONE;

    MarksModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            Player player) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        this.player = player;
        reading = background.lane();
    }

    /// Another session is shown, or the same one as it is by now; then the chosen place stays
    /// chosen if it is still marked.
    void show(long session, List<Marker> found) {
        MarkRow before = session == sessionId ? chosen.get() : null;
        sessionId = session;
        chosen.set(null);
        markers.setAll(found);
        rows.setAll(rows(found, severities()));
        if (before != null) {
            rows.stream()
                    .filter(row -> row.timeNs() == before.timeNs())
                    .findFirst()
                    .ifPresent(chosen::set);
        }
    }

    private static List<MarkRow> rows(List<Marker> found, Map<String, Severity> severities) {
        List<Marker> ordered =
                found.stream()
                        .sorted(
                                Comparator.comparingLong(Marker::timeNs)
                                        .thenComparingLong(Marker::id))
                        .toList();
        List<MarkRow> rows = new ArrayList<>();
        Set<Long> told = new HashSet<>();
        for (AlertMark alert : AlertMark.read(ordered)) {
            alert.markers().forEach(marker -> told.add(marker.id()));
            rows.add(MarkRow.of(alert, severities.get(alert.name())));
        }
        ordered.stream().filter(m -> !told.contains(m.id())).map(MarkRow::of).forEach(rows::add);
        rows.sort(Comparator.comparingLong(MarkRow::timeNs));
        return rows;
    }

    private Map<String, Severity> severities() {
        return desk.alerts().stream()
                .flatMap(engine -> engine.book().all().stream())
                .collect(Collectors.toMap(AlertRule::name, AlertRule::severity, (a, b) -> a));
    }

    /// Goes to a row's place.
    public void go(MarkRow row) {
        chosen.set(row);
        player.seek(row.timeNs());
    }

    /// Goes to the first marker behind the position, if there is one.
    public void next() {
        long at = player.positionProperty().get();
        rows.stream().filter(row -> row.timeNs() > at).findFirst().ifPresent(this::go);
    }

    /// Goes to the last marker before the position, if there is one.
    public void previous() {
        long at = player.positionProperty().get();
        long before = player.playingProperty().get() ? at - PASSED_NS : at;
        rows.stream()
                .filter(row -> row.timeNs() < before)
                .reduce((one, later) -> later)
                .ifPresent(this::go);
    }

    /// Gives a person's marker another text. The new one is set before the old one goes, so that a
    /// failure between them loses nothing.
    public void rename(MarkRow row, String text) {
        String said = text.strip();
        if (!row.editable() || said.isEmpty() || said.equals(row.text())) {
            return;
        }
        long session = sessionId;
        change(
                session,
                () -> {
                    var _ = desk.store().mark(session, row.timeNs(), said);
                    row.markers().forEach(old -> desk.store().unmark(session, old.id()));
                },
                () -> {});
    }

    /// Deletes a marker, or all markers of an alert; offers to take that back.
    public void delete(MarkRow row) {
        long session = sessionId;
        change(
                session,
                () -> row.markers().forEach(old -> desk.store().unmark(session, old.id())),
                () ->
                        notices.done(
                                presentation.text("marks.deleted", words(row)),
                                presentation.text("undo"),
                                () -> change(session, () -> restore(session, row), () -> {})));
    }

    private void restore(long session, MarkRow row) {
        for (Marker old : row.markers()) {
            var _ = desk.store().mark(session, old.timeNs(), old.text());
        }
    }

    private void change(long session, Runnable work, Runnable then) {
        background.perform(
                work,
                () -> {
                    then.run();
                    reread(session);
                },
                failure -> {
                    notices.trouble(failure);
                    reread(session);
                });
    }

    private void reread(long session) {
        reading.<List<Marker>>ask(
                () -> desk.store().markers(session),
                found -> {
                    // meanwhile another session may be shown
                    if (session == sessionId) {
                        show(session, found);
                    }
                },
                notices::trouble);
    }

    /// What a row says, in the person's language.
    public String words(MarkRow row) {
        return row.alert() == null ? row.text() : presentation.texts().sentence(row.text());
    }

    /// How much an alert matters, empty where nobody says.
    public Optional<String> severity(MarkRow row) {
        return Optional.ofNullable(row.severity())
                .map(s -> presentation.text("rules.severity." + s.word()));
    }

    /// How long an alert lasted and who took note of it; empty for a person's marker.
    public String note(MarkRow row) {
        AlertMark alert = row.alert();
        if (alert == null) {
            return "";
        }
        String lasted =
                alert.lastedNs() < 0
                        ? presentation.text("marks.no_end")
                        : presentation.text("marks.lasted", Format.position(alert.lastedNs()));
        String by = alert.acknowledgedBy();
        String noted =
                by == null
                        ? presentation.text("marks.not_noted")
                        : presentation.text("marks.noted", presentation.texts().sentence(by));
        return lasted + " · " + noted;
    }

    /// The markers as they are in the session.
    public ObservableList<Marker> markers() {
        return markers;
    }

    public ObservableList<MarkRow> rows() {
        return rows;
    }

    /// The row that is to be seen and changed, null if none is.
    public ObjectProperty<@Nullable MarkRow> chosenProperty() {
        return chosen;
    }

    Presentation presentation() {
        return presentation;
    }
}
