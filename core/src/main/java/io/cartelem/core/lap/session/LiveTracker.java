package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Fix;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.LineFinder;
import io.cartelem.core.lap.LiveLap;
import io.cartelem.core.lap.LiveTimer;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Follows a drive: notices on which course it is, finds a line where none is known, and cuts anew
/// when the user moves a line. Used by one thread.
final class LiveTracker {
    /// Two hours at 25 fixes a second; older ones are forgotten, a quarter at a time.
    private static final int MOST_FIXES = 180_000;

    /// Layouts of one place that are timed side by side.
    private static final int MOST_LAYOUTS = 4;

    private static final long OTHER_SOURCE_NS = 10_000_000_000L;
    private static final long SEARCH_EVERY_NS = 30_000_000_000L;
    private static final double ASK_EVERY_M = CourseBook.NEAR_M / 10;

    private final CourseBook book;
    private final List<Fix> fixes = new ArrayList<>();
    private final FixBuilder builder = new FixBuilder(this::add);
    private List<LiveTimer> timers = List.of();
    private boolean saved;
    private long bookVersion;
    private @Nullable GeoPoint askedAt;
    private long searchedNs;
    private String source = "";
    private long sourceNs;
    private @Nullable LapTrace reference;
    private boolean changed;
    private String marks = "";

    LiveTracker(CourseBook book) {
        this.book = book;
        this.bookVersion = book.version();
    }

    /// Takes the positions in `batch`.
    ///
    /// @return whether something happened that a person wants to hear of
    boolean accept(SampleBatch batch) {
        changed = false;
        if (book.version() != bookVersion) {
            bookVersion = book.version();
            replay(List.copyOf(fixes));
            changed = true;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (batch.quality(i) != Quality.BAD
                    && listens(batch.channel(i).source(), batch.timeNs(i))) {
                builder.add(
                        batch.channel(i).name(),
                        batch.timeNs(i),
                        batch.value(i),
                        batch.quality(i) == Quality.SUSPECT);
            }
        }
        builder.flush();
        return changed;
    }

    /// Own receiver before any other; another only while that is silent.
    private boolean listens(String from, long timeNs) {
        boolean own = from.equals("gps");
        if (from.equals(source) || own || source.isEmpty() || timeNs - sourceNs > OTHER_SOURCE_NS) {
            if (source.equals("gps") && !own && timeNs - sourceNs <= OTHER_SOURCE_NS) {
                return false;
            }
            source = from;
            sourceNs = timeNs;
            return true;
        }
        return false;
    }

    void compareWith(@Nullable LapTrace lap) {
        reference = lap;
        timers.forEach(timer -> timer.compareWith(lap));
    }

    void restart(long fromNs) {
        replay(fixes.stream().filter(fix -> fix.timeNs() >= fromNs).toList());
    }

    LiveLaps.State state() {
        LiveTimer timer = active();
        if (timer == null) {
            LiveLap nothing =
                    new LiveLap(
                            0,
                            0,
                            List.of(),
                            null,
                            null,
                            -1,
                            Double.NaN,
                            -1,
                            0,
                            fixes.isEmpty() ? 0 : fixes.getLast().timeNs());
            return new LiveLaps.State(null, false, nothing, new LapTable(List.of(), 0, List.of()));
        }
        return new LiveLaps.State(timer.course(), saved, timer.state(), timer.table());
    }

    /// Of several layouts that on which most laps were driven.
    private @Nullable LiveTimer active() {
        return timers.stream()
                .max(
                        Comparator.comparingInt(
                                (LiveTimer timer) ->
                                        100 * timer.table().laps().size()
                                                + timer.course().sectors()))
                .orElse(null);
    }

    private void replay(List<Fix> again) {
        fixes.clear();
        timers = List.of();
        saved = false;
        askedAt = null;
        searchedNs = 0;
        marks = "";
        again.forEach(this::add);
    }

    private void add(Fix fix) {
        if (!(Math.abs(fix.latitude()) <= 90 && Math.abs(fix.longitude()) <= 180)) {
            return;
        }
        if (fixes.size() >= MOST_FIXES) {
            fixes.subList(0, MOST_FIXES / 4).clear();
        }
        fixes.add(fix);
        recognise(fix);
        boolean ended = false;
        for (LiveTimer timer : timers) {
            ended |= timer.accept(fix);
        }
        if (timers.isEmpty() && fix.timeNs() - searchedNs > SEARCH_EVERY_NS) {
            search(fix);
        }
        LiveTimer timer = active();
        if (timer != null) {
            LiveLap now = timer.state();
            String marksNow = timer.course().id() + "/" + now.number() + "/" + now.sectors().size();
            changed |= ended || !marksNow.equals(marks);
            marks = marksNow;
        }
    }

    /// Asks the book on the way; a course is kept until another one is nearer.
    private void recognise(Fix fix) {
        GeoPoint place = new GeoPoint(fix.latitude(), fix.longitude());
        if (askedAt != null && LocalPlane.distance(askedAt, place) < ASK_EVERY_M) {
            return;
        }
        askedAt = place;
        List<Course> near = book.near(place).stream().limit(MOST_LAYOUTS).toList();
        boolean followed = timers.stream().anyMatch(timer -> near.contains(timer.course()));
        if (!near.isEmpty() && !(saved && followed)) {
            time(near, true);
        }
    }

    private void search(Fix now) {
        searchedNs = now.timeNs();
        LineFinder.find(fixes)
                .map(
                        found ->
                                Course.circuit("found", "Found", found.line())
                                        .withLength(found.lengthM()))
                .ifPresent(
                        course -> {
                            time(List.of(course), false);
                            fixes.forEach(fix -> timers.forEach(timer -> timer.accept(fix)));
                            changed = true;
                        });
    }

    private void time(List<Course> courses, boolean known) {
        timers = courses.stream().map(LiveTimer::new).toList();
        saved = known;
        if (reference != null) {
            timers.forEach(timer -> timer.compareWith(reference));
        }
        changed = true;
    }
}
