package io.cartelem.app.lap;

import io.cartelem.app.map.Sketch;
import io.cartelem.app.map.Sketch.Ink;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.TrackPoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The way of a session for a map. Reads the store, so it belongs on a background thread.
final class SessionWay {
    private static final int MOST_POINTS = 8_000;
    private static final long SHORT_GAP_NS = 5_000_000_000L;

    private SessionWay() {}

    /// One way for each stretch without a gap; none without positions.
    static List<Sketch.Way> of(SessionStore store, long sessionId) {
        List<TrackPoint> track =
                store.track(sessionId, Long.MIN_VALUE, Long.MAX_VALUE, MOST_POINTS).stream()
                        .filter(SessionWay::usable)
                        .toList();
        long longest = SHORT_GAP_NS + 4 * usualStep(track);
        List<Sketch.Way> ways = new ArrayList<>();
        List<GeoPoint> way = new ArrayList<>();
        for (int i = 0; i < track.size(); i++) {
            TrackPoint point = track.get(i);
            if (i > 0 && point.timeNs() - track.get(i - 1).timeNs() > longest) {
                end(way, ways);
            }
            way.add(new GeoPoint(point.latitude(), point.longitude()));
        }
        end(way, ways);
        return ways;
    }

    private static void end(List<GeoPoint> way, List<Sketch.Way> ways) {
        if (way.size() > 1) {
            ways.add(new Sketch.Way(way, Ink.GROUND));
        }
        way.clear();
    }

    private static boolean usable(TrackPoint point) {
        boolean nowhere = point.latitude() == 0 && point.longitude() == 0;
        return Math.abs(point.latitude()) <= 90 && Math.abs(point.longitude()) <= 180 && !nowhere;
    }

    private static long usualStep(List<TrackPoint> track) {
        long[] steps = new long[Math.max(1, track.size() - 1)];
        for (int i = 0; i + 1 < track.size(); i++) {
            steps[i] = track.get(i + 1).timeNs() - track.get(i).timeNs();
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
