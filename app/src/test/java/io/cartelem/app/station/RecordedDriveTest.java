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
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// A minute's drive from the devices' bytes to the file: every fix that the receiver spoke is
/// there, and every OBD value is what the control unit answered, at the time when it was asked.
@Timeout(120)
class RecordedDriveTest {
    private static final double SPEED_UP = 4;
    private static final Duration DRIVE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

    /// A third of a metre: four decimals of a minute of arc and a millisecond of driving. Epochs
    /// are metres apart.
    private static final double FIX_TOLERANCE_DEG = 3e-6;

    /// Half a real second: on a busy machine an exchange takes long, and the clock runs fast. The
    /// values still have to be exact and in order.
    private static final long LONGEST_EXCHANGE_NS = Duration.ofSeconds(2).toNanos();

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
            Await.until(
                    "the receiver to speak ten times a second",
                    Duration.ofSeconds(40),
                    () ->
                            station.collectors().states().stream()
                                    .anyMatch(s -> s.source().equals("gps") && s.rateHz() > 9.5));
            SessionInfo session = station.recorder().start(SessionDraft.named("Drive"));
            long started = startOf(station, clock);
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

    /// When the recording began. Asking the recorder, not taking the time around `start()`:
    /// creating a session waits for the disk, and the clock runs many times as fast as the disk. A
    /// pause between the two readings makes the result too early, so the latest of a few is the
    /// nearest.
    private static long startOf(Station station, Clock clock) {
        return LongStream.generate(
                        () -> clock.monoNs() - station.recorder().status().elapsed().toNanos())
                .limit(5)
                .max()
                .orElseThrow();
    }

    private static void everyEpochIsThere(Station station, long session, SimulatedCar car) {
        List<Signal> latitudes = column(station, session, "gps.latitude");
        List<Signal> longitudes = column(station, session, "gps.longitude");
        // The last ones may still be on the line when the recording stops.
        assertTrue(latitudes.size() >= 570, latitudes.size() + " fixes in a minute");
        assertEquals(latitudes.size(), longitudes.size());

        Signal first = latitudes.getFirst();
        Instant heard = station.store().timebase(session).utcOf(first.timeNs());
        long around = heard.toEpochMilli() / 100 * 100;
        double least = Double.MAX_VALUE;
        for (long tick = around - 500; tick <= around + 500; tick += 100) {
            least = Math.min(least, furthestOff(car, tick, latitudes, longitudes));
        }
        assertTrue(
                least <= FIX_TOLERANCE_DEG,
                "some fix is missing or " + least + "° off; " + station.collectors().states());
    }

    /// How far the recorded fixes are from where the car was, if the first was of the epoch `tick`
    /// and each later one of the next.
    private static double furthestOff(
            SimulatedCar car, long tick, List<Signal> latitudes, List<Signal> longitudes) {
        double furthest = 0;
        for (int i = 0; i < latitudes.size(); i++) {
            CarState.Motion truth =
                    car.receiver().truthAt(Instant.ofEpochMilli(tick + 100L * i)).motion();
            furthest = Math.max(furthest, Math.abs(truth.latitude() - latitudes.get(i).value()));
            furthest = Math.max(furthest, Math.abs(truth.longitude() - longitudes.get(i).value()));
        }
        return furthest;
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
        List<Signal> recorded = column(station, session, "obd." + name);
        assertTrue(recorded.size() >= 20, name + " was recorded " + recorded.size() + " times");
        int next = 0;
        for (Signal sample : recorded) {
            long at = started + sample.timeNs();
            int match = next;
            while (match < answered.size()
                    && !matches(answered.get(match), at, sample.value(), meaning)) {
                match++;
            }
            assertTrue(
                    match < answered.size(),
                    name
                            + " = "
                            + sample.value()
                            + " was never answered around "
                            + sample.timeNs() / 1e9
                            + " s");
            next = match + 1;
        }
    }

    /// Whether the control unit gave this answer between the request and the reply that the
    /// sample's time is the middle of.
    private static boolean matches(
            TruthJournal.Entry entry, long atNs, double value, ToDoubleFunction<byte[]> meaning) {
        return Math.abs(entry.timeNs() - atNs) <= LONGEST_EXCHANGE_NS / 2
                && Math.abs(meaning.applyAsDouble(entry.data()) - value) < 1e-9;
    }

    private static List<Signal> column(Station station, long session, String channel) {
        List<Signal> column = new ArrayList<>();
        station.store().scan(SignalQuery.all(session).ofChannels(Set.of(channel)), column::add);
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
