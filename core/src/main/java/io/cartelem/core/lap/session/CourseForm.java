package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.TimingLine;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a course is written in the file of courses. Components may lack in a file, whatever their
/// types promise.
///
/// @param lengthM metres, 0 while not known
record CourseForm(
        @Nullable String id,
        @Nullable String name,
        @Nullable Line start,
        @Nullable Line finish,
        @Nullable List<@Nullable Line> splits,
        double lengthM) {
    private static final int VERSION = 1;

    /// The file.
    record Book(int version, @Nullable List<@Nullable CourseForm> tracks) {

        static Book of(List<Course> courses) {
            return new Book(VERSION, courses.stream().map(CourseForm::of).toList());
        }

        /// @throws IllegalArgumentException with a sentence if it is not what it should be
        List<Course> read() {
            if (version != VERSION || tracks == null) {
                throw new IllegalArgumentException("it is of version " + version);
            }
            return tracks.stream().map(form -> present(form, "track").course()).toList();
        }
    }

    /// The two ends of a line, degrees.
    record Line(
            double leftLatitude,
            double leftLongitude,
            double rightLatitude,
            double rightLongitude) {

        static Line of(TimingLine line) {
            return new Line(
                    line.left().latitude(),
                    line.left().longitude(),
                    line.right().latitude(),
                    line.right().longitude());
        }

        TimingLine line() {
            return new TimingLine(
                    new GeoPoint(leftLatitude, leftLongitude),
                    new GeoPoint(rightLatitude, rightLongitude));
        }
    }

    static CourseForm of(Course course) {
        TimingLine end = course.finish();
        return new CourseForm(
                course.id(),
                course.name(),
                Line.of(course.start()),
                end == null ? null : Line.of(end),
                course.splits().stream().map(Line::of).toList(),
                course.lengthM());
    }

    Course course() {
        return new Course(
                present(id, "id"),
                present(name, "name"),
                present(start, "start line").line(),
                finish == null ? null : finish.line(),
                splits == null
                        ? List.of()
                        : splits.stream().map(split -> present(split, "split").line()).toList(),
                lengthM);
    }

    private static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("a track in it has no " + what);
        }
        return value;
    }
}
