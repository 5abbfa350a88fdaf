package io.cartelem.core.lap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way of one lap: where the car was at what time and after how many metres. Immutable. Its
/// first point is on the start line at time 0, its last where the lap ends.
public final class LapTrace {
    private final LocalPlane plane;
    private final Lap lap;
    private final double[] xs;
    private final double[] ys;
    private final double[] metres;
    private final double[] seconds;
    private final double[] speeds;

    private LapTrace(LocalPlane plane, Lap lap, List<double[]> points) {
        this.plane = plane;
        this.lap = lap;
        xs = column(points, 0);
        ys = column(points, 1);
        metres = column(points, 2);
        seconds = column(points, 3);
        speeds = column(points, 4);
    }

    /// The way of `lap` through `fixes`, which begin before it and end after it; empty if they do
    /// not show it.
    public static Optional<LapTrace> of(Course course, Lap lap, Iterable<Fix> fixes) {
        LocalPlane plane = course.plane();
        Motion motion = new Motion(plane);
        List<Place> places = new ArrayList<>();
        for (Fix fix : fixes) {
            Place place = motion.advance(fix);
            if (place != null) {
                places.add(place);
            }
        }
        return of(plane, lap, places);
    }

    static Optional<LapTrace> of(LocalPlane plane, Lap lap, List<Place> places) {
        List<double[]> points = new ArrayList<>();
        Place before = null;
        for (Place place : places) {
            if (before != null && before.timeNs() < lap.endNs() && place.timeNs() > lap.startNs()) {
                if (points.isEmpty()) {
                    points.add(
                            between(before, place, Math.max(lap.startNs(), before.timeNs()), lap));
                }
                points.add(between(before, place, Math.min(lap.endNs(), place.timeNs()), lap));
            }
            before = place;
        }
        if (points.size() < 2 || points.getLast()[2] <= points.getFirst()[2]) {
            return Optional.empty();
        }
        stretch(points, lap);
        return Optional.of(new LapTrace(plane, lap, points));
    }

    private static double[] between(Place from, Place to, long timeNs, Lap lap) {
        double u = (double) (timeNs - from.timeNs()) / (to.timeNs() - from.timeNs());
        return new double[] {
            from.x() + (to.x() - from.x()) * u,
            from.y() + (to.y() - from.y()) * u,
            from.odometer() + (to.odometer() - from.odometer()) * u,
            (timeNs - lap.startNs()) / 1e9,
            from.speed() + (to.speed() - from.speed()) * u
        };
    }

    /// Makes the metres count from 0 to the length of the lap.
    private static void stretch(List<double[]> points, Lap lap) {
        double from = points.getFirst()[2];
        double scale = lap.metres() / (points.getLast()[2] - from);
        for (double[] point : points) {
            point[2] = (point[2] - from) * scale;
        }
    }

    private static double[] column(List<double[]> points, int index) {
        return points.stream().mapToDouble(p -> p[index]).toArray();
    }

    public Lap lap() {
        return lap;
    }

    /// Metres from start to end.
    public double length() {
        return metres[metres.length - 1];
    }

    public int size() {
        return metres.length;
    }

    /// The place of point `i`.
    public GeoPoint point(int i) {
        return plane.point(xs[i], ys[i]);
    }

    /// Metres of point `i` since the start of the lap.
    public double metres(int i) {
        return metres[i];
    }

    /// Seconds of point `i` since the start of the lap.
    public double seconds(int i) {
        return seconds[i];
    }

    /// Speed at point `i`, m/s.
    public double speed(int i) {
        return speeds[i];
    }

    LocalPlane plane() {
        return plane;
    }

    double x(int i) {
        return xs[i];
    }

    double y(int i) {
        return ys[i];
    }

    /// The interval between two points that holds `m` metres.
    int intervalAt(double m) {
        return Columns.interval(metres, m);
    }

    /// The place after `m` metres.
    public GeoPoint pointAt(double m) {
        return plane.point(Columns.at(metres, xs, m), Columns.at(metres, ys, m));
    }

    /// The course after `m` metres, radians clockwise from north.
    double courseAt(double m) {
        int from = Math.max(0, intervalAt(m - 5));
        int to = Math.min(size() - 1, intervalAt(m + 5) + 1);
        return Math.atan2(xs[to] - xs[from], ys[to] - ys[from]);
    }

    Progress progress() {
        return new Progress(metres, seconds, speeds);
    }

    /// The progress of this lap measured along `reference`: where beside it the car was counts, not
    /// how far it drove.
    Progress along(LapTrace reference) {
        Projection projection = new Projection(reference);
        double[] along = new double[size()];
        double scale = reference.length() / length();
        double furthest = 0;
        for (int i = 1; i < size() - 1; i++) {
            double driven = (metres[i] - metres[i - 1]) * scale;
            GeoPoint point = point(i);
            projection.advance(
                    reference.plane.x(point.longitude()),
                    reference.plane.y(point.latitude()),
                    driven);
            furthest = Math.clamp(projection.metres(), furthest, reference.length());
            along[i] = furthest;
        }
        along[size() - 1] = reference.length();
        double[] paces = new double[size()];
        for (int i = 0; i < paces.length; i++) {
            paces[i] = speeds[i] * scale;
        }
        return new Progress(along, seconds, paces);
    }
}
