package io.cartelem.app.lap;

import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.map.Sketch;
import io.cartelem.app.map.Sketch.Ink;
import io.cartelem.app.map.SketchModel;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The track of the session that is shown, and the setting of its lines. Every change is saved at
/// once and can be taken back. FX thread.
public final class CourseModel {
    private static final double HALF_WIDTH_M = TimingLine.USUAL_HALF_WIDTH_M;

    private final Notices notices;
    private final Presentation presentation;
    private final LapWords words;
    private final CourseKeeper keeper;
    private final SketchModel map = new SketchModel();
    private final ObservableList<LineSlot> slots = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable LineSlot> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Course> course = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper saved = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper editable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper live = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private @Nullable SessionChoice session;
    private List<Sketch.Way> ways = List.of();
    private List<Sketch.Way> lap = List.of();
    private @Nullable Snapshot latest;

    /// @param services what cuts laps
    /// @param changed is called after each change that was saved
    CourseModel(
            Supplier<Optional<LapService>> services,
            Background background,
            Notices notices,
            Presentation presentation,
            Runnable changed) {
        this.notices = notices;
        this.presentation = presentation;
        this.words = new LapWords(presentation);
        keeper = new CourseKeeper(services, background, notices, presentation, changed);
        map.onPick(this::setAt);
        chosen.addListener((p, old, now) -> draw());
    }

    /// Shows a session.
    ///
    /// @param itsWays where it was driven, empty without positions
    /// @param now its track, null where none is known
    /// @param isSaved whether the user saved that track; else it was found in the drive
    void show(
            @Nullable SessionChoice itself,
            List<Sketch.Way> itsWays,
            @Nullable Course now,
            boolean isSaved) {
        if (session == null || itself == null || session.id() != itself.id()) {
            keeper.forget();
            chosen.set(null);
            map.fit();
        }
        session = itself;
        ways = itsWays;
        lap = List.of();
        editable.set(!itsWays.isEmpty());
        course.set(now);
        saved.set(isSaved);
        List<LineSlot> fresh = LineSlot.of(now);
        if (!slots.equals(fresh)) {
            LineSlot before = chosen.get();
            slots.setAll(fresh);
            chosen.set(before != null && fresh.contains(before) ? before : null);
        }
        draw();
    }

    /// Shows the way of a lap over that of the session; nothing for none.
    void highlight(List<GeoPoint> way) {
        lap = way.isEmpty() ? List.of() : List.of(new Sketch.Way(way, Ink.LAP));
        draw();
    }

    /// Takes up where the car is.
    void update(Snapshot snapshot) {
        latest = snapshot;
        live.set(snapshot.value("gps.latitude").isPresent());
    }

    /// Sets the chosen line across the way of the session at the place nearest to `place`.
    public void setAt(GeoPoint place) {
        LineSlot slot = chosen.get();
        SessionChoice shown = session;
        if (slot != null && shown != null) {
            change(
                    (service, edit, before) ->
                            service.lineAt(shown.id(), place, HALF_WIDTH_M)
                                    .map(line -> put(edit, before, slot, line))
                                    .orElse(null),
                    "course.too_far");
        }
    }

    /// Sets the chosen line, or the start line, where the car is now.
    public void setHere() {
        Snapshot now = latest;
        Optional<TimingLine> here = now == null ? Optional.empty() : LineHere.of(now);
        if (here.isEmpty()) {
            notices.trouble(presentation.text("course.no_position"));
            return;
        }
        LineSlot wanted = chosen.get();
        LineSlot slot = wanted == null ? LineSlot.START : wanted;
        change((service, edit, before) -> put(edit, before, slot, here.get()), "");
    }

    /// Looks for the start line in the way of the session, and sets it there.
    public void find() {
        SessionChoice shown = session;
        if (shown != null) {
            change(
                    (service, edit, before) ->
                            service.find(shown.id())
                                    .map(
                                            found ->
                                                    put(edit, before, LineSlot.START, found.line())
                                                            .withFinish(null)
                                                            .withLength(found.lengthM()))
                                    .orElse(null),
                    "course.not_found");
        }
    }

    /// Takes the chosen line away.
    public void delete() {
        LineSlot slot = chosen.get();
        if (slot != null && slot.kind() != LineSlot.Kind.START && !slot.isNew(course.get())) {
            change(
                    (service, edit, before) ->
                            before == null ? null : CourseEdit.without(before, slot),
                    "");
        }
    }

    /// Lets the chosen line count in the other direction.
    public void reverse() {
        LineSlot slot = chosen.get();
        TimingLine line = slot == null ? null : slot.line(course.get());
        if (slot != null && line != null) {
            change((service, edit, before) -> put(edit, before, slot, line.reversed()), "");
        }
    }

    /// Gives the track a name, and saves it if it was not.
    public void rename(String name) {
        String kept = clean(name);
        if (!kept.isEmpty()) {
            change(
                    (service, edit, before) -> before == null ? null : before.withName(kept),
                    "course.nothing_to_name");
        }
    }

    /// Forgets the track; laps are then cut on whatever is found.
    public void forget() {
        Course gone = course.get();
        if (gone != null && saved.get()) {
            keeper.remove(gone);
        }
    }

    /// Takes the last change back.
    public void undo() {
        keeper.undo();
    }

    /// A start line far from that of the track is another track's.
    private Course put(CourseEdit edit, @Nullable Course before, LineSlot slot, TimingLine line) {
        boolean elsewhere =
                before != null
                        && slot.kind() == LineSlot.Kind.START
                        && LocalPlane.distance(before.start().centre(), line.centre())
                                > CourseBook.NEAR_M;
        return before == null || elsewhere
                ? Course.circuit("new", newName(), line)
                : edit.with(before, slot, line);
    }

    private void change(CourseKeeper.Change change, String nothing) {
        SessionChoice shown = session;
        if (shown != null) {
            keeper.change(
                    new CourseKeeper.Ground(shown.id(), course.get(), saved.get(), newName()),
                    change,
                    nothing.isEmpty() ? "" : presentation.text(nothing));
        }
    }

    private String newName() {
        SessionChoice shown = session;
        return newName(shown == null ? "" : shown.track(), presentation);
    }

    /// What a track is called that is made during a session.
    ///
    /// @param said the session's track as a person wrote it, of any length, empty for none
    public static String newName(String said, Presentation presentation) {
        String track = clean(said);
        return track.isEmpty() ? presentation.text("course.new") : track;
    }

    private static String clean(String name) {
        String text = name.strip();
        return text.substring(0, Math.min(Course.NAME_LIMIT, text.length())).strip();
    }

    private void draw() {
        LineSlot moving = chosen.get();
        List<Sketch.Way> all = new ArrayList<>(ways);
        all.addAll(lap);
        List<Sketch.Gate> gates = new ArrayList<>();
        for (LineSlot slot : slots) {
            TimingLine line = slot.line(course.get());
            if (line != null) {
                Ink ink = slot.equals(moving) ? Ink.CHOSEN : slot.ink();
                gates.add(new Sketch.Gate(name(slot), line, ink));
            }
        }
        map.sketchProperty().set(new Sketch(all, gates));
        map.pickingProperty().set(moving != null);
        if (!editable.get()) {
            hint.set("");
        } else if (moving == null) {
            hint.set(presentation.text("course.choose_line"));
        } else {
            boolean unset = moving.isNew(course.get());
            hint.set(presentation.text(unset ? "course.click_new" : "course.click", name(moving)));
        }
    }

    /// What a line is called on a button and on the map.
    public String name(LineSlot slot) {
        return words.line(slot, course.get());
    }

    /// The map with the way of the session and the lines of its track.
    public SketchModel map() {
        return map;
    }

    /// The lines there are and those that can be added.
    public ObservableList<LineSlot> slots() {
        return slots;
    }

    /// The line that is set next, null for none.
    public ObjectProperty<@Nullable LineSlot> chosenProperty() {
        return chosen;
    }

    /// The track, null while none is known.
    public ReadOnlyObjectProperty<@Nullable Course> courseProperty() {
        return course.getReadOnlyProperty();
    }

    /// Whether the track is one that the user saved.
    public ReadOnlyBooleanProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /// Whether a change is being made.
    public ReadOnlyBooleanProperty busyProperty() {
        return keeper.busyProperty();
    }

    /// Whether the session has a way on which lines can be set.
    public ReadOnlyBooleanProperty editableProperty() {
        return editable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty undoableProperty() {
        return keeper.undoableProperty();
    }

    /// Whether there is a present position.
    public ReadOnlyBooleanProperty liveProperty() {
        return live.getReadOnlyProperty();
    }

    /// What a click on the map does now.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }
}
