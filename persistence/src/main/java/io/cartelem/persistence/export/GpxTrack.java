package io.cartelem.persistence.export;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/// The drive as a GPX 1.1 track (topografix.com/GPX/1/1) with height, speed and course, the latter
/// two in Garmin's TrackPointExtension v2 (m/s, degrees), and markers as way points. Every position
/// that is not known to be wrong becomes a point; a gap of more than ten seconds starts a new
/// segment.
final class GpxTrack extends StreamExporter {
    private static final String LATITUDE = "latitude";
    private static final String LONGITUDE = "longitude";
    private static final String ALTITUDE = "altitude";
    private static final String SPEED = "speed_kph";
    private static final String HEADING = "heading_deg";

    GpxTrack() {
        super("gpx", "GPX, the driven track", "application/gpx+xml", "gpx");
    }

    @Override
    void write(Selection selection, OutputStream out) throws IOException {
        try {
            GpxWriter gpx =
                    new GpxWriter(
                            XMLOutputFactory.newDefaultFactory()
                                    .createXMLStreamWriter(out, "UTF-8"));
            gpx.start(selection.session().name(), selection.timebase().utcOf(0));
            String source = positionSource(selection.channels());
            if (source != null) {
                markers(selection, source, gpx);
                track(selection, source, gpx);
            }
            gpx.end();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
        }
    }

    private static void markers(Selection selection, String source, GpxWriter gpx)
            throws XMLStreamException {
        long sessionId = selection.session().id();
        SignalQuery query = selection.query();
        String latitude = source + "." + LATITUDE;
        for (Marker marker : selection.store().markers(sessionId)) {
            if (marker.timeNs() < query.fromNs() || marker.timeNs() >= query.toNs()) {
                continue;
            }
            double lat = Double.NaN;
            double lon = Double.NaN;
            for (Sample sample :
                    selection
                            .store()
                            .stateAt(
                                    sessionId,
                                    marker.timeNs(),
                                    Set.of(latitude, source + "." + LONGITUDE))) {
                if (sample.channel().id().equals(latitude)) {
                    lat = sample.value();
                } else {
                    lon = sample.value();
                }
            }
            if (GpxWriter.isPosition(lat, lon)) {
                gpx.wayPoint(lat, lon, utc(selection.timebase(), marker.timeNs()), marker.text());
            }
        }
    }

    private static void track(Selection selection, String source, GpxWriter gpx)
            throws IOException, XMLStreamException {
        gpx.startTrack(selection.session().name());
        Points points = new Points(selection.timebase(), gpx);
        SignalQuery wanted =
                selection
                        .query()
                        .ofSources(Set.of(source))
                        .ofChannels(Set.of(LATITUDE, LONGITUDE, ALTITUDE, SPEED, HEADING));
        selection.inTimeOrder(wanted, points::add);
        points.flush();
        gpx.endTrack();
    }

    /// `gps` if it has positions, else the first source by name that has.
    private static @Nullable String positionSource(List<Channel> channels) {
        Set<String> latitudes = new TreeSet<>();
        Set<String> longitudes = new TreeSet<>();
        for (Channel channel : channels) {
            if (channel.name().equals(LATITUDE)) {
                latitudes.add(channel.source());
            } else if (channel.name().equals(LONGITUDE)) {
                longitudes.add(channel.source());
            }
        }
        latitudes.retainAll(longitudes);
        if (latitudes.contains("gps")) {
            return "gps";
        }
        return latitudes.isEmpty() ? null : latitudes.iterator().next();
    }

    private static Instant utc(Timebase timebase, long timeNs) {
        return timebase.utcOf(timeNs).truncatedTo(ChronoUnit.MILLIS);
    }

    /// Joins the samples of one instant into a point.
    private static final class Points {
        private static final long GAP_NS = 10_000_000_000L;
        private static final long CARRY_NS = 2_000_000_000L;

        private final Timebase timebase;
        private final GpxWriter gpx;
        private final Carried altitude = new Carried();
        private final Carried speed = new Carried();
        private final Carried heading = new Carried();
        private long timeNs = Long.MIN_VALUE;
        private long lastPointNs;
        private boolean any;
        private double latitude = Double.NaN;
        private double longitude = Double.NaN;

        Points(Timebase timebase, GpxWriter gpx) {
            this.timebase = timebase;
            this.gpx = gpx;
        }

        void add(Signal signal) throws IOException {
            if (signal.quality() == Quality.BAD || signal.text() != null) {
                return;
            }
            if (signal.timeNs() != timeNs) {
                flush();
                timeNs = signal.timeNs();
            }
            switch (signal.channel().name()) {
                case LATITUDE -> latitude = signal.value();
                case LONGITUDE -> longitude = signal.value();
                case ALTITUDE -> altitude.set(timeNs, signal.value());
                case SPEED -> speed.set(timeNs, signal.value() / 3.6);
                case HEADING -> heading.set(timeNs, signal.value());
                default -> throw new IllegalStateException("not asked for: " + signal);
            }
        }

        void flush() throws IOException {
            if (GpxWriter.isPosition(latitude, longitude)) {
                try {
                    if (any && timeNs - lastPointNs > GAP_NS) {
                        gpx.newSegment();
                    }
                    gpx.trackPoint(
                            latitude,
                            longitude,
                            altitude.at(timeNs),
                            utc(timebase, timeNs),
                            speed.at(timeNs),
                            heading.at(timeNs));
                } catch (XMLStreamException e) {
                    throw e.getNestedException() instanceof IOException io
                            ? io
                            : new IOException(e);
                }
                any = true;
                lastPointNs = timeNs;
            }
            latitude = Double.NaN;
            longitude = Double.NaN;
        }

        /// A value that some receivers send in another sentence than the position: it counts for
        /// two seconds.
        private static final class Carried {
            private long setNs = Long.MIN_VALUE / 2;
            private double value = Double.NaN;

            void set(long timeNs, double newValue) {
                setNs = timeNs;
                value = newValue;
            }

            double at(long timeNs) {
                return timeNs - setNs <= CARRY_NS ? value : Double.NaN;
            }
        }
    }
}
