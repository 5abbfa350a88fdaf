package io.cartelem.app.sessions;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// The list of sessions and what can be done with them. FX thread.
public final class SessionsModel {
    /// Sessions whose details are offered again.
    private static final int LOOKED_THROUGH = 200;

    private final Desk desk;
    private final Background background;
    private final Background.Lane looking;
    private final Notices notices;
    private final Presentation presentation;
    private final LongConsumer replay;
    private final LongConsumer debrief;
    private final ObservableList<SessionRow> rows = FXCollections.observableArrayList();
    private final ObservableList<SessionRow> view = FXCollections.unmodifiableObservableList(rows);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final BooleanProperty trash = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper refreshing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Suggestions> suggestions =
            new ReadOnlyObjectWrapper<>(Suggestions.NONE);
    private final ObservableList<SessionRow> selected = FXCollections.observableArrayList();

    private record Found(List<SessionRow> rows, int total, Suggestions suggestions) {}

    /// @param replay shows the session with that id in the replay
    /// @param debrief shows its debrief
    public SessionsModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            LongConsumer replay,
            LongConsumer debrief) {
        this.desk = desk;
        this.background = background;
        this.looking = background.lane();
        this.notices = notices;
        this.presentation = presentation;
        this.replay = replay;
        this.debrief = debrief;
        trash.addListener((p, old, now) -> refresh());
        search.addListener((p, old, now) -> refresh());
    }

    /// Asks the store again.
    public void refresh() {
        String text = search.get().strip();
        boolean deleted = trash.get();
        looking.ask(
                () -> find(text, deleted),
                found -> {
                    show(found.rows());
                    suggestions.set(found.suggestions());
                    hint.set(hintFor(text, deleted, found));
                },
                failure -> {
                    show(List.of());
                    hint.set(
                            presentation.text(
                                    "sessions.unreadable",
                                    presentation
                                            .texts()
                                            .sentence(String.valueOf(failure.getMessage()))));
                });
    }

    private void show(List<SessionRow> found) {
        if (found.equals(rows)) {
            return;
        }
        refreshing.set(true);
        try {
            rows.setAll(found);
        } finally {
            refreshing.set(false);
        }
    }

    public void replay(SessionRow row) {
        replay.accept(row.id());
    }

    public void debrief(SessionRow row) {
        debrief.accept(row.id());
    }

    /// Replaces what a person said about a session.
    public void edit(SessionRow row, SessionDraft details) {
        background.<SessionInfo>run(
                () -> desk.store().edit(row.id(), details), edited -> refresh(), notices::trouble);
    }

    /// Puts sessions into the trash and offers to take them out again.
    public void delete(List<SessionRow> gone) {
        List<Long> ids = gone.stream().map(SessionRow::id).toList();
        background.<List<Long>>run(
                () -> {
                    List<Long> deleted = new ArrayList<>();
                    for (long id : ids) {
                        desk.store().delete(id, desk.clock().utc());
                        deleted.add(id);
                    }
                    return deleted;
                },
                deleted -> {
                    refresh();
                    notices.done(
                            gone.size() == 1
                                    ? presentation.text("sessions.deleted", gone.getFirst().name())
                                    : presentation.text("sessions.deleted_many", deleted.size()),
                            presentation.text("undo"),
                            () -> restore(deleted));
                },
                failure -> {
                    refresh();
                    notices.trouble(failure);
                });
    }

    /// Takes sessions out of the trash.
    public void takeBack(List<SessionRow> rows) {
        restore(rows.stream().map(SessionRow::id).toList());
        notices.done(
                rows.size() == 1
                        ? presentation.text("sessions.restored", rows.getFirst().name())
                        : presentation.text("sessions.restored_many", rows.size()));
    }

    public ObservableList<SessionRow> rows() {
        return view;
    }

    /// What is looked for in name, car, driver, track and notes.
    public StringProperty searchProperty() {
        return search;
    }

    /// Why the table is empty or does not show all; empty if it shows all.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /// Whether the table shows what was deleted instead.
    public BooleanProperty trashProperty() {
        return trash;
    }

    /// Whether the rows are being exchanged, so that what happens to the selection is not a wish of
    /// the person.
    public ReadOnlyBooleanProperty refreshingProperty() {
        return refreshing.getReadOnlyProperty();
    }

    /// What was said of earlier sessions, as of the last refresh.
    public ReadOnlyObjectProperty<Suggestions> suggestionsProperty() {
        return suggestions.getReadOnlyProperty();
    }

    /// The sessions that are selected in the table.
    public ObservableList<SessionRow> selected() {
        return selected;
    }

    private Found find(String text, boolean deleted) {
        SessionStore store = desk.store();
        SessionList list =
                store.sessions(new SessionQuery(text, deleted, SessionQuery.MAX_LIMIT, 0));
        List<SessionRow> found = new ArrayList<>();
        for (SessionInfo info : list.sessions()) {
            found.add(new SessionRow(info, store.sizeOf(info.id())));
        }
        List<SessionInfo> newest = store.sessions(SessionQuery.newest(LOOKED_THROUGH)).sessions();
        return new Found(found, list.total(), Suggestions.of(newest));
    }

    private String hintFor(String text, boolean deleted, Found found) {
        if (found.rows().isEmpty()) {
            return text.isEmpty()
                    ? presentation.text(deleted ? "sessions.trash_empty" : "sessions.none")
                    : presentation.text("sessions.none_found", text);
        }
        return found.total() > found.rows().size()
                ? presentation.text("sessions.more", found.rows().size(), found.total())
                : "";
    }

    private void restore(List<Long> ids) {
        background.perform(
                () -> ids.forEach(id -> desk.store().restore(id)), this::refresh, notices::trouble);
    }
}
