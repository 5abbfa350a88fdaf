package io.cartelem.core.lap;

/// When a lap was where: time as a rising function of distance, and back. Between two known places
/// the speeds at both shape the curve, so that a receiver of one fix a second is followed through
/// braking. Immutable.
final class Progress {
    private static final double CRAWL_MPS = 1;

    private final double[] metres;
    private final double[] seconds;
    private final double[] speeds;

    /// @param metres rising or equal
    /// @param seconds rising
    /// @param speeds m/s, as many
    Progress(double[] metres, double[] seconds, double[] speeds) {
        this.metres = metres;
        this.seconds = seconds;
        this.speeds = speeds;
    }

    double length() {
        return metres[metres.length - 1];
    }

    double duration() {
        return seconds[seconds.length - 1];
    }

    /// Seconds since the start of the lap at `m` metres; clamped to the lap.
    double timeAt(double m) {
        int i = Columns.interval(metres, m);
        double step = metres[i + 1] - metres[i];
        double span = seconds[i + 1] - seconds[i];
        double u = step <= 0 ? 1 : Math.clamp((m - metres[i]) / step, 0, 1);
        // Slopes of time over distance, as parts of the mean slope.
        double mean = step / span;
        double a = mean / Math.max(speeds[i], CRAWL_MPS);
        double b = mean / Math.max(speeds[i + 1], CRAWL_MPS);
        boolean monotone = a < 3 && b < 3 && speeds[i] > CRAWL_MPS && speeds[i + 1] > CRAWL_MPS;
        if (!monotone) {
            return seconds[i] + span * u;
        }
        double w = 1 - u;
        return seconds[i] + span * (u * u * (3 - 2 * u) + a * u * w * w - b * u * u * w);
    }

    /// Metres since the start of the lap after `s` seconds; clamped to the lap.
    double metresAt(double s) {
        int i = Columns.interval(seconds, s);
        double u = Math.clamp((s - seconds[i]) / (seconds[i + 1] - seconds[i]), 0, 1);
        return metres[i] + (metres[i + 1] - metres[i]) * u;
    }

    /// Speed in m/s at `m` metres.
    double speedAt(double m) {
        return Columns.at(metres, speeds, m);
    }
}
