package io.cartelem.app.driver;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.lap.CourseModel;
import io.cartelem.app.lap.LapTimes;
import io.cartelem.app.lap.LineHere;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LiveLap;
import io.cartelem.core.lap.Sector;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.model.SessionInfo;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lap being driven, in words. Changes at most ten times a second: more cannot be read.
public final class DriveModel {
    private static final long EVERY_NS = 100_000_000L;

    /// Without positions for so long, nobody knows where the car is.
    private static final long LOST_NS = 2_000_000_000L;

    private static final double EVEN_S = 0.005;

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final Presentation presentation;
    private final Followed followed;
    private final Map<Figure, ReadOnlyStringWrapper> figures = new EnumMap<>(Figure.class);
    private final ReadOnlyObjectWrapper<Standing> standing =
            new ReadOnlyObjectWrapper<>(Standing.UNKNOWN);
    private final ObservableList<SectorFigure> sectors = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper positioned = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private @Nullable Snapshot latest;
    private long shownNs = Long.MIN_VALUE;

    /// A figure of the lap being driven.
    public enum Figure {
        CURRENT,
        DELTA,
        PREDICTED,
        LAST,
        BEST
    }

    /// How the lap goes beside what it is compared with.
    public enum Standing {
        UNKNOWN,
        AHEAD,
        EVEN,
        BEHIND;

        static Standing of(double delta) {
            if (Double.isNaN(delta)) {
                return UNKNOWN;
            }
            return Math.abs(delta) < EVEN_S ? EVEN : delta < 0 ? AHEAD : BEHIND;
        }
    }

    /// A sector: of this lap once it is driven, of the last lap until then.
    ///
    /// @param delta to the best of this drive, empty if not known
    /// @param old whether it is the last lap's
    public record SectorFigure(
            int number, String time, String delta, Standing standing, boolean old) {}

    public DriveModel(
            Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        followed = new Followed(desk, background, notices, presentation);
        for (Figure figure : Figure.values()) {
            figures.put(figure, new ReadOnlyStringWrapper(Format.DASH));
        }
    }

    /// Shows how the drive stands.
    public void update(Snapshot snapshot) {
        latest = snapshot;
        LiveLaps.State state = desk.liveLaps().map(LiveLaps::state).orElse(null);
        boolean due = shownNs == Long.MIN_VALUE || snapshot.nowNs() - shownNs >= EVERY_NS;
        if (state == null || !due) {
            return;
        }
        shownNs = snapshot.nowNs();
        Course course = state.course();
        followed.update(course);
        known.set(course != null);
        positioned.set(snapshot.value("gps.latitude").isPresent());
        show(snapshot, state, state.now());
        String track =
                course == null
                        ? presentation.text("driver.no_track")
                        : state.saved() ? course.name() : presentation.text("laps.found");
        title.set(
                course == null
                        ? track
                        : track
                                + " · "
                                + (state.now().isTiming()
                                        ? presentation.text("driver.lap", state.now().number())
                                        : presentation.text("driver.no_lap")));
    }

    private void show(Snapshot snapshot, LiveLaps.State state, LiveLap now) {
        boolean lost = snapshot.nowNs() - now.latestNs() > LOST_NS;
        double delta = lost ? Double.NaN : now.delta();
        Lap last = now.last();
        Lap best = now.best();
        set(
                Figure.CURRENT,
                now.isTiming() ? LapTimes.running(snapshot.nowNs() - now.startNs()) : Format.DASH);
        set(Figure.DELTA, LapTimes.delta(delta));
        set(Figure.PREDICTED, lost ? Format.DASH : LapTimes.time(now.predictedNs()));
        set(Figure.LAST, last == null ? Format.DASH : LapTimes.time(last.timeNs()));
        set(Figure.BEST, best == null ? Format.DASH : LapTimes.time(best.timeNs()));
        standing.set(Standing.of(delta));
        remark.set(remark(state.course(), now, lost));
        Course course = state.course();
        int count = course == null || course.sectors() < 2 ? 0 : course.sectors();
        List<SectorFigure> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean driven = i < now.sectors().size();
            List<Sector> from = driven || last == null ? now.sectors() : last.sectors();
            fresh.add(sector(i, from, bestSectorNs(state, i), !driven));
        }
        if (!fresh.equals(sectors)) {
            sectors.setAll(fresh);
        }
    }

    /// What the large delta means, or why there is none.
    private String remark(@Nullable Course course, LiveLap now, boolean lost) {
        String reference = followed.nameProperty().get();
        if (course == null) {
            return presentation.text("driver.waiting");
        }
        if (lost) {
            return presentation.text("driver.lost");
        }
        if (!now.isTiming()) {
            return presentation.text("driver.before_start");
        }
        if (now.referenceNs() < 0) {
            return presentation.text("driver.no_reference");
        }
        return switch (Standing.of(now.delta())) {
            case UNKNOWN -> presentation.text("driver.elsewhere");
            case AHEAD -> presentation.text("driver.ahead", reference);
            case BEHIND -> presentation.text("driver.behind", reference);
            case EVEN -> presentation.text("driver.even", reference);
        };
    }

    private static long bestSectorNs(LiveLaps.State state, int index) {
        List<Long> best = state.table().bestSectorsNs();
        return index < best.size() ? best.get(index) : -1;
    }

    private static SectorFigure sector(int i, List<Sector> from, long bestNs, boolean old) {
        Sector sector = i < from.size() ? from.get(i) : Sector.UNKNOWN;
        if (!sector.isKnown()) {
            return new SectorFigure(i + 1, Format.DASH, "", Standing.UNKNOWN, old);
        }
        double delta = bestNs < 0 ? Double.NaN : (sector.timeNs() - bestNs) / 1e9;
        return new SectorFigure(
                i + 1,
                LapTimes.sector(sector.timeNs()),
                Double.isNaN(delta) ? "" : LapTimes.delta(delta),
                Standing.of(delta),
                old);
    }

    private void set(Figure figure, String text) {
        ReadOnlyStringWrapper shown = figures.get(figure);
        if (shown != null) {
            shown.set(text);
        }
    }

    /// Compares with a recorded lap from now on, wherever the lines of the track are moved.
    ///
    /// @param name which lap that is, for a person
    public void follow(LapRef lap, String name) {
        followed.follow(lap, name);
    }

    /// Compares with the best lap of this drive from now on.
    public void followBest() {
        followed.followBest();
    }

    /// Makes a track whose start line is where the car is now.
    public void startHere() {
        Snapshot now = latest;
        LapService service = desk.laps().orElse(null);
        TimingLine line = now == null ? null : LineHere.of(now).orElse(null);
        if (line == null || service == null) {
            notices.trouble(presentation.text("course.no_position"));
            return;
        }
        String name = trackName();
        background.perform(
                () -> {
                    CourseBook book = service.courses();
                    book.put(Course.circuit(book.freeId(name), name, line));
                },
                () -> notices.done(presentation.text("driver.start_set", name)),
                notices::trouble);
    }

    private String trackName() {
        Snapshot now = latest;
        SessionInfo session = now == null ? null : now.recording().session();
        String track = session == null ? null : session.details().track();
        return CourseModel.newName(track == null ? "" : track, presentation);
    }

    /// The text of a figure.
    public ReadOnlyStringProperty figure(Figure figure) {
        return Optional.ofNullable(figures.get(figure)).orElseThrow().getReadOnlyProperty();
    }

    /// How the lap goes.
    public ReadOnlyObjectProperty<Standing> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    /// The sectors of the track, none if it has no splits.
    public ObservableList<SectorFigure> sectors() {
        return sectors;
    }

    /// Whether a track is known.
    public ReadOnlyBooleanProperty knownProperty() {
        return known.getReadOnlyProperty();
    }

    /// Whether the car has a position.
    public ReadOnlyBooleanProperty positionedProperty() {
        return positioned.getReadOnlyProperty();
    }

    /// Which track, and which lap.
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// What the delta means, or why there is none.
    public ReadOnlyStringProperty remarkProperty() {
        return remark.getReadOnlyProperty();
    }

    /// What the lap is compared with.
    public ReadOnlyStringProperty referenceProperty() {
        return followed.nameProperty();
    }

    /// Whether a person chose what the lap is compared with.
    public ReadOnlyBooleanProperty chosenProperty() {
        return followed.chosenProperty();
    }
}
