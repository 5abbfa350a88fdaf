package io.cartelem.app.shell;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.sessions.Suggestions;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.SessionQuery;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// The sheet beside the page: a new session before it records, or the details of one. Everything
/// else goes on while it is open. FX thread.
public final class SheetModel {
    /// Sessions whose details are offered again.
    private static final int LOOKED_THROUGH = 200;

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final RecordingModel recording;
    private final Consumer<SessionInfo> edited;
    private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(Sheet.CLOSED);

    /// What the sheet is for.
    public enum Purpose {
        CLOSED,
        NEW,
        EDIT
    }

    /// What the sheet shows at first.
    ///
    /// @param session the one that is edited, null otherwise
    public record Sheet(
            Purpose purpose,
            @Nullable SessionInfo session,
            String name,
            String car,
            String driver,
            String track,
            String notes,
            Suggestions suggestions) {
        static final Sheet CLOSED =
                new Sheet(Purpose.CLOSED, null, "", "", "", "", "", Suggestions.NONE);
    }

    /// @param edited hears what a session says after a change
    public SheetModel(
            Desk desk,
            Background background,
            Notices notices,
            RecordingModel recording,
            Consumer<SessionInfo> edited) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.recording = recording;
        this.edited = edited;
    }

    /// Opens it for a new session, with the car, driver and track of the last one.
    public void openNew() {
        look(
                said -> {
                    Suggestions.Last last = said.last();
                    String name = recording.nextName();
                    sheet.set(
                            new Sheet(
                                    Purpose.NEW,
                                    null,
                                    name,
                                    last.car(),
                                    last.driver(),
                                    last.track(),
                                    "",
                                    said));
                });
    }

    /// Opens it for the details of a session.
    public void openEdit(SessionInfo session) {
        SessionDraft d = session.details();
        look(
                said ->
                        sheet.set(
                                new Sheet(
                                        Purpose.EDIT,
                                        session,
                                        d.name(),
                                        text(d.carId()),
                                        text(d.driver()),
                                        text(d.track()),
                                        text(d.notes()),
                                        said)));
    }

    /// Records the new session, or keeps the details. It closes when that was done; a refusal is
    /// told as a notice and loses nothing that was typed.
    public void keep(SessionDraft draft) {
        SessionInfo session = sheet.get().session();
        if (session == null) {
            recording.start(draft, this::close);
        } else {
            background.<SessionInfo>run(
                    () -> desk.store().edit(session.id(), draft),
                    now -> {
                        close();
                        recording.renamed(now);
                        edited.accept(now);
                    },
                    notices::trouble);
        }
    }

    public void close() {
        sheet.set(Sheet.CLOSED);
    }

    public ReadOnlyObjectProperty<Sheet> sheetProperty() {
        return sheet.getReadOnlyProperty();
    }

    private void look(Consumer<Suggestions> then) {
        background.<Suggestions>run(
                () ->
                        Suggestions.of(
                                desk.store()
                                        .sessions(SessionQuery.newest(LOOKED_THROUGH))
                                        .sessions()),
                then,
                failure -> {
                    notices.trouble(failure);
                    then.accept(Suggestions.NONE);
                });
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
