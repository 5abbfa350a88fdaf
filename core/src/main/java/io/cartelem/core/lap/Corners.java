package io.cartelem.core.lap;

import java.util.ArrayList;
import java.util.List;

/// Finds the corners of a lap by its speed: between two places where the car is fastest lies one
/// where it is slowest. Unlike curvature, speed needs no smoothing of positions, and a bend that
/// costs no time is no corner.
final class Corners {
    private static final double STEP_M = 5;
    private static final double SMOOTHED_OVER_M = 15;

    /// A dip in speed counts from this, absolute and relative to the speed.
    private static final double LEAST_DIP_MPS = 2;

    private static final double LEAST_DIP_SHARE = 0.06;
    private static final double TURN_OVER_M = 60;
    private static final int PARTS_WITHOUT_CORNERS = 10;

    private final LapTrace lap;
    private final double[] speeds;

    private Corners(LapTrace lap) {
        this.lap = lap;
        Progress progress = lap.progress();
        int count = (int) Math.max(2, Math.ceil(lap.length() / STEP_M)) + 1;
        speeds = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            int n = 0;
            for (double off = -SMOOTHED_OVER_M; off <= SMOOTHED_OVER_M; off += STEP_M) {
                sum += progress.speedAt(Math.clamp(at(i) + off, 0, lap.length()));
                n++;
            }
            speeds[i] = sum / n;
        }
    }

    /// The corners of `lap`, which together cover it; equal parts numbered 0 if it has none.
    static List<Corner> of(LapTrace lap) {
        return new Corners(lap).find();
    }

    private List<Corner> find() {
        List<Integer> apexes = new ArrayList<>();
        List<Integer> borders = new ArrayList<>();
        int low = 0;
        int high = 0;
        boolean falling = true;
        for (int i = 1; i < speeds.length; i++) {
            if (falling) {
                low = speeds[i] < speeds[low] ? i : low;
                high = speeds[i] > speeds[high] && low <= high ? i : high;
                if (speeds[i] - speeds[low] > dip(low)) {
                    if (low > 0 || !apexes.isEmpty()) {
                        apexes.add(low);
                    }
                    falling = false;
                    high = i;
                }
            } else {
                high = speeds[i] > speeds[high] ? i : high;
                if (speeds[high] - speeds[i] > dip(high)) {
                    borders.add(high);
                    falling = true;
                    low = i;
                }
            }
        }
        return parts(apexes, borders);
    }

    private double dip(int i) {
        return Math.max(LEAST_DIP_MPS, LEAST_DIP_SHARE * speeds[i]);
    }

    private List<Corner> parts(List<Integer> apexes, List<Integer> borders) {
        List<Corner> corners = new ArrayList<>();
        if (apexes.isEmpty()) {
            double part = lap.length() / PARTS_WITHOUT_CORNERS;
            for (int i = 0; i < PARTS_WITHOUT_CORNERS; i++) {
                corners.add(new Corner(0, i * part, (i + 0.5) * part, (i + 1) * part, 0));
            }
            return corners;
        }
        double from = 0;
        for (int i = 0; i < apexes.size(); i++) {
            int apex = apexes.get(i);
            double to =
                    i + 1 == apexes.size()
                            ? lap.length()
                            : borders.stream()
                                    .filter(b -> b > apex)
                                    .findFirst()
                                    .map(this::at)
                                    .orElse(lap.length());
            corners.add(new Corner(i + 1, from, at(apex), to, turn(at(apex))));
            from = to;
        }
        return corners;
    }

    private double turn(double apex) {
        double before = lap.courseAt(Math.max(0, apex - TURN_OVER_M));
        double after = lap.courseAt(Math.min(lap.length(), apex + TURN_OVER_M));
        return (Math.toDegrees(after - before) + 540) % 360 - 180;
    }

    private double at(int i) {
        return Math.min(i * STEP_M, lap.length());
    }
}
