package io.cartelem.core.lap;

/// A line on the ground that a car crosses in one direction: with `left` on its left hand and
/// `right` on its right. Crossing it the other way round does not count.
public record TimingLine(GeoPoint left, GeoPoint right) {
    /// The shortest and the longest line, metres.
    public static final double SHORTEST_M = 2;

    public static final double LONGEST_M = 500;

    /// Wide enough for a race track and the error of a receiver, narrow enough to leave out what
    /// runs beside it.
    public static final double USUAL_HALF_WIDTH_M = 15;

    public TimingLine {
        double length = LocalPlane.distance(left, right);
        if (!(length >= SHORTEST_M && length <= LONGEST_M)) {
            throw new IllegalArgumentException(
                    "a timing line must be %.0f to %.0f m long, not %.1f m"
                            .formatted(SHORTEST_M, LONGEST_M, length));
        }
    }

    /// The line through `centre`, square to the way of a car.
    ///
    /// @param heading where the car goes, degrees clockwise from north
    /// @param halfWidth metres to either side
    public static TimingLine across(GeoPoint centre, double heading, double halfWidth) {
        LocalPlane plane = new LocalPlane(centre);
        double towards = Math.toRadians(heading);
        double rightX = Math.cos(towards) * halfWidth;
        double rightY = -Math.sin(towards) * halfWidth;
        return new TimingLine(plane.point(-rightX, -rightY), plane.point(rightX, rightY));
    }

    /// The middle of the line.
    public GeoPoint centre() {
        LocalPlane plane = new LocalPlane(left);
        return plane.point(plane.x(right.longitude()) / 2, plane.y(right.latitude()) / 2);
    }

    /// The direction in which it is crossed, degrees clockwise from north, 0 to 360.
    public double heading() {
        LocalPlane plane = new LocalPlane(left);
        double across =
                Math.toDegrees(Math.atan2(plane.x(right.longitude()), plane.y(right.latitude())));
        return (across - 90 + 720) % 360;
    }

    /// The same line for cars that come from the other side.
    public TimingLine reversed() {
        return new TimingLine(right, left);
    }
}
