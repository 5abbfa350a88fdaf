package io.cartelem.app.lap;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.lap.session.LapService;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Puts lines into a course. Reads the session, so it belongs on a background thread.
final class CourseEdit {
    /// A split on the way back is not the one on the way there.
    private static final double SAME_WAY_DEG = 90;

    private final LapService service;
    private final long sessionId;

    CourseEdit(LapService service, long sessionId) {
        this.service = service;
        this.sessionId = sessionId;
    }

    /// Puts `line` into `course` where `slot` says.
    Course with(Course course, LineSlot slot, TimingLine line) {
        return switch (slot.kind()) {
            case START -> sorted(stageAnew(course.withStart(line)));
            case FINISH -> sorted(course.withFinish(line).withLength(0));
            case SPLIT -> {
                List<TimingLine> splits = new ArrayList<>(course.splits());
                if (slot.isNew(course)) {
                    splits.add(line);
                } else {
                    splits.set(slot.index(), line);
                }
                yield sorted(course.withSplits(splits));
            }
        };
    }

    /// Takes the line of `slot` out of `course`; nothing happens to a start line, without which
    /// there is no course.
    static Course without(Course course, LineSlot slot) {
        return switch (slot.kind()) {
            case START -> course;
            case FINISH -> course.withFinish(null).withLength(0);
            case SPLIT -> {
                List<TimingLine> splits = new ArrayList<>(course.splits());
                splits.remove(slot.index());
                yield course.withSplits(splits);
            }
        };
    }

    /// A stage has another length with another start, a circuit has not.
    private static Course stageAnew(Course course) {
        return course.isCircuit() ? course : course.withLength(0);
    }

    /// Splits in the order in which a lap crosses them; as they are while no lap shows it.
    private Course sorted(Course course) {
        if (course.splits().size() < 2) {
            return course;
        }
        LapTable table = service.laps(sessionId, course.withSplits(List.of()));
        Optional<Lap> lap = table.best().or(() -> table.laps().stream().findFirst());
        if (lap.isEmpty()) {
            return course;
        }
        LapTrace way = service.trace(sessionId, course, lap.get());
        List<TimingLine> splits = new ArrayList<>(course.splits());
        splits.sort(Comparator.comparingDouble(line -> metresAt(way, line)));
        return course.withSplits(splits);
    }

    private static double metresAt(LapTrace way, TimingLine line) {
        GeoPoint centre = line.centre();
        double nearest = Double.POSITIVE_INFINITY;
        double metres = way.length();
        for (int i = 1; i < way.size(); i++) {
            GeoPoint here = way.point(i);
            double distance = LocalPlane.distance(centre, here);
            if (distance < nearest && sameWay(way.point(i - 1), here, line)) {
                nearest = distance;
                metres = way.metres(i);
            }
        }
        return metres;
    }

    private static boolean sameWay(GeoPoint from, GeoPoint to, TimingLine line) {
        LocalPlane plane = new LocalPlane(from);
        double heading =
                Math.toDegrees(Math.atan2(plane.x(to.longitude()), plane.y(to.latitude())));
        return Math.abs(Math.IEEEremainder(heading - line.heading(), 360)) < SAME_WAY_DEG;
    }
}
