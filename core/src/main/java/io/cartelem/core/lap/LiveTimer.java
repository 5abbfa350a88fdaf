package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Times laps while they are driven: a [LapCutter] that also keeps the way of the lap being driven
/// and compares it with a reference. Used by one thread; what [#state] answers may go to any.
public final class LiveTimer {
    /// The way of a lap is kept for so many fixes: more than an hour at 25 a second.
    private static final int MOST_PLACES = 100_000;

    private final LapCutter cutter;
    private final LocalPlane plane;
    private final List<Place> way = new ArrayList<>();
    private LapTable table;
    private @Nullable LapTrace reference;
    private boolean chosen;
    private @Nullable Projection projection;
    private @Nullable Progress progress;
    private double projectedFrom;
    private double delta = Double.NaN;
    private boolean overflown;

    public LiveTimer(Course course) {
        cutter = new LapCutter(course);
        plane = course.plane();
        table = LapTable.judge(course, List.of());
    }

    public Course course() {
        return cutter.course();
    }

    /// Compares with `lap` from now on instead of the best lap of this drive.
    ///
    /// @param lap of the same course; null for the best lap of this drive
    public void compareWith(@Nullable LapTrace lap) {
        chosen = lap != null;
        refer(lap);
        if (lap == null) {
            cutterBest();
        }
    }

    /// Takes the next fix.
    ///
    /// @return whether a lap or another part ended with it
    public boolean accept(Fix fix) {
        Place before = cutter.last();
        boolean ended = cutter.accept(fix);
        Place place = cutter.last();
        if (place == null || place.equals(before)) {
            return false;
        }
        keep(place);
        if (ended) {
            ended();
        }
        follow(place);
        return ended;
    }

    /// All finished parts with their verdicts; the same as cutting the recording gives up to here.
    public LapTable table() {
        return table;
    }

    /// Ends with the last fix: what a recording of exactly these fixes gives.
    public LapTable finish() {
        table = LapTable.judge(course(), cutter.finish());
        return table;
    }

    public LiveLap state() {
        List<Lap> laps = table.laps();
        LapTrace against = reference;
        Place last = cutter.last();
        long referenceNs = against == null ? -1 : against.lap().timeNs();
        boolean known = cutter.isTiming() && !Double.isNaN(delta);
        return new LiveLap(
                cutter.isTiming() ? cutter.number() : 0,
                cutter.startNs(),
                cutter.sectors(),
                laps.isEmpty() ? null : laps.getLast(),
                table.best().orElse(null),
                referenceNs,
                known ? delta : Double.NaN,
                known ? referenceNs + Math.round(delta * 1e9) : -1,
                cutter.metres(),
                last == null ? 0 : last.timeNs());
    }

    private void keep(Place place) {
        overflown |= way.size() >= MOST_PLACES;
        if (!overflown) {
            way.add(place);
        }
    }

    private void ended() {
        table = LapTable.judge(course(), cutter.laps());
        if (!chosen) {
            cutterBest();
        }
        long startNs = cutter.startNs();
        int first = way.size() - 1;
        while (first > 0 && way.get(first).timeNs() > startNs) {
            first--;
        }
        way.subList(0, Math.max(0, first)).clear();
        overflown = false;
        Projection along = projection;
        if (along != null) {
            along.restart();
        }
        projectedFrom = Double.NaN;
        delta = Double.NaN;
    }

    /// Takes the lap that just ended as reference if it is the best.
    private void cutterBest() {
        Lap best = table.best().orElse(null);
        Lap latest = table.parts().isEmpty() ? null : table.parts().getLast();
        boolean other =
                reference == null || best == null || reference.lap().startNs() != best.startNs();
        if (best != null && other && best.equals(latest) && !overflown) {
            LapTrace.of(plane, best, way).ifPresent(this::refer);
        }
    }

    private void refer(@Nullable LapTrace lap) {
        reference = lap;
        projection = lap == null ? null : new Projection(lap);
        progress = lap == null ? null : lap.progress();
        projectedFrom = Double.NaN;
        delta = Double.NaN;
    }

    private void follow(Place place) {
        Projection along = projection;
        Progress known = progress;
        if (along == null || known == null || !cutter.isTiming()) {
            return;
        }
        double metres = cutter.metres();
        double way = Double.isNaN(projectedFrom) ? metres : metres - projectedFrom;
        projectedFrom = metres;
        along.advance(place.x(), place.y(), Math.max(0, way));
        double elapsed = (place.timeNs() - cutter.startNs()) / 1e9;
        delta = along.isLost() ? Double.NaN : elapsed - known.timeAt(along.metres());
    }
}
