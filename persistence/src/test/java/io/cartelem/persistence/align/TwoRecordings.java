package io.cartelem.persistence.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.ClockAnchor.Trust;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Importer.RadioMatch;
import io.cartelem.core.port.Importer.Report;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.CarState;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.persistence.MemoryStore;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.persistence.importer.Importers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// One drive, recorded in the car and, with losses, in a pit whose clock is wrong.
public final class TwoRecordings {
    static final Instant DRIVE = Instant.parse("2026-06-21T14:00:00Z");
    static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    static final List<Channel> ON_AIR = List.of(LATITUDE, LONGITUDE, SPEED, RPM, COOLANT);

    /// How far the pit's clock is behind.
    static final Duration PIT_CLOCK = Duration.ofMinutes(-61);

    private static final int SECONDS = 180;
    private static final long SECOND = 1_000_000_000L;

    private final Vehicle car =
            new Vehicle(CarSettings.usual().withWarm(true), new ManualClock(DRIVE));
    private final Duration behind;

    /// @param behind how far this car is behind the first one on the track
    TwoRecordings(Duration behind) {
        this.behind = behind;
    }

    /// The car's own recording: it knew UTC only after ten seconds.
    long recordInTheCar(SessionStore store, Instant drive) {
        long id = begin(store, "Car 7", drive.minusSeconds(40));
        SampleBatch.Builder batch = SampleBatch.builder(20_000);
        for (int tick = 0; tick < SECONDS * 10; tick++) {
            long t = tick * SECOND / 10;
            CarState state = state(t);
            batch.add(LATITUDE, t, state.motion().latitude());
            batch.add(LONGITUDE, t, state.motion().longitude());
            batch.add(SPEED, t, state.motion().kph());
            if (tick % 2 == 0) {
                batch.add(RPM, t + SECOND / 30, state(t + SECOND / 30).engine().rpm());
            }
            if (tick % 20 == 0) {
                batch.add(COOLANT, t, state.engine().coolant());
            }
        }
        store.append(id, batch.build()).join();
        store.anchor(id, new ClockAnchor(10 * SECOND, drive.plusSeconds(10), Trust.GPS));
        store.finish(id, drive.plusSeconds(SECONDS));
        return id;
    }

    /// The pit's recording, begun before the car drove off; a fifth of the packets is lost.
    ///
    /// @param source the car's source there
    /// @param withCarTime whether the receiver noted the car's own times
    /// @return the times of the packets that came, seconds since the drive's start
    List<Integer> recordInThePit(
            SessionStore store, Instant drive, String source, boolean withCarTime) {
        Instant pitStart = drive.minusSeconds(60).plus(withCarTime ? PIT_CLOCK : Duration.ZERO);
        long id = begin(store, "Radio " + source, pitStart);
        Random random = new Random(4);
        List<Integer> came = new ArrayList<>();
        Channel carTime = Channel.number(source, RadioChannel.CAR_TIME, "s", 2);
        SampleBatch.Builder batch = SampleBatch.builder(2_000);
        for (int second = -20; second < SECONDS + 30; second++) {
            if (random.nextInt(5) == 0) {
                continue;
            }
            long driveNs = second * SECOND;
            long pitNs = driveNs + 60 * SECOND;
            boolean trusted = second >= 5;
            // Before it saw satellites the car was 33 minutes ahead.
            Instant byCar = drive.plusSeconds(second).plusSeconds(trusted ? 0 : 1_980);
            CarState state = state(Math.max(0, driveNs));
            double[] values = {
                state.motion().latitude(),
                state.motion().longitude(),
                state.motion().kph(),
                state.engine().rpm(),
                state.engine().coolant()
            };
            for (int i = 0; i < values.length; i++) {
                RadioChannel radio = RadioChannel.builtIn(ON_AIR.get(i)).orElseThrow();
                double sent = radio.quantisation().value(radio.quantisation().code(values[i]));
                Channel c = radio.channel();
                batch.add(Channel.number(source, c.name(), c.unit(), c.decimals()), pitNs, sent);
            }
            if (withCarTime) {
                batch.add(
                        carTime,
                        pitNs,
                        (double) byCar.getEpochSecond(),
                        null,
                        trusted ? Quality.GOOD : Quality.SUSPECT);
            }
            batch.add(Channel.number(source, "snr", "dB", 2), pitNs + SECOND / 5, 6.5);
            came.add(second);
        }
        store.append(id, batch.build()).join();
        store.mark(id, 90 * SECOND, "brakes smoke");
        store.finish(id, pitStart.plusSeconds(SECONDS + 200));
        return came;
    }

    /// Exports the car's recording, imports it into the pit's store, and looks at what became of
    /// it.
    ///
    /// @param store empty
    public static void bringTogether(SessionStore store, Path folder) throws IOException {
        TwoRecordings drive = new TwoRecordings(Duration.ZERO);
        MemoryStore laptop = new MemoryStore();
        long inCar = drive.recordInTheCar(laptop, DRIVE);
        List<Integer> came = drive.recordInThePit(store, DRIVE, "meshtastic", true);
        // Two other cars of the team on the same track, and the same car a day before.
        new TwoRecordings(Duration.ofMillis(600))
                .recordInThePit(store, DRIVE, "meshtastic-BLUE", true);
        new TwoRecordings(Duration.ofSeconds(9))
                .recordInThePit(store, DRIVE, "meshtastic-RED", true);
        drive.recordInThePit(store, DRIVE.minus(Duration.ofDays(1)), "meshtastic", true);
        List<Signal> before = signals(store, 1, Set.of());

        Path file = folder.resolve("car.parquet");
        Exporters.byId("parquet")
                .orElseThrow()
                .exportTo(laptop, SignalQuery.all(inCar), file, Progress.NONE);
        Report report = new Importers(Clock.system()).read(file, store, null, Progress.NONE);

        assertEquals(1, report.radio().size(), report.radio().toString());
        RadioMatch match = report.radio().getFirst();
        assertEquals("Radio meshtastic", match.session().name());
        assertEquals(SessionOrigin.IMPORTED, report.session().origin());
        assertTrue(match.bySatellites());
        List<Integer> inDrive =
                came.stream().filter(second -> second >= 0 && second < SECONDS).toList();
        assertEquals(gaps(inDrive), match.gapsFilled());

        long id = report.session().id();
        Timebase timebase = store.timebase(id);
        List<Signal> radio = signals(store, id, Set.of("meshtastic"));
        assertEquals(radio.size(), match.samples());
        assertEquals(
                inDrive,
                radio.stream()
                        .filter(s -> s.channel().name().equals("RPM"))
                        .map(s -> Duration.between(DRIVE, timebase.utcOf(s.timeNs())))
                        .peek(since -> assertEquals(0, since.toMillis() % 1_000))
                        .map(since -> (int) since.toSeconds())
                        .toList());
        assertEquals(
                signals(laptop, inCar, Set.of()).size(),
                signals(store, id, Set.of("gps", "obd")).size());
        assertEquals(
                List.of(Duration.ofSeconds(30)),
                store.markers(id).stream()
                        .filter(m -> m.text().equals("brakes smoke"))
                        .map(m -> Duration.between(DRIVE, timebase.utcOf(m.timeNs())))
                        .toList());
        assertFalse(
                store.channels(id).stream()
                        .anyMatch(s -> s.channel().source().startsWith("meshtastic-")));
        assertEquals(before, signals(store, 1, Set.of()));

        Report again = new Importers(Clock.system()).read(file, store, null, Progress.NONE);
        assertEquals(match.samples(), again.radio().getFirst().samples());
        assertEquals(1, again.radio().size());
    }

    static List<Signal> signals(SessionStore store, long session, Set<String> sources) {
        List<Signal> signals = new ArrayList<>();
        store.scan(SignalQuery.all(session).ofSources(sources), signals::add);
        return signals;
    }

    private static int gaps(List<Integer> came) {
        int gaps = came.getFirst() > 2 ? 1 : 0;
        for (int i = 1; i < came.size(); i++) {
            gaps += came.get(i) - came.get(i - 1) > 2 ? 1 : 0;
        }
        return gaps;
    }

    private CarState state(long driveNs) {
        return car.at(Duration.ofMinutes(4).minus(behind).toNanos() + driveNs);
    }

    private static long begin(SessionStore store, String name, Instant start) {
        long id = store.create(SessionDraft.named(name), SessionOrigin.LIVE, start).id();
        store.begin(id, start, Trust.SYSTEM, SessionOrigin.LIVE);
        return id;
    }
}
