package io.cartelem.app.driver;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.jspecify.annotations.Nullable;

/// The recorded lap that the drive is compared with. Its way is read anew when the lines of the
/// track are moved, because both are measured from the start line. FX thread.
final class Followed {
    private final Desk desk;
    private final Background.Lane reading;
    private final Notices notices;
    private final Presentation presentation;
    private final ReadOnlyStringWrapper name;
    private final ReadOnlyBooleanWrapper chosen = new ReadOnlyBooleanWrapper();
    private @Nullable LapRef lap;
    private @Nullable Lap itself;
    private @Nullable Course on;

    private record Read(Lap lap, LapTrace trace) {}

    Followed(Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.notices = notices;
        this.presentation = presentation;
        reading = background.lane();
        name = new ReadOnlyStringWrapper(presentation.text("driver.best_of_drive"));
    }

    void follow(LapRef which, String called) {
        lap = which;
        itself = null;
        on = null;
        name.set(called);
        chosen.set(true);
        desk.liveLaps().map(LiveLaps::state).map(LiveLaps.State::course).ifPresent(this::update);
    }

    void followBest() {
        lap = null;
        itself = null;
        on = null;
        name.set(presentation.text("driver.best_of_drive"));
        chosen.set(false);
        desk.liveLaps().ifPresent(laps -> laps.compareWith(null));
    }

    /// Reads the lap on `course`, unless it was read on that.
    void update(@Nullable Course course) {
        LapRef which = lap;
        LapService service = desk.laps().orElse(null);
        if (which == null || course == null || service == null || course.equals(on)) {
            return;
        }
        on = course;
        Lap before = itself;
        reading.<Read>ask(
                () -> read(service, which, before, course),
                read -> {
                    if (which.equals(lap)) {
                        itself = read.lap();
                        desk.liveLaps().ifPresent(laps -> laps.compareWith(read.trace()));
                    }
                },
                failure -> {
                    if (which.equals(lap)) {
                        followBest();
                        notices.trouble(failure);
                    }
                });
    }

    /// The lap by its number where the session is on this course already, else the one that was
    /// driven at that time.
    private static Read read(
            LapService service, LapRef which, @Nullable Lap before, Course course) {
        Lap known =
                before == null ? numbered(service.laps(which.sessionId()).table(), which) : before;
        LapTable table = service.laps(which.sessionId(), course);
        Lap same =
                table.laps().stream()
                        .filter(other -> overlap(other, known) > known.timeNs() / 2)
                        .findFirst()
                        .orElseThrow(() -> gone(which));
        return new Read(known, service.trace(which.sessionId(), course, same));
    }

    private static Lap numbered(LapTable table, LapRef which) {
        return table.lap(which.number()).orElseThrow(() -> gone(which));
    }

    private static long overlap(Lap one, Lap other) {
        return Math.min(one.endNs(), other.endNs()) - Math.max(one.startNs(), other.startNs());
    }

    private static StoreException gone(LapRef which) {
        return new StoreException(
                Reason.INVALID, "Lap %s was not driven on the present track.".formatted(which));
    }

    ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }
}
