package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Finds a start line in the track itself: the place that a drive passes most often in the same
/// direction, and of those the fastest and straightest. Used by one thread for one drive.
public final class LineFinder {
    private static final double STEP_M = 5;
    private static final double SLOWEST_MPS = 6;
    private static final double CELL_M = 15;
    private static final double SAME_WAY_RAD = Math.toRadians(40);
    private static final int MOST_CANDIDATES = 1_500;
    private static final int MOST_TRIES = 5;

    /// Among the places passed nearly as often as the most passed one, speed decides.
    private static final double NEARLY = 0.9;

    private static final int STRAIGHT_OVER = 8;

    /// Laps of one track differ by less than this.
    private static final double SAME_LENGTH = 0.15;

    private record Spot(double x, double y, double course, double speed, double odometer) {}

    private record Candidate(int spot, int visits, double merit) {}

    private final LocalPlane plane;
    private final List<Spot> spots = new ArrayList<>();
    private final Map<Long, List<Integer>> cells = new HashMap<>();

    private LineFinder(LocalPlane plane) {
        this.plane = plane;
    }

    /// A line and what it gives on the drive it was found in.
    ///
    /// @param laps how many laps it cuts
    /// @param lengthM the length of one of them, metres
    public record Found(TimingLine line, int laps, double lengthM) {}

    /// The start line of a drive; empty if nothing was driven twice.
    public static Optional<Found> find(List<Fix> fixes) {
        Fix first = fixes.stream().filter(Fix::usable).findFirst().orElse(null);
        if (first == null) {
            return Optional.empty();
        }
        LocalPlane plane = new LocalPlane(new GeoPoint(first.latitude(), first.longitude()));
        LineFinder finder = new LineFinder(plane);
        finder.gather(fixes);
        return finder.best(fixes);
    }

    private void gather(List<Fix> fixes) {
        Motion motion = new Motion(plane);
        Place before = null;
        for (Fix fix : fixes) {
            Place place = motion.advance(fix);
            if (place == null) {
                continue;
            }
            if (before == null || place.gapS() > 0) {
                before = place;
            } else if (place.odometer() - before.odometer() >= STEP_M) {
                add(before, place);
                before = place;
            }
        }
    }

    private void add(Place from, Place to) {
        double x = (from.x() + to.x()) / 2;
        double y = (from.y() + to.y()) / 2;
        double course = Math.atan2(to.x() - from.x(), to.y() - from.y());
        cells.computeIfAbsent(cell(x, y, 0, 0), key -> new ArrayList<>()).add(spots.size());
        spots.add(new Spot(x, y, course, to.speed(), to.odometer()));
    }

    private static long cell(double x, double y, int right, int up) {
        long column = Math.round(x / CELL_M) + right;
        long row = Math.round(y / CELL_M) + up;
        return (column << 32) ^ (row & 0xFFFF_FFFFL);
    }

    private Optional<Found> best(List<Fix> fixes) {
        List<Candidate> candidates = new ArrayList<>();
        int step = Math.max(1, spots.size() / MOST_CANDIDATES);
        for (int i = 0; i < spots.size(); i += step) {
            if (spots.get(i).speed() >= SLOWEST_MPS) {
                int visits = visits(spots.get(i)).size();
                if (visits > 1) {
                    candidates.add(new Candidate(i, visits, merit(i)));
                }
            }
        }
        int most = candidates.stream().mapToInt(Candidate::visits).max().orElse(0);
        return candidates.stream()
                .filter(c -> c.visits() >= NEARLY * most)
                .sorted(Comparator.comparingDouble(Candidate::merit).reversed())
                .limit(MOST_TRIES)
                .map(c -> tried(spots.get(c.spot()), fixes))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /// The passings of a spot, one spot for each.
    private List<Spot> visits(Spot spot) {
        List<Spot> near = new ArrayList<>();
        for (int right = -1; right <= 1; right++) {
            for (int up = -1; up <= 1; up++) {
                for (int i : cells.getOrDefault(cell(spot.x(), spot.y(), right, up), List.of())) {
                    Spot other = spots.get(i);
                    if (Math.abs(turn(spot.course(), other.course())) < SAME_WAY_RAD) {
                        near.add(other);
                    }
                }
            }
        }
        near.sort(Comparator.comparingDouble(Spot::odometer));
        List<Spot> visits = new ArrayList<>();
        for (Spot other : near) {
            if (visits.isEmpty()
                    || other.odometer() - visits.getLast().odometer() > LapCutter.SHORTEST_LAP_M) {
                visits.add(other);
            }
        }
        return visits;
    }

    private double merit(int i) {
        int before = Math.max(0, i - STRAIGHT_OVER);
        int after = Math.min(spots.size() - 1, i + STRAIGHT_OVER);
        double turn = Math.abs(turn(spots.get(before).course(), spots.get(after).course()));
        return spots.get(i).speed() - 0.5 * Math.toDegrees(turn);
    }

    private @Nullable Found tried(Spot spot, List<Fix> fixes) {
        GeoPoint centre = plane.point(spot.x(), spot.y());
        TimingLine line =
                TimingLine.across(
                        centre, Math.toDegrees(spot.course()), TimingLine.USUAL_HALF_WIDTH_M);
        List<Lap> laps = LapCutter.cut(Course.circuit("found", "Found", line), fixes).laps();
        double[] lengths = laps.stream().mapToDouble(Lap::metres).sorted().toArray();
        if (lengths.length == 0) {
            return null;
        }
        double middle = lengths[lengths.length / 2];
        long alike =
                laps.stream()
                        .filter(l -> Math.abs(l.metres() - middle) < SAME_LENGTH * middle)
                        .count();
        return 2 * alike > laps.size() ? new Found(line, laps.size(), middle) : null;
    }

    private static double turn(double from, double to) {
        return Math.IEEEremainder(to - from, 2 * Math.PI);
    }
}
