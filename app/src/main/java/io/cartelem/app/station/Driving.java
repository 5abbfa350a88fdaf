package io.cartelem.app.station;

import io.cartelem.core.alert.Alert;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.debrief.DebriefService;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.record.AutoRecorder;
import io.cartelem.core.record.SessionNames;
import io.cartelem.core.record.SessionRecorder;
import io.cartelem.server.DriveServices;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// What looks after a drive without anybody's hand: it times laps, raises alerts and records by
/// speed. Times and alerts go on while another file is opened; what writes follows the recorder.
/// Safe on any thread.
public final class Driving implements AutoCloseable {
    private final TelemetryBus bus;
    private final LiveState values;
    private final Clock clock;
    private final CourseBook courses;
    private final LiveLaps live;
    private final AlertEngine alerts;
    private OptionalDouble recordAboveKph;
    private volatile @Nullable Writing writing;

    /// What belongs to one store.
    private record Writing(
            SessionRecorder recorder,
            LapService laps,
            DebriefService debriefs,
            AutoRecorder auto,
            TelemetryBus.Subscription starts)
            implements AutoCloseable {
        @Override
        public void close() {
            starts.close();
            auto.close();
        }
    }

    /// @param dataFolder where tracks and alert rules are kept
    /// @param recordAboveKph km/h, empty for no recording by itself
    /// @param rests whether a source is silent with good reason
    Driving(
            Path dataFolder,
            TelemetryBus bus,
            LiveState values,
            Clock clock,
            OptionalDouble recordAboveKph,
            Predicate<String> rests) {
        this.bus = bus;
        this.values = values;
        this.clock = clock;
        this.recordAboveKph = recordAboveKph;
        courses = new CourseBook(dataFolder.resolve(CourseBook.FILE));
        live = new LiveLaps(bus, courses);
        alerts =
                new AlertEngine(
                        new AlertBook(dataFolder.resolve(AlertBook.FILE)),
                        bus,
                        clock,
                        this::remember,
                        rests);
    }

    /// Writes by this recorder into this store from now on; a recording that began by itself is
    /// left to whoever closes the recorder before.
    synchronized void follow(SessionStore store, SessionRecorder recorder) {
        leave();
        LapService laps = new LapService(store, courses);
        writing =
                new Writing(
                        recorder,
                        laps,
                        new DebriefService(store, laps),
                        new AutoRecorder(
                                recorder, bus, clock, recordAboveKph, () -> nameNext(store)),
                        recorder.onChange(() -> startedOrStopped(recorder)));
    }

    /// Begins no recording any more. A running one goes on.
    synchronized void leave() {
        Writing before = writing;
        if (before != null) {
            before.close();
        }
    }

    /// Forgets the laps of the drive so far, because the positions come from elsewhere now.
    void sourcesChanged() {
        live.restart(clock.monoNs());
    }

    /// Records by itself above that speed; empty for never. Takes effect at once.
    public synchronized void recordAbove(OptionalDouble kph) {
        recordAboveKph = kph;
        writing().auto().threshold(kph);
    }

    /// Whether the recording of that session began by itself.
    public boolean began(long sessionId) {
        return writing().auto().began(sessionId);
    }

    /// The laps of recorded sessions of the open file.
    public LapService laps() {
        return writing().laps();
    }

    /// The debriefs of sessions of the open file.
    public DebriefService debriefs() {
        return writing().debriefs();
    }

    /// What the server offers of this. Follows no other file: ask again after one was opened.
    DriveServices services() {
        return new DriveServices(laps(), live, alerts);
    }

    /// The laps of the drive going on.
    public LiveLaps live() {
        return live;
    }

    public CourseBook courses() {
        return courses;
    }

    public AlertEngine alerts() {
        return alerts;
    }

    @Override
    public void close() {
        leave();
        alerts.close();
        live.close();
    }

    private Writing writing() {
        Writing now = writing;
        if (now == null) {
            throw new IllegalStateException("no file is open yet");
        }
        return now;
    }

    private Optional<Alert.Spot> remember(long monoNs, String text) {
        Writing now = writing;
        return now == null
                ? Optional.empty()
                : now.recorder()
                        .markAt(monoNs, text)
                        .map(spot -> new Alert.Spot(spot.sessionId(), spot.timeNs()));
    }

    private void startedOrStopped(SessionRecorder recorder) {
        if (recorder.status().recording()) {
            live.restart(clock.monoNs() - recorder.status().elapsed().toNanos());
        }
    }

    private SessionDraft nameNext(SessionStore store) {
        LocalDate today = LocalDate.ofInstant(clock.utc(), ZoneId.systemDefault());
        return SessionNames.next(store, track(), today);
    }

    /// The saved track on which the car is; the nearest if it has not been told yet which.
    private @Nullable String track() {
        LiveLaps.State state = live.state();
        Course course = state.course();
        if (course != null && state.saved()) {
            return course.name();
        }
        Optional<LiveValue> latitude = values.latest("gps.latitude");
        Optional<LiveValue> longitude = values.latest("gps.longitude");
        if (latitude.isEmpty()
                || longitude.isEmpty()
                || !(Math.abs(latitude.get().value()) <= 90)
                || !(Math.abs(longitude.get().value()) <= 180)) {
            return null;
        }
        GeoPoint here = new GeoPoint(latitude.get().value(), longitude.get().value());
        return courses.near(here).stream().map(Course::name).findFirst().orElse(null);
    }
}
