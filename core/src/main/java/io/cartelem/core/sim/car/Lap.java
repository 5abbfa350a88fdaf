package io.cartelem.core.sim.car;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A lap that was really driven, sampled at equal steps and closed, so that the last step leads to
/// the first. Immutable.
public final class Lap {
    private static final int COLUMNS = 10;
    private static final int LATITUDE = 1;
    private static final int LONGITUDE = 2;
    private static final int ALTITUDE = 3;
    private static final int SPEED = 4;
    private static final int HEADING = 5;
    private static final int RPM = 6;
    private static final int THROTTLE = 7;
    private static final int PEDAL = 8;
    private static final int LOAD = 9;

    private final double[][] rows;
    private final double step;
    private final double[] distanceBefore;

    private Lap(double[][] rows) {
        this.rows = rows;
        this.step = rows[1][0] - rows[0][0];
        this.distanceBefore = new double[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            double mean = (rows[i][SPEED] + rows[(i + 1) % rows.length][SPEED]) / 2;
            distanceBefore[i + 1] = distanceBefore[i] + mean * step;
        }
    }

    /// One instant of the lap.
    ///
    /// @param speed metres per second
    /// @param heading degrees clockwise from north
    /// @param throttle percent
    /// @param pedal percent
    /// @param load percent
    public record Point(
            double latitude,
            double longitude,
            double altitude,
            double speed,
            double heading,
            double rpm,
            double throttle,
            double pedal,
            double load) {}

    /// The lap of the Tianma circuit that comes with Cartelem.
    public static Lap tianma() {
        return fromResource("tianma-lap.csv");
    }

    static Lap fromResource(String name) {
        InputStream in = Lap.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the lap " + name + " is missing from the build");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(reader.lines().toList(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lap parse(List<String> lines, String name) {
        List<double[]> rows = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("#") || line.startsWith("t,") || line.isBlank()) {
                continue;
            }
            String[] cells = line.split(",", -1);
            if (cells.length != COLUMNS) {
                throw new IllegalArgumentException(
                        name + " has a line of " + cells.length + " columns: " + line);
            }
            double[] row = new double[COLUMNS];
            for (int i = 0; i < COLUMNS; i++) {
                row[i] = Double.parseDouble(cells[i]);
            }
            rows.add(row);
        }
        if (rows.size() < 4) {
            throw new IllegalArgumentException(name + " has no lap in it");
        }
        return new Lap(rows.toArray(double[][]::new));
    }

    /// Seconds from the start line to the start line.
    public double seconds() {
        return rows.length * step;
    }

    /// Metres of one lap.
    public double length() {
        return distanceBefore[rows.length];
    }

    /// The number of samples, [#step] seconds apart.
    int size() {
        return rows.length;
    }

    double step() {
        return step;
    }

    /// The lap `seconds` after the start line was first crossed; laps repeat.
    public Point at(double seconds) {
        double position = (seconds - Math.floor(seconds / seconds()) * seconds()) / step;
        int i = Math.floorMod((int) Math.floor(position), rows.length);
        double f = position - Math.floor(position);
        double[] before = rows[Math.floorMod(i - 1, rows.length)];
        double[] from = rows[i];
        double[] to = rows[(i + 1) % rows.length];
        double[] after = rows[(i + 2) % rows.length];
        return new Point(
                curve(before, from, to, after, f, LATITUDE),
                curve(before, from, to, after, f, LONGITUDE),
                curve(before, from, to, after, f, ALTITUDE),
                line(from, to, f, SPEED),
                turn(from[HEADING], to[HEADING], f),
                line(from, to, f, RPM),
                line(from, to, f, THROTTLE),
                line(from, to, f, PEDAL),
                line(from, to, f, LOAD));
    }

    /// Metres driven `seconds` after the start line was first crossed.
    public double distance(double seconds) {
        double laps = Math.floor(seconds / seconds());
        double position = (seconds - laps * seconds()) / step;
        int i = Math.min((int) position, rows.length - 1);
        double f = position - i;
        double v0 = rows[i][SPEED];
        double v1 = rows[(i + 1) % rows.length][SPEED];
        return laps * length() + distanceBefore[i] + (v0 + (v1 - v0) * f / 2) * f * step;
    }

    private static double line(double[] from, double[] to, double f, int column) {
        return from[column] + (to[column] - from[column]) * f;
    }

    /// Catmull-Rom: passes through the samples without a kink, so that a receiver of 25 Hz sees no
    /// steps in a lap of 10 Hz.
    private static double curve(
            double[] before, double[] from, double[] to, double[] after, double f, int column) {
        double p0 = before[column];
        double p1 = from[column];
        double p2 = to[column];
        double p3 = after[column];
        return p1
                + 0.5
                        * f
                        * (p2
                                - p0
                                + f
                                        * (2 * p0
                                                - 5 * p1
                                                + 4 * p2
                                                - p3
                                                + f * (3 * (p1 - p2) + p3 - p0)));
    }

    private static double turn(double from, double to, double f) {
        double difference = (to - from + 540) % 360 - 180;
        return (from + difference * f + 360) % 360;
    }
}
