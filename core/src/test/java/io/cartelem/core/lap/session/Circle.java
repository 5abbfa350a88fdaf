package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Fix;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;

import java.util.ArrayList;
import java.util.List;

/// A round track of 1,000 m that is driven clockwise at an even speed for each lap.
public final class Circle {
    static final GeoPoint HOME = new GeoPoint(50.33, 6.94);
    private static final double RADIUS = 1_000 / (2 * Math.PI);
    private static final LocalPlane PLANE = new LocalPlane(HOME);

    private Circle() {}

    /// The point `metres` clockwise from the north of the circle.
    public static GeoPoint at(double metres) {
        double a = metres / RADIUS;
        return PLANE.point(RADIUS * Math.sin(a), RADIUS * Math.cos(a));
    }

    public static TimingLine line(double metres) {
        return TimingLine.across(at(metres), heading(metres), 15);
    }

    public static double heading(double metres) {
        return (90 + Math.toDegrees(metres / RADIUS)) % 360;
    }

    public static Course course() {
        return Course.circuit("circle", "Circle", line(0));
    }

    /// 10 fixes a second, from 100 m before the line; one speed for each lap, then 100 m more.
    public static List<Fix> drive(long startNs, double... speeds) {
        List<Fix> fixes = new ArrayList<>();
        double metres = -100;
        double end = 1_000.0 * speeds.length + 100;
        for (int i = 0; metres < end; i++) {
            int lap = (int) Math.clamp(Math.floor(metres / 1_000), 0, speeds.length - 1);
            GeoPoint point = at(metres);
            fixes.add(
                    new Fix(
                            startNs + i * 100_000_000L,
                            point.latitude(),
                            point.longitude(),
                            speeds[lap],
                            heading(metres + 1_000),
                            0.9,
                            false));
            metres += speeds[lap] / 10;
        }
        return fixes;
    }
}
