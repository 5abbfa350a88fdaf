package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.sim.PseudoTerminal;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;
import io.cartelem.core.sim.car.CarState;
import io.cartelem.core.sim.car.Ecu;
import io.cartelem.core.sim.car.TruthJournal;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// A minute's drive from the devices' bytes to the file: every fix that the receiver spoke is
/// there, and every OBD value is what the control unit answered, at the time when it was asked.
@Timeout(120)
class RecordedDriveTest {
    private static final double SPEED_UP = 6;
    private static final Duration DRIVE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

    /// Minutes of arc with five decimals, as receivers speak, and half a unit of the last one.
    private static final double NMEA_STEP_DEG = 1e-5 / 60;

    @TempDir Path folder;

    @Test
    void isCompleteAndTrueOverTcp() throws Exception {
        Clock clock = new ScaledClock(SPEED_UP, START);
        try (SimulatedCar car = SimulatedCar.start(SimulatedCarSettings.usual(), clock)) {
            check(clock, car);
        }
    }

    @Test
    void isCompleteAndTrueOverPseudoTerminals() throws Exception {
        Assumptions.assumeTrue(PseudoTerminal.available(), "this system has no pseudo-terminals");
        Clock clock = new ScaledClock(SPEED_UP, START);
        try (SimulatedCar car =
                SimulatedCar.start(SimulatedCarSettings.usual().withPtys(true), clock)) {
            check(clock, car);
        }
    }

    private void check(Clock clock, SimulatedCar car) {
        Configuration config =
                new ConfigLoader()
                        .commandLine(
                                Map.of("OBD_PORT", car.elmAddress(), "GPS_PORT", car.gpsAddress()))
                        .load()
                        .configuration();
        try (Station station = Station.open(config, folder, clock, "test")) {
            station.connectDevices();
            Await.until(
                    "both devices to speak",
                    Duration.ofSeconds(40),
                    () ->
                            station.live().latest("obd.RPM").isPresent()
                                    && station.live().latest("gps.latitude").isPresent());
            long started = clock.monoNs();
            SessionInfo session = station.recorder().start(SessionDraft.named("Drive"));
            Await.until(
                    "a minute of driving",
                    Duration.ofSeconds(40),
                    () -> station.recorder().status().elapsed().compareTo(DRIVE) >= 0);
            station.recorder().stop();

            everyEpochIsThere(station, session.id(), car);
            answersAreTrue(
                    station,
                    session.id(),
                    car,
                    started,
                    "RPM",
                    0x0C,
                    d -> (256 * u(d[0]) + u(d[1])) / 4.0);
            answersAreTrue(station, session.id(), car, started, "SPEED", 0x0D, d -> u(d[0]));
            answersAreTrue(
                    station,
                    session.id(),
                    car,
                    started,
                    "THROTTLE_POS",
                    0x11,
                    d -> u(d[0]) * 100 / 255.0);
            answersAreTrue(
                    station, session.id(), car, started, "COOLANT_TEMP", 0x05, d -> u(d[0]) - 40);
            assertEquals(0, station.store().status().lostSamples());
            assertEquals(60, frames(station, session.id()), 1);
        }
    }

    private static void everyEpochIsThere(Station station, long session, SimulatedCar car) {
        TreeMap<Long, Double> latitudes = column(station, session, "gps.latitude");
        TreeMap<Long, Double> longitudes = column(station, session, "gps.longitude");
        assertEquals(latitudes.keySet(), longitudes.keySet());
        assertEquals(600, latitudes.size(), 2);

        Instant firstHeard = station.store().timebase(session).utcOf(latitudes.firstKey());
        long tick = nearestTick(car, firstHeard, latitudes.firstEntry().getValue());
        for (Map.Entry<Long, Double> heard : latitudes.entrySet()) {
            CarState.Motion truth = car.receiver().truthAt(Instant.ofEpochMilli(tick)).motion();
            assertEquals(
                    truth.latitude(),
                    heard.getValue(),
                    NMEA_STEP_DEG,
                    "at " + Instant.ofEpochMilli(tick));
            assertEquals(truth.longitude(), longitudes.get(heard.getKey()), NMEA_STEP_DEG);
            tick += 100;
        }
    }

    /// The epoch, within half a second, at which the car was where the first fix says.
    private static long nearestTick(SimulatedCar car, Instant heard, double latitude) {
        long around = heard.toEpochMilli() / 100 * 100;
        long best = around;
        double least = Double.MAX_VALUE;
        for (long tick = around - 500; tick <= around + 500; tick += 100) {
            CarState.Motion motion = car.receiver().truthAt(Instant.ofEpochMilli(tick)).motion();
            double off = Math.abs(motion.latitude() - latitude);
            if (off < least) {
                least = off;
                best = tick;
            }
        }
        return best;
    }

    private static void answersAreTrue(
            Station station,
            long session,
            SimulatedCar car,
            long started,
            String name,
            int pid,
            ToDoubleFunction<byte[]> meaning) {
        List<TruthJournal.Entry> answered =
                car.car().journal().ofPid(pid).stream()
                        .filter(e -> e.ecu() == Ecu.Role.ENGINE)
                        .toList();
        TreeMap<Long, Double> recorded = column(station, session, "obd." + name);
        assertTrue(recorded.size() >= 20, name + " was recorded " + recorded.size() + " times");
        List<Double> truths = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Long, Double> sample : recorded.entrySet()) {
            long at = started + sample.getKey();
            while (next < answered.size()
                    && answered.get(next).timeNs() < at - Duration.ofMillis(600).toNanos()) {
                next++;
            }
            boolean found = false;
            for (int i = next; i < answered.size() && !found; i++) {
                TruthJournal.Entry entry = answered.get(i);
                if (entry.timeNs() > at + Duration.ofMillis(600).toNanos()) {
                    break;
                }
                found = Math.abs(meaning.applyAsDouble(entry.data()) - sample.getValue()) < 1e-9;
                if (found) {
                    truths.add(sample.getValue());
                    next = i + 1;
                }
            }
            assertTrue(
                    found,
                    name + " = " + sample.getValue() + " was never answered around that time");
        }
        assertEquals(recorded.size(), truths.size());
    }

    private static TreeMap<Long, Double> column(Station station, long session, String channel) {
        TreeMap<Long, Double> column = new TreeMap<>();
        station.store()
                .scan(
                        SignalQuery.all(session).ofChannels(Set.of(channel)),
                        (Signal s) -> column.put(s.timeNs(), s.value()) == null);
        return column;
    }

    private static int frames(Station station, long session) {
        int[] count = new int[1];
        station.store().frames(session, 0, Long.MAX_VALUE, frame -> count[0]++);
        return count[0];
    }

    private static int u(byte b) {
        return b & 0xFF;
    }
}
