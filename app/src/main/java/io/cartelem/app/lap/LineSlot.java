package io.cartelem.app.lap;

import io.cartelem.app.map.Sketch.Ink;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.TimingLine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A line of a course, or one that is still to be set.
///
/// @param index among the splits, 0 for the others
public record LineSlot(Kind kind, int index) {
    static final LineSlot START = new LineSlot(Kind.START, 0);
    static final LineSlot FINISH = new LineSlot(Kind.FINISH, 0);

    /// What a line is for.
    public enum Kind {
        START,
        SPLIT,
        FINISH
    }

    /// The lines that `course` has or may get, in the order in which they are driven.
    static List<LineSlot> of(@Nullable Course course) {
        List<LineSlot> slots = new ArrayList<>();
        slots.add(START);
        if (course != null) {
            int splits = Math.min(course.splits().size() + 1, Course.MOST_SPLITS);
            for (int i = 0; i < splits; i++) {
                slots.add(new LineSlot(Kind.SPLIT, i));
            }
            slots.add(FINISH);
        }
        return List.copyOf(slots);
    }

    /// The line, null while it is not set.
    @Nullable TimingLine line(@Nullable Course course) {
        if (course == null) {
            return null;
        }
        return switch (kind) {
            case START -> course.start();
            case SPLIT -> index < course.splits().size() ? course.splits().get(index) : null;
            case FINISH -> course.finish();
        };
    }

    Ink ink() {
        return switch (kind) {
            case START -> Ink.START;
            case SPLIT -> Ink.SPLIT;
            case FINISH -> Ink.FINISH;
        };
    }

    /// Whether `course` has no such line yet.
    boolean isNew(@Nullable Course course) {
        return line(course) == null;
    }
}
