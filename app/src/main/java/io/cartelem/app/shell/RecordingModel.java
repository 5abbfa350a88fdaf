package io.cartelem.app.shell;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.record.RecordingStatus;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// The recording bar: what is recorded, for how long, how each collector is, and whether anything
/// is lost. FX thread.
public final class RecordingModel {
    private static final long LOW_DISK_BYTES = 1_000_000_000L;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final SnapshotTaker status;
    private final ReadOnlyBooleanWrapper recording = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper elapsed = new ReadOnlyStringWrapper("00:00:00");
    private final ReadOnlyStringWrapper session = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper byItself = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper losses = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper disk = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper diskLow = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final StringProperty draftName = new SimpleStringProperty("");
    private final ObservableList<ChipModel> chips = FXCollections.observableArrayList();
    private final ObservableList<ChipModel> chipsView =
            FXCollections.unmodifiableObservableList(chips);
    private List<CollectorState> shown = List.of();
    private @Nullable SessionInfo shownSession;
    private @Nullable SessionInfo renamed;
    private int marks;

    /// @param status asked again right after a start or stop
    public RecordingModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            SnapshotTaker status) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        this.status = status;
    }

    public void update(Snapshot snapshot) {
        RecordingStatus now = snapshot.recording();
        recording.set(now.recording());
        elapsed.set(Format.elapsed(now.elapsed()));
        SessionInfo current = now.session();
        shownSession = current;
        session.set(current == null ? "" : nameOf(current));
        byItself.set(current != null && desk.beganByItself(current.id()));
        long lost = snapshot.dropped() + now.lost();
        losses.set(lost == 0 ? "" : presentation.text("bar.lost", Format.count(lost)));
        long free = snapshot.store().freeBytes();
        disk.set(free < 0 ? "" : presentation.text("bar.free", Format.bytes(free)));
        diskLow.set(free >= 0 && free < LOW_DISK_BYTES);
        String trouble = now.problem();
        problem.set(trouble == null ? "" : presentation.texts().sentence(trouble));
        if (!snapshot.collectors().equals(shown)) {
            shown = List.copyOf(snapshot.collectors());
            chips.setAll(shown.stream().map(c -> ChipModel.of(c, presentation.texts())).toList());
        }
    }

    /// Starts, or stops what runs.
    public void toggle() {
        if (recording.get()) {
            stop();
        } else {
            start(SessionDraft.named(nextName()), () -> {});
        }
    }

    /// Records a new session.
    ///
    /// @param then when it records
    public void start(SessionDraft draft, Runnable then) {
        marks = 0;
        whileBusy(
                () -> desk.recorder().start(draft),
                started -> {
                    recording.set(true);
                    session.set(started.name());
                    draftName.set("");
                    then.run();
                },
                notices::trouble);
    }

    public void stop() {
        stop(failure -> {});
    }

    /// @param failed hears, besides the person, that it could not be ended
    public void stop(Consumer<Exception> failed) {
        whileBusy(
                () -> desk.recorder().stop(),
                stopped -> {
                    recording.set(false);
                    notices.done(
                            presentation.text(
                                    "notice.stopped",
                                    stopped.name(),
                                    Format.count(stopped.samples())));
                },
                failure -> {
                    notices.trouble(failure);
                    failed.accept(failure);
                });
    }

    /// The session was given another name while it records.
    public void renamed(SessionInfo now) {
        renamed = now;
    }

    /// The session that records, null if none does.
    public @Nullable SessionInfo current() {
        return shownSession;
    }

    /// Sets a marker at this instant.
    public void mark() {
        if (!recording.get()) {
            notices.done(presentation.text("notice.mark_needs_recording"));
            return;
        }
        String text = presentation.text("marker.name", ++marks);
        background.<Marker>run(
                () -> desk.recorder().mark(text),
                marker ->
                        notices.done(
                                presentation.text(
                                        "notice.marked", text, Format.position(marker.timeNs()))),
                notices::trouble);
    }

    public ReadOnlyBooleanProperty recordingProperty() {
        return recording.getReadOnlyProperty();
    }

    /// Whether a start or stop is under way.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty elapsedProperty() {
        return elapsed.getReadOnlyProperty();
    }

    /// Whether the recording was begun by the car's speed.
    public ReadOnlyBooleanProperty byItselfProperty() {
        return byItself.getReadOnlyProperty();
    }

    /// The name of the session being recorded.
    public ReadOnlyStringProperty sessionProperty() {
        return session.getReadOnlyProperty();
    }

    /// The name for the next session; empty for one made of date and time.
    public StringProperty draftNameProperty() {
        return draftName;
    }

    /// How many samples were dropped or lost; empty if none.
    public ReadOnlyStringProperty lossesProperty() {
        return losses.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty diskProperty() {
        return disk.getReadOnlyProperty();
    }

    /// Whether less than one gigabyte is free.
    public ReadOnlyBooleanProperty diskLowProperty() {
        return diskLow.getReadOnlyProperty();
    }

    /// The store's trouble in a sentence; empty if none.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ObservableList<ChipModel> chips() {
        return chipsView;
    }

    /// What the next session is called: as typed, else with date and time.
    public String nextName() {
        String typed = draftName.get().strip();
        if (!typed.isEmpty()) {
            return typed.length() <= SessionDraft.NAME_LIMIT
                    ? typed
                    : typed.substring(0, SessionDraft.NAME_LIMIT);
        }
        LocalDateTime local = LocalDateTime.ofInstant(desk.clock().utc(), ZoneId.systemDefault());
        return presentation.text("session.default_name", NAME.format(local));
    }

    private String nameOf(SessionInfo current) {
        SessionInfo fresh = renamed;
        return fresh != null && fresh.id() == current.id() ? fresh.name() : current.name();
    }

    private void whileBusy(
            Callable<SessionInfo> work, Consumer<SessionInfo> done, Consumer<Exception> failed) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        background.<SessionInfo>run(
                () -> {
                    try {
                        return work.call();
                    } finally {
                        status.refreshNow();
                    }
                },
                result -> {
                    busy.set(false);
                    done.accept(result);
                },
                failure -> {
                    busy.set(false);
                    failed.accept(failure);
                });
    }
}
