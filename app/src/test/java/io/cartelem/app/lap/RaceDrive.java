package io.cartelem.app.lap;

import io.cartelem.app.desk.Drive;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.model.SampleBatch;

import java.util.ArrayList;
import java.util.List;

/// Laps of a made track of some 2.7 km, each at its own pace, seen ten times a second: the same
/// every time.
public final class RaceDrive {
    /// Fixes a second.
    public static final int RATE_HZ = 10;

    private static final int STEPS = 20_000;
    private static final double RUN_UP_M = 300;
    private static final double RUN_OUT_M = 250;
    private static final double DT = 0.01;
    private static final double[] GEARS = {120, 78, 58, 46, 39, 34};

    private final LocalPlane plane = new LocalPlane(new GeoPoint(50.3356, 6.9475));
    private final double[] xs = new double[STEPS + 1];
    private final double[] ys = new double[STEPS + 1];
    private final double[] at = new double[STEPS + 1];
    private final List<Fix> fixes = new ArrayList<>();

    /// What the receiver and the car say at an instant.
    ///
    /// @param seconds since the drive began
    /// @param heading degrees clockwise from north
    public record Fix(
            double seconds,
            GeoPoint place,
            double kph,
            double heading,
            double rpm,
            double throttle) {}

    /// A lap to be driven.
    ///
    /// @param pace 1 for the usual speed
    /// @param slowAtM around this place it is slower than its pace by a fifth; negative for nowhere
    /// @param gapFromM from here to `gapToM` the receiver says nothing
    public record Pace(double pace, double slowAtM, double gapFromM, double gapToM) {
        public static Pace of(double pace) {
            return new Pace(pace, -1, 0, 0);
        }

        public Pace slowAt(double metres) {
            return new Pace(pace, metres, gapFromM, gapToM);
        }

        public Pace silent(double fromM, double toM) {
            return new Pace(pace, slowAtM, fromM, toM);
        }
    }

    /// Five laps: the third is the best that counts, the fourth would be faster but for a gap.
    public static RaceDrive fiveLaps() {
        return new RaceDrive(
                Pace.of(0.97).slowAt(600),
                Pace.of(0.985).slowAt(1_700),
                Pace.of(1),
                Pace.of(1.03).silent(1_000, 1_250),
                Pace.of(0.99).slowAt(1_150));
    }

    public RaceDrive(Pace... laps) {
        for (int i = 0; i <= STEPS; i++) {
            double a = 2 * Math.PI * i / STEPS;
            double r = 300 * (1 + 0.28 * Math.cos(2 * a + 0.4) + 0.14 * Math.sin(3 * a));
            xs[i] = 1.6 * r * Math.cos(a);
            ys[i] = -r * Math.sin(a);
            if (i > 0) {
                at[i] = at[i - 1] + Math.hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
            }
        }
        drive(laps);
    }

    private void drive(Pace[] laps) {
        double metres = -RUN_UP_M;
        double end = laps.length * length() + RUN_OUT_M;
        for (long tick = 0; metres < end; tick++) {
            int lap = (int) Math.clamp(Math.floor(metres / length()), 0, laps.length - 1);
            double within = metres - lap * length();
            Pace pace = laps[lap];
            double speed = speed(metres) * pace.pace() * slowness(pace, within);
            boolean silent = within > pace.gapFromM() && within < pace.gapToM();
            if (tick % Math.round(1 / DT / RATE_HZ) == 0 && !silent) {
                fixes.add(fix(tick * DT, metres, speed));
            }
            metres += speed * DT;
        }
    }

    private Fix fix(double seconds, double metres, double speed) {
        double[] place = place(metres);
        int gear = (int) Math.clamp((speed - 8) / 8, 0, 5);
        double pull = speed(metres + 20) - speed(metres - 10);
        return new Fix(
                seconds,
                plane.point(place[0], place[1]),
                speed * 3.6,
                (Math.toDegrees(place[2]) + 360) % 360,
                Math.rint(speed * 3.6 * GEARS[gear]),
                Math.rint(Math.clamp(40 + 12 * pull, 0, 100)));
    }

    private static double slowness(Pace pace, double within) {
        double off = (within - pace.slowAtM()) / 120;
        return pace.slowAtM() < 0 ? 1 : 1 - 0.2 * Math.exp(-off * off);
    }

    private double speed(double metres) {
        double a = 2 * Math.PI * metres / length();
        return 34 + 10 * Math.sin(3 * a + 0.5) + 5 * Math.sin(5 * a + 1);
    }

    /// Metres of a lap.
    public double length() {
        return at[STEPS];
    }

    /// The place `metres` after the line.
    public GeoPoint pointAt(double metres) {
        double[] place = place(metres);
        return plane.point(place[0], place[1]);
    }

    /// A line across the track.
    public TimingLine lineAt(double metres) {
        return TimingLine.across(pointAt(metres), Math.toDegrees(place(metres)[2]), 15);
    }

    /// The track with its line and two splits.
    public Course course() {
        return Course.circuit("ring", "Test ring", lineAt(0))
                .withSplits(List.of(lineAt(length() / 3), lineAt(2 * length() / 3)));
    }

    private double[] place(double metres) {
        double s = metres - Math.floor(metres / length()) * length();
        int found = java.util.Arrays.binarySearch(at, s);
        int low = Math.clamp(found >= 0 ? found : -found - 2, 0, STEPS - 1);
        double u = (s - at[low]) / (at[low + 1] - at[low]);
        double dx = xs[low + 1] - xs[low];
        double dy = ys[low + 1] - ys[low];
        return new double[] {xs[low] + u * dx, ys[low] + u * dy, Math.atan2(dx, dy)};
    }

    public List<Fix> fixes() {
        return List.copyOf(fixes);
    }

    /// Seconds from the first to the last fix.
    public double seconds() {
        return fixes.getLast().seconds();
    }

    /// What is measured from `fromS` to `toS` seconds, with times counted from `originNs`.
    public SampleBatch between(long originNs, double fromS, double toS) {
        SampleBatch.Builder batch = SampleBatch.builder(4_096);
        for (Fix fix : fixes) {
            if (fix.seconds() < fromS || fix.seconds() >= toS) {
                continue;
            }
            long t = originNs + Math.round(fix.seconds() * 1e9);
            batch.add(Drive.LATITUDE, t, fix.place().latitude());
            batch.add(Drive.LONGITUDE, t, fix.place().longitude());
            batch.add(Drive.GPS_SPEED, t, fix.kph());
            batch.add(Drive.HEADING, t, fix.heading());
            batch.add(Drive.HDOP, t, 0.8);
            batch.add(Drive.RPM, t, fix.rpm());
            batch.add(Drive.THROTTLE, t, fix.throttle());
            batch.add(Drive.COOLANT, t, 88);
        }
        return batch.build();
    }
}
