package io.cartelem.core.lap;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/// A closed track of known length with known times: an outline of Fourier terms, driven at a speed
/// that is a function of the distance.
final class SyntheticTrack {
    static final GeoPoint HOME = new GeoPoint(50.33, 6.94);
    private static final int STEPS = 40_000;
    private static final double DT = 0.001;

    private final LocalPlane plane = new LocalPlane(HOME);
    private final double[] xs = new double[STEPS + 1];
    private final double[] ys = new double[STEPS + 1];
    private final double[] at = new double[STEPS + 1];

    SyntheticTrack(double scale) {
        for (int i = 0; i <= STEPS; i++) {
            double a = 2 * Math.PI * i / STEPS;
            double r = scale * (1 + 0.25 * Math.cos(2 * a + 0.4) + 0.12 * Math.sin(3 * a));
            xs[i] = 1.5 * r * Math.cos(a);
            ys[i] = r * Math.sin(a);
            if (i > 0) {
                at[i] = at[i - 1] + Math.hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
            }
        }
    }

    double length() {
        return at[STEPS];
    }

    /// A line across the track at `metres` from its beginning.
    TimingLine lineAt(double metres) {
        double[] p = place(metres);
        return TimingLine.across(plane.point(p[0], p[1]), Math.toDegrees(p[2]), 15);
    }

    Course course(double... splits) {
        List<TimingLine> lines = new ArrayList<>();
        for (double split : splits) {
            lines.add(lineAt(split));
        }
        return Course.circuit("made", "Made", lineAt(0)).withSplits(lines);
    }

    /// x, y, course in radians from north at `metres`, which may be more than a lap or negative.
    double[] place(double metres) {
        double s = metres - Math.floor(metres / length()) * length();
        int low = 0;
        int high = STEPS;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (at[middle] <= s) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double f = (s - at[low]) / (at[high] - at[low]);
        double dx = xs[high] - xs[low];
        double dy = ys[high] - ys[low];
        return new double[] {xs[low] + f * dx, ys[low] + f * dy, Math.atan2(dx, dy)};
    }

    /// A drive in the making. Times in seconds, distances in metres along the track from its line.
    final class Drive {
        final List<double[]> states = new ArrayList<>();
        private double time;
        private double metres;

        Drive(double from) {
            metres = from;
        }

        /// Goes on to `to` metres at the speed that `speed` gives for each place.
        Drive to(double to, DoubleUnaryOperator speed) {
            while (metres < to) {
                double v = speed.applyAsDouble(metres);
                double half = speed.applyAsDouble(metres + v * DT / 2);
                states.add(new double[] {time, metres, v});
                metres += half * DT;
                time += DT;
            }
            return this;
        }

        /// Backs up to `to` metres.
        Drive back(double to, double speed) {
            while (metres > to) {
                states.add(new double[] {time, metres, -speed});
                metres -= speed * DT;
                time += DT;
            }
            return this;
        }

        Drive stand(double seconds) {
            for (double end = time + seconds; time < end; time += DT) {
                states.add(new double[] {time, metres, 0});
            }
            return this;
        }

        double time() {
            return time;
        }

        double metres() {
            return metres;
        }

        /// When the car first passed `m` metres, seconds.
        double timeAt(double m) {
            for (int i = 1; i < states.size(); i++) {
                double[] a = states.get(i - 1);
                double[] b = states.get(i);
                if (a[1] <= m && b[1] > m) {
                    return a[0] + DT * (m - a[1]) / (b[1] - a[1]);
                }
            }
            throw new IllegalArgumentException("never at " + m);
        }

        Receiver receiver(double hz) {
            return new Receiver(this, hz);
        }
    }

    /// That many laps, each a little other than the last, with a run-up and a run-out.
    Drive laps(int count) {
        Drive drive = from(-300);
        for (int lap = 0; lap < count; lap++) {
            drive.to((lap + 1) * length(), pace(28, lap * 0.1));
        }
        return drive.to(count * length() + 200, pace(28, 0));
    }

    Drive from(double metres) {
        return new Drive(metres);
    }

    /// How a receiver sees a drive.
    final class Receiver {
        private final Drive drive;
        private final double hz;
        private double white;
        private double wander;
        private boolean velocity = true;
        private double hdop = 0.9;
        private long seed = 1;
        private double phase;
        private double jitterS;
        private final List<double[]> gaps = new ArrayList<>();

        Receiver(Drive drive, double hz) {
            this.drive = drive;
            this.hz = hz;
        }

        /// Metres of noise from fix to fix, and of error that wanders over half a minute.
        Receiver noise(double whiteM, double wanderM, long withSeed) {
            white = whiteM;
            wander = wanderM;
            seed = withSeed;
            return this;
        }

        Receiver withoutVelocity() {
            velocity = false;
            return this;
        }

        Receiver hdop(double value) {
            hdop = value;
            return this;
        }

        Receiver phase(double part) {
            phase = part;
            return this;
        }

        Receiver jitter(double seconds) {
            jitterS = seconds;
            return this;
        }

        Receiver gap(double from, double to) {
            gaps.add(new double[] {from, to});
            return this;
        }

        List<Fix> fixes() {
            Random random = new Random(seed);
            List<Fix> fixes = new ArrayList<>();
            double wanderX = wander * random.nextGaussian();
            double wanderY = wander * random.nextGaussian();
            double keep = Math.exp(-1 / (30 * hz));
            double stir = wander * Math.sqrt(1 - keep * keep);
            for (double t = phase / hz; t < drive.time() - DT; t += 1 / hz) {
                double[] state = drive.states.get((int) Math.round(t / DT));
                wanderX = keep * wanderX + stir * random.nextGaussian();
                wanderY = keep * wanderY + stir * random.nextGaussian();
                double ex = wanderX + white * random.nextGaussian();
                double ey = wanderY + white * random.nextGaussian();
                double ev = white > 0 ? 0.05 * random.nextGaussian() : 0;
                double late = jitterS * random.nextDouble();
                double now = t;
                if (gaps.stream().anyMatch(g -> now > g[0] && now < g[1])) {
                    continue;
                }
                double[] p = place(state[1] + state[2] * (t - state[0]));
                GeoPoint point = plane.point(p[0] + ex, p[1] + ey);
                double heading = Math.toDegrees(p[2]) + (state[2] < 0 ? 180 : 0);
                fixes.add(
                        new Fix(
                                Math.round((t + late) * 1e9),
                                point.latitude(),
                                point.longitude(),
                                velocity ? Math.abs(Math.abs(state[2]) + ev) : Double.NaN,
                                velocity ? (heading + 360) % 360 : Double.NaN,
                                hdop,
                                false));
            }
            return fixes;
        }
    }

    /// A lap at `mean` m/s, slower in two corners, in one of them less so the higher `skill` is.
    DoubleUnaryOperator pace(double mean, double skill) {
        return m -> {
            double a = 2 * Math.PI * m / length();
            return mean * (1 + 0.3 * Math.sin(2 * a) + 0.15 * skill * Math.cos(a));
        };
    }
}
