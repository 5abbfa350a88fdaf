package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.port.TrackPoint;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The GPS track: a point for each latitude that has a longitude of the same time, with the speed
/// known then.
final class TrackReader {
    private static final String PREFERRED = "gps";
    private static final String LATITUDE = "latitude";
    private static final String LONGITUDE = "longitude";
    private static final String SPEED = "speed_kph";

    private TrackReader() {}

    static List<TrackPoint> of(SessionView view, SignalQuery query, int points)
            throws SQLException {
        if (points < 2) {
            throw new StoreException(
                    Reason.INVALID, "A track has at least two points, not " + points + ".");
        }
        List<ChannelRow> channels = view.channels(query);
        String source = source(channels);
        if (source == null) {
            return List.of();
        }
        List<ChannelRow> wanted =
                channels.stream()
                        .filter(row -> row.channel().source().equals(source))
                        .filter(row -> row.channel().kind() == ValueKind.NUMBER)
                        .filter(row -> isTrack(row.channel().name()))
                        .toList();
        Thinned track = new Thinned(points);
        Fix fix = new Fix();
        try (SampleMerge merge = new SampleMerge(view, wanted, TimeRange.of(query))) {
            while (merge.hasNext()) {
                Signal signal = merge.signal();
                fix.take(signal, track);
                merge.advance();
            }
        }
        fix.complete(track);
        return track.points();
    }

    private static boolean isTrack(String name) {
        return name.equals(LATITUDE) || name.equals(LONGITUDE) || name.equals(SPEED);
    }

    private static @Nullable String source(List<ChannelRow> channels) {
        String found = null;
        for (ChannelRow latitude : channels) {
            String source = latitude.channel().source();
            boolean complete =
                    latitude.channel().name().equals(LATITUDE)
                            && channels.stream()
                                    .anyMatch(
                                            row ->
                                                    row.channel().source().equals(source)
                                                            && row.channel()
                                                                    .name()
                                                                    .equals(LONGITUDE));
            if (complete && (found == null || source.equals(PREFERRED))) {
                found = source;
            }
        }
        return found;
    }

    /// Gathers what was measured at one instant.
    private static final class Fix {
        private long timeNs = Long.MIN_VALUE;
        private double latitude = Double.NaN;
        private double longitude = Double.NaN;
        private double speed = Double.NaN;

        void take(Signal signal, Thinned track) {
            if (signal.timeNs() != timeNs) {
                complete(track);
                timeNs = signal.timeNs();
            }
            switch (signal.channel().name()) {
                case LATITUDE -> latitude = signal.value();
                case LONGITUDE -> longitude = signal.value();
                default -> speed = Double.isNaN(signal.value()) ? speed : signal.value();
            }
        }

        void complete(Thinned track) {
            if (!Double.isNaN(latitude) && !Double.isNaN(longitude)) {
                track.add(new TrackPoint(timeNs, latitude, longitude, speed));
            }
            latitude = Double.NaN;
            longitude = Double.NaN;
        }
    }

    /// Keeps every n-th point and doubles n whenever there are too many, so memory is bounded by
    /// what was asked for. The last point always stays.
    private static final class Thinned {
        private final int limit;
        private final List<TrackPoint> kept = new ArrayList<>();
        private @Nullable TrackPoint last;
        private long seen;
        private long stride = 1;

        Thinned(int limit) {
            this.limit = limit;
        }

        void add(TrackPoint point) {
            last = point;
            if (seen++ % stride != 0) {
                return;
            }
            if (kept.size() == limit) {
                List<TrackPoint> half = new ArrayList<>(limit);
                for (int i = 0; i < kept.size(); i += 2) {
                    half.add(kept.get(i));
                }
                kept.clear();
                kept.addAll(half);
                stride *= 2;
                if ((seen - 1) % stride != 0) {
                    return;
                }
            }
            kept.add(point);
        }

        List<TrackPoint> points() {
            TrackPoint end = last;
            if (end != null && !kept.getLast().equals(end)) {
                if (kept.size() == limit) {
                    kept.removeLast();
                }
                kept.add(end);
            }
            return kept;
        }
    }
}
