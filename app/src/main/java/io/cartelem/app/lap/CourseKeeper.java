package io.cartelem.app.lap;

import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Saves changes of courses one after the other, and takes them back. FX thread; the work is done
/// in the background.
final class CourseKeeper {
    private static final int MOST_UNDOS = 20;

    /// What a line found in a drive is called before a person names it.
    private static final String FOUND = "found";

    private final Supplier<Optional<LapService>> services;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final Runnable changed;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final Deque<Undo> undos = new ArrayDeque<>();

    /// What was there before a change.
    ///
    /// @param id of the course that was changed
    /// @param name of the course
    /// @param before null if the change made it
    private record Undo(String id, String name, @Nullable Course before) {}

    /// The course that a change begins with.
    ///
    /// @param course null where none is known
    /// @param saved whether the book has it
    /// @param newName what a new one is called
    record Ground(long sessionId, @Nullable Course course, boolean saved, String newName) {}

    /// A change of a course; runs in the background.
    @FunctionalInterface
    interface Change {
        /// @return null if there is nothing to change after all
        @Nullable Course apply(LapService service, CourseEdit edit, @Nullable Course before);
    }

    CourseKeeper(
            Supplier<Optional<LapService>> services,
            Background background,
            Notices notices,
            Presentation presentation,
            Runnable changed) {
        this.services = services;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        this.changed = changed;
    }

    /// Makes and saves a change, unless another is being made.
    ///
    /// @param nothing what to say where there is nothing to change
    void change(Ground ground, Change change, String nothing) {
        LapService service = services.get().orElse(null);
        if (service == null) {
            return;
        }
        work(
                () -> {
                    Course next =
                            change.apply(
                                    service,
                                    new CourseEdit(service, ground.sessionId()),
                                    ground.course());
                    if (next == null) {
                        return Optional.empty();
                    }
                    CourseBook book = service.courses();
                    Course before = ground.course();
                    boolean known =
                            ground.saved() && before != null && before.id().equals(next.id());
                    Course kept = known ? next : named(book, next, ground.newName());
                    book.put(kept);
                    return Optional.of(new Undo(kept.id(), kept.name(), known ? before : null));
                },
                nothing);
    }

    private static Course named(CourseBook book, Course next, String newName) {
        boolean nameless = next.id().equals(FOUND) && next.name().equalsIgnoreCase(FOUND);
        Course named = nameless ? next.withName(newName) : next;
        return named.withId(book.freeId(named.name()));
    }

    /// Takes a course out of the book.
    void remove(Course gone) {
        services.get()
                .ifPresent(
                        service ->
                                work(
                                        () ->
                                                service.courses().remove(gone.id())
                                                        ? Optional.of(
                                                                new Undo(
                                                                        gone.id(),
                                                                        gone.name(),
                                                                        gone))
                                                        : Optional.empty(),
                                        ""));
    }

    /// Takes the last change back.
    void undo() {
        LapService service = services.get().orElse(null);
        if (service == null || undos.isEmpty() || busy.get()) {
            return;
        }
        Undo last = undos.pop();
        undoable.set(!undos.isEmpty());
        work(
                () -> {
                    Course before = last.before();
                    if (before == null) {
                        service.courses().remove(last.id());
                    } else {
                        service.courses().put(before);
                    }
                    return Optional.empty();
                },
                "");
    }

    /// Forgets what could be taken back.
    void forget() {
        undos.clear();
        undoable.set(false);
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    private void work(Callable<Optional<Undo>> work, String nothing) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        background.run(
                work,
                undo -> {
                    busy.set(false);
                    undo.ifPresent(this::remember);
                    if (undo.isEmpty() && !nothing.isEmpty()) {
                        notices.trouble(nothing);
                        return;
                    }
                    changed.run();
                },
                failure -> {
                    busy.set(false);
                    notices.trouble(failure);
                });
    }

    private void remember(Undo undo) {
        if (undo.before() == null) {
            notices.done(presentation.text("laps.saved", undo.name()));
        }
        undos.push(undo);
        if (undos.size() > MOST_UNDOS) {
            undos.removeLast();
        }
        undoable.set(true);
    }
}
