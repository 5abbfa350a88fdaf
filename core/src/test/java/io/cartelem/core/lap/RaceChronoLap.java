package io.cartelem.core.lap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A recorded lap with what RaceChrono made of it.
///
/// @param fixes the receiver's
/// @param lines where and when RaceChrono saw the line crossed, times in its own count
record RaceChronoLap(List<Fix> fixes, List<Fix> lines, List<Double> elapsedAtLines) {

    static RaceChronoLap read(String name) {
        List<Fix> fixes = new ArrayList<>();
        List<Fix> lines = new ArrayList<>();
        List<Double> elapsed = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(RaceChronoLap.class.getResourceAsStream(name))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] cells = line.split(",", -1);
                long timeNs = Math.round(Double.parseDouble(cells[3]) * 1e9);
                double latitude = Double.parseDouble(cells[4]);
                double longitude = Double.parseDouble(cells[5]);
                if (cells[0].equals("line")) {
                    lines.add(Fix.bare(timeNs, latitude, longitude));
                    elapsed.add(Double.parseDouble(cells[3]));
                } else {
                    fixes.add(
                            new Fix(
                                    timeNs,
                                    latitude,
                                    longitude,
                                    Double.parseDouble(cells[6]),
                                    Double.parseDouble(cells[7]),
                                    Double.parseDouble(cells[8]),
                                    false));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RaceChronoLap(fixes, lines, elapsed);
    }

    /// The lap time RaceChrono shows, seconds.
    double seconds() {
        return elapsedAtLines.get(1) - elapsedAtLines.get(0);
    }

    /// The line through the two places where RaceChrono saw it crossed, longer to both sides.
    TimingLine line() {
        Fix a = lines.get(0);
        Fix b = lines.get(1);
        LocalPlane plane = new LocalPlane(new GeoPoint(a.latitude(), a.longitude()));
        double x = plane.x(b.longitude());
        double y = plane.y(b.latitude());
        double length = Math.hypot(x, y);
        GeoPoint one = plane.point(-20 * x / length, -20 * y / length);
        GeoPoint other = plane.point(20 * x / length, 20 * y / length);
        TimingLine line = new TimingLine(one, other);
        double turn = Math.abs((line.heading() - 291 + 540) % 360 - 180);
        return turn < 90 ? line : line.reversed();
    }

    /// Every `n`-th fix.
    List<Fix> thinned(int n, int from) {
        List<Fix> kept = new ArrayList<>();
        for (int i = from; i < fixes.size(); i += n) {
            kept.add(fixes.get(i));
        }
        return kept;
    }
}
