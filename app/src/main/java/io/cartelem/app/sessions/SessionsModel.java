package io.cartelem.app.sessions;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Jobs;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// The list of sessions and what can be done with them. FX thread.
public final class SessionsModel {
    private final Desk desk;
    private final Background background;
    private final Background.Lane looking;
    private final Notices notices;
    private final Jobs jobs;
    private final Presentation presentation;
    private final LongConsumer replay;
    private final ObservableList<SessionRow> rows = FXCollections.observableArrayList();
    private final ObservableList<SessionRow> view = FXCollections.unmodifiableObservableList(rows);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");

    private record Found(List<SessionRow> rows, int total) {}

    /// @param replay shows the session with that id in the replay
    public SessionsModel(
            Desk desk,
            Background background,
            Notices notices,
            Jobs jobs,
            Presentation presentation,
            LongConsumer replay) {
        this.desk = desk;
        this.background = background;
        this.looking = background.lane();
        this.notices = notices;
        this.jobs = jobs;
        this.presentation = presentation;
        this.replay = replay;
        search.addListener((p, old, now) -> refresh());
    }

    /// Asks the store again.
    public void refresh() {
        String text = search.get().strip();
        looking.ask(
                () -> find(text),
                found -> {
                    rows.setAll(found.rows());
                    hint.set(hintFor(text, found));
                },
                failure -> {
                    rows.clear();
                    hint.set(
                            presentation.text(
                                    "sessions.unreadable", String.valueOf(failure.getMessage())));
                });
    }

    public void replay(SessionRow row) {
        replay.accept(row.id());
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

    /// Writes a session, or a part of it, to `file`.
    public void export(SignalQuery query, String name, Exporter exporter, Path file) {
        SessionStore store = desk.store();
        jobs.<Path>start(
                presentation.text("sessions.exporting", name, exporter.title()),
                progress -> {
                    exporter.exportTo(store, query, file, progress);
                    return file;
                },
                written -> notices.done(presentation.text("sessions.exported", written)));
    }

    /// Reads a recording of another program into a new session.
    public void importFile(Path file) {
        Importer importer = desk.importer().orElse(null);
        if (importer == null) {
            notices.trouble(presentation.text("sessions.no_import"));
            return;
        }
        SessionStore store = desk.store();
        jobs.<Importer.Report>start(
                presentation.text("sessions.importing", file.getFileName()),
                progress -> importer.read(file, store, null, progress),
                report -> {
                    refresh();
                    notices.done(
                            ImportNotice.of(report, presentation),
                            presentation.text("page.replay"),
                            () -> replay.accept(report.session().id()));
                });
    }

    /// The formats in which sessions can be written.
    public List<Exporter> exporters() {
        return desk.exporters();
    }

    public Path folder() {
        return desk.dataFolder();
    }

    /// A file name for an export that every system accepts.
    public static String fileName(String session, Exporter exporter) {
        String safe = session.replaceAll("[^\\p{L}\\p{N} ._-]+", "-").strip();
        String cut = safe.substring(0, Math.min(80, safe.length()));
        return (cut.isEmpty() || cut.startsWith(".") ? "session" + cut : cut)
                + "."
                + exporter.extension();
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

    private Found find(String text) {
        SessionStore store = desk.store();
        SessionList list = store.sessions(new SessionQuery(text, false, SessionQuery.MAX_LIMIT, 0));
        List<SessionRow> found = new ArrayList<>();
        for (SessionInfo info : list.sessions()) {
            found.add(new SessionRow(info, store.sizeOf(info.id())));
        }
        return new Found(found, list.total());
    }

    private String hintFor(String text, Found found) {
        if (found.rows().isEmpty()) {
            return text.isEmpty()
                    ? presentation.text("sessions.none")
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
