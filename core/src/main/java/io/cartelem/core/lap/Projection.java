package io.cartelem.core.lap;

/// Follows a car along a reference lap: the nearest point of the reference near where the car must
/// be by now, so that another part of the track close by is not mistaken for this one. Used by one
/// thread.
final class Projection {
    /// The reference is searched so far behind and beyond what was driven.
    private static final double SLACK_M = 40;

    /// Further from the reference a car is on another way.
    private static final double BESIDE_M = 60;

    private final LapTrace reference;
    private double metres;
    private double driven;
    private boolean lost;

    Projection(LapTrace reference) {
        this.reference = reference;
    }

    /// Back to the start line.
    void restart() {
        metres = 0;
        driven = 0;
        lost = false;
    }

    /// The car is at `x`, `y` on the reference's plane after another `way` metres.
    void advance(double x, double y, double way) {
        driven += way;
        double expected = metres + driven;
        double from = metres - SLACK_M;
        double to = expected + SLACK_M + driven / 2;
        int last =
                Math.min(
                        reference.intervalAt(Math.min(to, reference.length())),
                        reference.size() - 2);
        double best = Double.POSITIVE_INFINITY;
        double found = expected;
        for (int i = reference.intervalAt(Math.max(0, from)); i <= last; i++) {
            double ax = reference.x(i);
            double ay = reference.y(i);
            double dx = reference.x(i + 1) - ax;
            double dy = reference.y(i + 1) - ay;
            double square = dx * dx + dy * dy;
            double u = square == 0 ? 0 : Math.clamp(((x - ax) * dx + (y - ay) * dy) / square, 0, 1);
            double distance = Math.hypot(ax + u * dx - x, ay + u * dy - y);
            if (distance < best) {
                best = distance;
                found = reference.metres(i) + u * (reference.metres(i + 1) - reference.metres(i));
            }
        }
        lost = best > BESIDE_M;
        if (!lost) {
            metres = found;
            driven = 0;
        }
    }

    /// Metres along the reference; counted on by what was driven while the car is elsewhere.
    double metres() {
        return Math.min(metres + driven, reference.length());
    }

    /// Whether the car is too far from the reference to be compared with it.
    boolean isLost() {
        return lost;
    }
}
