package io.cartelem.server;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.CarState;
import io.cartelem.core.sim.car.Lap;
import io.cartelem.core.sim.car.Vehicle;

import java.time.Duration;
import java.util.List;

/// The simulated car on its circuit, ten samples a second by a clock that stands still in between.
final class TrackDay {
    private static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);
    private static final Channel THROTTLE = Channel.number("obd", "THROTTLE_POS", "%", 0);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Lap LAP = Lap.tianma();

    private final Station station;
    private final ManualClock clock;
    private final Vehicle car;

    /// Whether the receiver sees the sky.
    boolean sky = true;

    /// What the coolant is hotter than it should be.
    double fever;

    TrackDay(Station station, ManualClock clock) {
        this.station = station;
        this.clock = clock;
        this.car = new Vehicle(CarSettings.usual().withWarm(true), clock);
        station.drive.courses().put(course());
    }

    /// The circuit with its start line and two splits.
    private static Course course() {
        return new Course(
                "tianma",
                "Tianma",
                line(0),
                null,
                List.of(line(LAP.seconds() / 3), line(LAP.seconds() * 2 / 3)),
                0);
    }

    private static TimingLine line(double seconds) {
        Lap.Point at = LAP.at(seconds);
        return TimingLine.across(
                new GeoPoint(at.latitude(), at.longitude()),
                at.heading(),
                TimingLine.USUAL_HALF_WIDTH_M);
    }

    void drive(double seconds) {
        for (int i = 0; i < Math.round(seconds * 10); i++) {
            clock.advance(STEP);
            publish();
        }
    }

    /// Drives on until so many laps are complete.
    void driveUntil(int laps) {
        while (station.drive.live().state().now().number() <= laps) {
            drive(1);
            long latest = clock.monoNs();
            Station.await(() -> !sky || station.drive.live().state().now().latestNs() >= latest);
        }
    }

    private void publish() {
        CarState state = car.now();
        long now = clock.monoNs();
        SampleBatch.Builder batch =
                SampleBatch.builder(8)
                        .add(Station.RPM, now, Math.rint(state.engine().rpm()))
                        .add(Station.SPEED, now, Math.rint(state.motion().kph()))
                        .add(THROTTLE, now, Math.rint(state.engine().throttle()))
                        .add(Station.COOLANT, now, Math.rint(state.engine().coolant() + fever));
        if (sky) {
            batch.add(Station.LATITUDE, now, state.motion().latitude())
                    .add(Station.LONGITUDE, now, state.motion().longitude())
                    .add(Station.GPS_SPEED, now, state.motion().kph())
                    .add(HEADING, now, state.motion().heading());
        }
        station.bus.publish(batch.build());
    }
}
