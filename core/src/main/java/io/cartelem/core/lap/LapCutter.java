package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Cuts a stream of fixes into laps. The live timer and the cutting of a recording are this one
/// class, so that both give the same laps. Used by one thread.
///
/// A lap is closed some metres after the line, when it is clear that the car went on.
public final class LapCutter {
    /// No track has shorter laps.
    static final double SHORTEST_LAP_M = 120;

    private final Course course;
    private final Motion motion;
    private final LineWatch start;
    private final @Nullable LineWatch finish;
    private final List<LineWatch> splits = new ArrayList<>();
    private final List<Lap> laps = new ArrayList<>();
    private @Nullable Open open;
    private @Nullable Place last;
    private int number;

    /// A part that is not finished.
    private static final class Open {
        final Lap.Part part;
        final int number;
        final long startNs;
        final double startM;
        final @Nullable Crossing begin;
        final LapFactsKeeper facts;
        final @Nullable Crossing[] passed;

        Open(
                Lap.Part part,
                int number,
                long startNs,
                double startM,
                @Nullable Crossing begin,
                int splits) {
            this.part = part;
            this.number = number;
            this.startNs = startNs;
            this.startM = startM;
            this.begin = begin;
            this.facts = new LapFactsKeeper(startM);
            this.passed = new Crossing[splits];
        }
    }

    public LapCutter(Course course) {
        this.course = course;
        LocalPlane plane = course.plane();
        motion = new Motion(plane);
        double shortest = Math.max(SHORTEST_LAP_M, course.lengthM() / 2);
        start =
                new LineWatch(
                        new Gate(course.start(), plane),
                        course.isCircuit() ? shortest : LineWatch.AFAR_M);
        TimingLine end = course.finish();
        finish = end == null ? null : new LineWatch(new Gate(end, plane), LineWatch.AFAR_M);
        for (TimingLine split : course.splits()) {
            splits.add(
                    new LineWatch(
                            new Gate(split, plane),
                            course.isCircuit() ? shortest : LineWatch.AFAR_M));
        }
    }

    /// All laps of a recording, judged.
    public static LapTable cut(Course course, Iterable<Fix> fixes) {
        LapCutter cutter = new LapCutter(course);
        for (Fix fix : fixes) {
            cutter.accept(fix);
        }
        return LapTable.judge(course, cutter.finish());
    }

    public Course course() {
        return course;
    }

    /// Takes the next fix; one that is not later than those before is left out.
    ///
    /// @return whether a part ended with it
    public boolean accept(Fix fix) {
        Place place = motion.advance(fix);
        return place != null && accept(place);
    }

    private boolean accept(Place place) {
        Place before = last;
        last = place;
        if (before == null || open == null) {
            Place begin = before == null ? place : before;
            open = new Open(Lap.Part.OUT, 0, begin.timeNs(), begin.odometer(), null, 0);
        }
        int finished = laps.size();
        Open driven = open;
        if (!isPending() && !place.broken()) {
            driven.facts.add(before, place);
        }
        if (before != null) {
            crossings(
                    splits.stream().map(split -> split.advance(before, place)).toList(),
                    finish == null ? null : finish.advance(before, place),
                    start.advance(before, place));
        }
        if (before != null && place.broken() && open != null) {
            close(open, before.timeNs(), before.odometer(), null);
            open = new Open(Lap.Part.OUT, 0, place.timeNs(), place.odometer(), null, 0);
        } else if (open != driven && open != null && place.gapS() > 0) {
            open.facts.add(before, place);
        }
        return laps.size() > finished;
    }

    /// Whether the car is on the line: what it does there, standing perhaps, is nobody's fault.
    private boolean isPending() {
        return start.isPending() || (finish != null && finish.isPending());
    }

    private void crossings(
            List<@Nullable Crossing> passed, @Nullable Crossing ended, @Nullable Crossing begun) {
        for (int i = 0; i < passed.size(); i++) {
            Crossing split = passed.get(i);
            Open now = open;
            if (split != null
                    && now != null
                    && i < now.passed.length
                    && split.timeNs() > now.startNs) {
                now.passed[i] = split;
            }
        }
        if (ended != null && open != null && open.part == Lap.Part.TIMED) {
            close(open, ended.timeNs(), ended.odometer(), ended);
            open = new Open(Lap.Part.OUT, 0, ended.leftNs(), ended.odometer(), null, 0);
        }
        if (begun != null && open != null) {
            close(open, begun.timeNs(), begun.odometer(), course.isCircuit() ? begun : null);
            number++;
            open =
                    new Open(
                            Lap.Part.TIMED,
                            number,
                            begun.leftNs(),
                            begun.odometer(),
                            begun,
                            splits.size());
        }
    }

    /// Ends the last part where the fixes end, and answers all parts in their order. What is asked
    /// of the cutter afterwards goes on after that.
    public List<Lap> finish() {
        crossings(
                splits.stream().map(LineWatch::end).toList(),
                finish == null ? null : finish.end(),
                start.end());
        if (open != null && last != null) {
            close(open, last.timeNs(), last.odometer(), null);
            open = null;
        }
        return laps();
    }

    /// The parts that are finished, unjudged.
    public List<Lap> laps() {
        return Collections.unmodifiableList(new ArrayList<>(laps));
    }

    /// Whether a lap is being driven.
    public boolean isTiming() {
        return open != null && open.part == Lap.Part.TIMED;
    }

    /// The number of the lap being driven, 0 if none is.
    public int number() {
        return open == null ? 0 : open.number;
    }

    /// When the lap being driven began, in the time base of the fixes.
    public long startNs() {
        return open == null ? 0 : open.startNs;
    }

    /// Metres since the lap being driven began.
    public double metres() {
        return open == null || last == null ? 0 : last.odometer() - open.startM;
    }

    /// The sectors of the lap being driven that are finished.
    public List<Sector> sectors() {
        return open == null || open.begin == null ? List.of() : sectors(open, null);
    }

    /// The last place, null before the first.
    @Nullable Place last() {
        return last;
    }

    private void close(Open part, long endNs, double endM, @Nullable Crossing end) {
        boolean complete = part.part == Lap.Part.TIMED && end != null;
        Lap.Part kind = complete || part.part == Lap.Part.OUT ? part.part : Lap.Part.IN;
        Crossing begin = part.begin;
        long uncertainty =
                begin == null || end == null
                        ? 0
                        : together(begin.uncertaintyNs(), end.uncertaintyNs());
        if (part.number > 0 && !complete) {
            number--;
        }
        laps.add(
                new Lap(
                        complete ? part.number : 0,
                        kind,
                        part.startNs,
                        endNs,
                        uncertainty,
                        part.startM,
                        endM,
                        begin == null ? List.of() : sectors(part, end),
                        part.facts.facts(begin, end),
                        List.of()));
    }

    private List<Sector> sectors(Open part, @Nullable Crossing end) {
        List<Sector> sectors = new ArrayList<>();
        Crossing from = part.begin;
        long fromNs = part.startNs;
        for (int i = 0; i <= part.passed.length; i++) {
            Crossing to = i < part.passed.length ? part.passed[i] : end;
            if (from != null && to != null) {
                sectors.add(
                        new Sector(
                                to.timeNs() - fromNs,
                                together(from.uncertaintyNs(), to.uncertaintyNs())));
            } else {
                sectors.add(Sector.UNKNOWN);
            }
            from = to;
            fromNs = to == null ? 0 : to.timeNs();
        }
        while (end == null && !sectors.isEmpty() && !sectors.getLast().isKnown()) {
            sectors.removeLast();
        }
        return sectors;
    }

    private static long together(long a, long b) {
        return Math.round(Math.hypot((double) a, (double) b));
    }
}
