package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Where laps are timed: a circuit with one line at which a lap ends and the next begins, or a
/// stage from a start line to a finish line.
///
/// @param id what it is known by in files and addresses: 1 to 40 of `a-z 0-9 -`
/// @param name for a person, 1 to 100 characters
/// @param start where time begins
/// @param finish where a stage ends, null for a circuit
/// @param splits where sectors end, in the order in which they are driven; there is one sector more
/// @param lengthM metres of a lap, 0 while it is not known
public record Course(
        String id,
        String name,
        TimingLine start,
        @Nullable TimingLine finish,
        List<TimingLine> splits,
        double lengthM) {
    /// More sectors than any series times.
    public static final int MOST_SPLITS = 20;

    public static final int NAME_LIMIT = 100;

    public Course {
        splits = List.copyOf(splits);
        if (!id.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "the id of a track is 1 to 40 of a-z, 0-9 and -, not '" + id + "'");
        }
        if (name.isBlank() || name.length() > NAME_LIMIT) {
            throw new IllegalArgumentException(
                    "the name of a track must have 1 to "
                            + NAME_LIMIT
                            + " characters, not "
                            + name.length());
        }
        if (splits.size() > MOST_SPLITS) {
            throw new IllegalArgumentException(
                    "a track has at most " + MOST_SPLITS + " splits, not " + splits.size());
        }
        if (!(lengthM >= 0 && lengthM <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "the length of a track must be 0 to 1000000 m, not " + lengthM);
        }
    }

    /// A circuit without sectors whose length is not known yet.
    public static Course circuit(String id, String name, TimingLine start) {
        return new Course(id, name, start, null, List.of(), 0);
    }

    public boolean isCircuit() {
        return finish == null;
    }

    public int sectors() {
        return splits.size() + 1;
    }

    public Course withStart(TimingLine line) {
        return new Course(id, name, line, finish, splits, lengthM);
    }

    public Course withFinish(@Nullable TimingLine line) {
        return new Course(id, name, start, line, splits, lengthM);
    }

    public Course withSplits(List<TimingLine> lines) {
        return new Course(id, name, start, finish, lines, lengthM);
    }

    public Course withLength(double metres) {
        return new Course(id, name, start, finish, splits, metres);
    }

    public Course withId(String other) {
        return new Course(other, name, start, finish, splits, lengthM);
    }

    public Course withName(String text) {
        return new Course(id, text, start, finish, splits, lengthM);
    }

    /// The plane in which this course is timed.
    public LocalPlane plane() {
        return new LocalPlane(start.centre());
    }

    /// Start, splits and finish in the order in which they are driven.
    public List<TimingLine> lines() {
        List<TimingLine> all = new ArrayList<>();
        all.add(start);
        all.addAll(splits);
        if (finish != null) {
            all.add(finish);
        }
        return List.copyOf(all);
    }
}
