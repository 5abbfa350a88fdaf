package io.cartelem.server;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// A round track, 1,000 m long, driven clockwise from its north.
final class Circle {
    static final double LENGTH = 1_000;
    static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);
    private static final double RADIUS = LENGTH / (2 * Math.PI);
    private static final LocalPlane PLANE = new LocalPlane(new GeoPoint(50.33, 6.94));

    private Circle() {}

    static GeoPoint at(double metres) {
        return PLANE.point(RADIUS * Math.sin(metres / RADIUS), RADIUS * Math.cos(metres / RADIUS));
    }

    /// With the start line in the north and a split in the south.
    static Course course() {
        return new Course(
                "circle",
                "Circle",
                TimingLine.across(at(0), 90, TimingLine.USUAL_HALF_WIDTH_M),
                null,
                List.of(TimingLine.across(at(LENGTH / 2), 270, TimingLine.USUAL_HALF_WIDTH_M)),
                0);
    }

    /// A finished session with such laps.
    ///
    /// @return its number
    static long record(Station station, Instant start, String name, double... speeds) {
        long id = station.store.create(SessionDraft.named(name), SessionOrigin.LIVE, start).id();
        station.store.begin(id, start, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        drive(0, batch -> station.store.append(id, batch).join(), speeds);
        station.store.finish(id, start.plusSeconds(600));
        return id;
    }

    /// Ten positions a second from 100 m before the line to 100 m behind it; a speed in m/s for
    /// each lap.
    ///
    /// @param fromNs time of the first
    /// @return time of the last
    static long drive(long fromNs, Consumer<SampleBatch> taken, double... speeds) {
        double metres = -100;
        long t = fromNs;
        for (int i = 0; metres < LENGTH * speeds.length + 100; i++) {
            int lap = (int) Math.clamp(Math.floor(metres / LENGTH), 0, speeds.length - 1);
            t = fromNs + i * 100_000_000L;
            taken.accept(
                    SampleBatch.builder(5)
                            .add(Station.LATITUDE, t, at(metres).latitude())
                            .add(Station.LONGITUDE, t, at(metres).longitude())
                            .add(Station.GPS_SPEED, t, speeds[lap] * 3.6)
                            .add(HEADING, t, (450 + Math.toDegrees(metres / RADIUS)) % 360)
                            .add(Station.RPM, t, 100 * speeds[lap])
                            .build());
            metres += speeds[lap] / 10;
        }
        return t;
    }
}
