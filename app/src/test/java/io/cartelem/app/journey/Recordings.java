package io.cartelem.app.journey;

import io.cartelem.app.lap.RaceDrive;
import io.cartelem.app.station.Stores;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.CarState;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.persistence.importer.Importers;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Drives that lie on the disk before a journey begins.
final class Recordings {
    /// Fixes a second of [#lapFile].
    static final int RATE_HZ = 10;

    private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double KNOTS_PER_KPH = 1 / 1.852;

    private Recordings() {}

    /// Writes what a receiver says on laps around a circle of 200 m at 90 km/h, as NMEA 0183.
    static Path lapFile(Path file, int seconds) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < seconds * RATE_HZ; i++) {
            double angle = 25.0 * i / RATE_HZ / 200;
            text.append(
                    sentences(
                            START.plusMillis(1000L / RATE_HZ * i),
                            48.2 + 0.0018 * Math.sin(angle),
                            11.3 + 0.0027 * Math.cos(angle),
                            90,
                            Math.toDegrees(angle) % 360));
        }
        return write(file, text);
    }

    /// Writes what a receiver says on laps of a made track, as NMEA 0183.
    static Path raceFile(Path file, RaceDrive drive) {
        StringBuilder text = new StringBuilder();
        for (RaceDrive.Fix fix : drive.fixes()) {
            text.append(
                    sentences(
                            START.plusMillis(Math.round(fix.seconds() * 1000)),
                            fix.place().latitude(),
                            fix.place().longitude(),
                            fix.kph(),
                            fix.heading()));
        }
        return write(file, text);
    }

    /// Writes what a receiver in the simulated car says on some seven minutes of its track, which
    /// are five laps and a little, as NMEA 0183.
    ///
    /// @param gapFromS from here it says nothing for four seconds
    static Path simulatedCar(Path file, int gapFromS) {
        ManualClock clock = new ManualClock(START);
        Vehicle car = new Vehicle(CarSettings.usual().withWarm(true), clock);
        StringBuilder text = new StringBuilder();
        for (int tick = 0; tick < 4_000; tick++) {
            clock.advance(Duration.ofMillis(100));
            if (tick < gapFromS * 10 || tick >= gapFromS * 10 + 40) {
                CarState.Motion moves = car.now().motion();
                text.append(
                        sentences(
                                clock.utc(),
                                moves.latitude(),
                                moves.longitude(),
                                moves.kph(),
                                moves.heading()));
            }
        }
        return write(file, text);
    }

    private static String sentences(
            Instant at, double latitude, double longitude, double kph, double heading) {
        String where = degrees(latitude, 2) + ",N," + degrees(longitude, 3) + ",E";
        String time = TIME.format(at);
        return sentence("GPGGA," + time + "," + where + ",1,11,0.8,480.0,M,46.0,M,,")
                + sentence(
                        String.format(
                                Locale.ROOT,
                                "GPRMC,%s,A,%s,%.2f,%.1f,010626,,,A",
                                time,
                                where,
                                kph * KNOTS_PER_KPH,
                                heading));
    }

    private static Path write(Path file, CharSequence text) {
        try {
            return Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts a drive of so many seconds into the recordings of `folder`.
    static void keep(Path folder, SessionDraft draft, int seconds) {
        try {
            Path file = Files.createTempFile(folder, "lap", ".nmea");
            try (SessionStore store =
                    SqliteStore.open(
                            folder.resolve(Stores.FILE),
                            SqliteOptions.defaults(),
                            Clock.system())) {
                var _ =
                        new Importers(Clock.system())
                                .read(lapFile(file, seconds), store, draft, Progress.NONE);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void keep(Path folder, String name, int seconds) {
        keep(folder, SessionDraft.named(name), seconds);
    }

    /// Sets a marker in the first session of `folder`.
    static void mark(Path folder, int second, String text) {
        try (SessionStore store =
                SqliteStore.open(
                        folder.resolve(Stores.FILE), SqliteOptions.defaults(), Clock.system())) {
            var _ = store.mark(1, second * 1_000_000_000L, text);
        }
    }

    static SessionDraft details(
            String name, @Nullable String car, @Nullable String driver, @Nullable String track) {
        return new SessionDraft(name, car, driver, track, null);
    }

    private static String degrees(double value, int digits) {
        int whole = (int) value;
        return String.format(Locale.ROOT, "%0" + digits + "d%08.5f", whole, (value - whole) * 60);
    }

    private static String sentence(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum ^= body.charAt(i);
        }
        return String.format(Locale.ROOT, "$%s*%02X\r\n", body, sum);
    }
}
