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
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// Part of a drive from the devices' bytes to the file: every fix that the receiver spoke is there,
/// and every OBD value is what the control unit answered, at the time when it was asked. A machine
/// that is slow makes the drive longer and nothing wrong.
@Timeout(600)
class RecordedDriveTest {
    private static final double SPEED_UP = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

    /// A third of a metre: four decimals of a minute of arc and a millisecond of driving. Epochs
    /// are metres apart.
    private static final double FIX_TOLERANCE_DEG = 3e-6;

    /// A recording counts microseconds, and when it began is known to less than this.
    private static final long TIME_TOLERANCE_NS = 1_000_000;

    /// What is recorded at least. The car stands for four seconds, and then drives faster and
    /// faster: no two fixes are alike.
    private static final int FIXES = 250;

    private static final int FRAMES = 20;
    private static final int OF_EACH_PID = 10;

    /// The parameters that are compared, and what their bytes mean (SAE J1979, mode 01).
    private static final List<Parameter> PARAMETERS =
            List.of(
                    new Parameter("RPM", 0x0C, d -> (256 * u(d[0]) + u(d[1])) / 4.0),
                    new Parameter("SPEED", 0x0D, d -> u(d[0])),
                    new Parameter("THROTTLE_POS", 0x11, d -> u(d[0]) * 100 / 255.0),
                    new Parameter("COOLANT_TEMP", 0x05, d -> u(d[0]) - 40));

    private record Parameter(String name, int pid, ToDoubleFunction<byte[]> meaning) {
        String channel() {
            return "obd." + name;
        }
    }

    /// What the control unit answered, and when it cannot have been asked and heard. One request
    /// follows the answer to the one before: whatever time an exchange takes, it lies between the
    /// control unit's look for the one before and its look for the one after.
    private record Answer(TruthJournal.Entry entry, long afterNs, long beforeNs) {
        boolean isAt(long ns) {
            return ns >= afterNs - TIME_TOLERANCE_NS && ns <= beforeNs + TIME_TOLERANCE_NS;
        }
    }

    private static final long PERIOD_MS = 100;

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
                    "both devices to speak, the receiver as fast as it was told to",
                    PATIENCE,
                    () ->
                            station.live().latest("obd.RPM").isPresent()
                                    && car.receiver().periodMs() == PERIOD_MS
                                    && fixesInMemory(station) > 0);
            // the one that was on its way may have come at the pace of before
            int before = fixesInMemory(station);
            Await.until("some fixes more", PATIENCE, () -> fixesInMemory(station) > before + 3);
            SessionInfo session = station.recorder().start(SessionDraft.named("Drive"));
            long started = startOf(station, clock);
            Await.until("a drive", PATIENCE, () -> holdsADrive(station, session.id()));
            station.recorder().stop();

            everyEpochIsThere(station, session.id(), car);
            List<Answer> answers = answers(car);
            for (Parameter parameter : PARAMETERS) {
                answersAreTrue(station, session.id(), answers, started, parameter);
            }
            assertEquals(0, station.store().status().lostSamples());
        }
    }

    private static int fixesInMemory(Station station) {
        return station.live().history("gps.latitude", Long.MIN_VALUE).size();
    }

    private static boolean holdsADrive(Station station, long session) {
        return count(station, session, "gps.latitude") >= FIXES
                && PARAMETERS.stream()
                        .allMatch(p -> count(station, session, p.channel()) >= OF_EACH_PID)
                && frames(station, session) >= FRAMES;
    }

    private static long count(Station station, long session, String channel) {
        return station.store().count(SignalQuery.all(session).ofChannels(Set.of(channel)));
    }

    /// When the recording began. Asking the recorder, not taking the time around `start()`:
    /// creating a session waits for the disk, and the clock runs many times as fast as the disk. A
    /// pause between the two readings makes the result too early, so the latest of a few is the
    /// nearest.
    private static long startOf(Station station, Clock clock) {
        return LongStream.generate(
                        () -> clock.monoNs() - station.recorder().status().elapsed().toNanos())
                .limit(200)
                .max()
                .orElseThrow();
    }

    private static void everyEpochIsThere(Station station, long session, SimulatedCar car) {
        List<Signal> latitudes = column(station, session, "gps.latitude");
        List<Signal> longitudes = column(station, session, "gps.longitude");
        assertEquals(latitudes.size(), longitudes.size());

        Signal first = latitudes.getFirst();
        Instant heard = station.store().timebase(session).utcOf(first.timeNs());
        long around = heard.toEpochMilli() / PERIOD_MS * PERIOD_MS;
        double least = Double.MAX_VALUE;
        // where the machine was busy it was heard long after it was spoken
        for (long tick = around - 20_000; tick <= around + 500; tick += PERIOD_MS) {
            least = Math.min(least, furthestOff(car, tick, latitudes, longitudes, least));
        }
        assertTrue(
                least <= FIX_TOLERANCE_DEG,
                "some fix is missing or " + least + "° off; " + station.collectors().states());
    }

    /// How far the recorded fixes are from where the car was, if the first was of the epoch `tick`
    /// and each later one of the next.
    ///
    /// @param enough ends the search: it is further off than another epoch
    private static double furthestOff(
            SimulatedCar car,
            long tick,
            List<Signal> latitudes,
            List<Signal> longitudes,
            double enough) {
        double furthest = 0;
        for (int i = 0; i < latitudes.size() && furthest < enough; i++) {
            CarState.Motion truth =
                    car.receiver().truthAt(Instant.ofEpochMilli(tick + PERIOD_MS * i)).motion();
            furthest = Math.max(furthest, Math.abs(truth.latitude() - latitudes.get(i).value()));
            furthest = Math.max(furthest, Math.abs(truth.longitude() - longitudes.get(i).value()));
        }
        return furthest;
    }

    /// What the engine's control unit answered, in order; the parameters of one request were looked
    /// at in one instant.
    private static List<Answer> answers(SimulatedCar car) {
        List<TruthJournal.Entry> entries =
                car.car().journal().where(entry -> entry.ecu() == Ecu.Role.ENGINE);
        TreeSet<Long> looks = new TreeSet<>();
        entries.forEach(entry -> looks.add(entry.timeNs()));
        return entries.stream()
                .map(
                        entry -> {
                            Long before = looks.lower(entry.timeNs());
                            Long after = looks.higher(entry.timeNs());
                            return new Answer(
                                    entry,
                                    before == null ? 0 : before,
                                    after == null ? Long.MAX_VALUE / 2 : after);
                        })
                .toList();
    }

    private static void answersAreTrue(
            Station station, long session, List<Answer> all, long started, Parameter parameter) {
        List<Answer> answers =
                all.stream()
                        .filter(a -> a.entry().service() == 1 && a.entry().pid() == parameter.pid())
                        .toList();
        List<Signal> recorded = column(station, session, parameter.channel());
        assertTrue(recorded.size() >= OF_EACH_PID, parameter.name() + ": " + recorded.size());
        int next = 0;
        for (Signal sample : recorded) {
            long at = started + sample.timeNs();
            int match = next;
            while (match < answers.size()
                    && !matches(answers.get(match), at, sample.value(), parameter)) {
                match++;
            }
            assertTrue(
                    match < answers.size(),
                    parameter.name()
                            + " = "
                            + sample.value()
                            + " was never answered around "
                            + sample.timeNs() / 1e9
                            + " s");
            next = match + 1;
        }
    }

    private static boolean matches(Answer answer, long atNs, double value, Parameter parameter) {
        double said = parameter.meaning().applyAsDouble(answer.entry().data());
        return answer.isAt(atNs) && Math.abs(said - value) < 1e-9;
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
