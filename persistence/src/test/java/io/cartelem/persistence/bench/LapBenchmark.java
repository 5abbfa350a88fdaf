package io.cartelem.persistence.bench;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.SessionLaps;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Prints how long it takes to cut the laps of a long session anew and to compare two of them,
/// beside reading its positions once. The first argument is the hours (8), the second a folder to
/// work in.
public final class LapBenchmark {
    private static final int RATE_HZ = 10;
    private static final int REPEATS = 15;
    private static final int POINTS = 2_001;
    private static final double RADIUS_M = 480;
    private static final Set<String> POSITION =
            Set.of("latitude", "longitude", "speed_kph", "heading_deg", "hdop");
    private static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    private static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    private static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 2);
    private static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 2);
    private static final Channel HDOP = Channel.number("gps", "hdop", "", 1);
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final Channel THROTTLE = Channel.number("obd", "THROTTLE_POS", "%", 0);

    private final LocalPlane plane = new LocalPlane(new GeoPoint(50.33, 6.94));
    private final double hours;
    private final Path folder;

    private LapBenchmark(double hours, Path folder) {
        this.hours = hours;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        double hours = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 8;
        Path folder =
                Files.createTempDirectory(
                        arguments.length > 1 ? Path.of(arguments[1]) : Path.of("target"), "laps");
        try {
            new LapBenchmark(hours, folder).run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run() throws Exception {
        try (SqliteStore store =
                SqliteStore.open(
                        folder.resolve("laps.db"), SqliteOptions.defaults(), Clock.system())) {
            long session = record(store);
            CourseBook book = new CourseBook(folder.resolve(CourseBook.FILE));
            LapService service = new LapService(store, book);
            int[] moves = {0};
            double read = median(() -> positions(store, session));
            double recut =
                    median(
                            () -> {
                                book.put(course(10.0 * moves[0]++));
                                return service.laps(session).table().laps().size();
                            });
            SessionLaps laps = service.laps(session);
            int last = laps.table().laps().size();
            double compared =
                    median(
                            () ->
                                    service.compare(
                                                    new LapRef(session, 1),
                                                    new LapRef(session, last),
                                                    Set.of("obd.RPM", "obd.THROTTLE_POS"),
                                                    POINTS)
                                            .byDistance());
            double found = median(() -> service.find(session).orElseThrow());
            System.out.printf(
                    Locale.ROOT,
                    "%.0f h at %d Hz, %,d positions, %d laps%n",
                    hours,
                    RATE_HZ,
                    positions(store, session),
                    last);
            System.out.printf(Locale.ROOT, "| measure | ms | of reading |%n|---|---|---|%n");
            line("reading the positions once (anchor)", read, read);
            line("a line is moved: every lap cut anew", recut, read);
            line("the line found in the drive", found, read);
            line("two laps compared, two channels", compared, read);
        }
    }

    private static void line(String what, double ms, double anchor) {
        System.out.printf(Locale.ROOT, "| %s | %.1f | %.2f |%n", what, ms, ms / anchor);
    }

    private static double median(Callable<?> work) throws Exception {
        double[] ms = new double[REPEATS];
        // the first third warms the code up and is not counted
        for (int i = -REPEATS / 3; i < REPEATS; i++) {
            long start = System.nanoTime();
            Object result = work.call();
            if (result == null) {
                throw new IllegalStateException("nothing came of it");
            }
            if (i >= 0) {
                ms[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(ms);
        return ms[REPEATS / 2];
    }

    private static long positions(SqliteStore store, long session) {
        long[] count = new long[1];
        store.scan(
                SignalQuery.all(session).ofSources(Set.of("gps")).ofChannels(POSITION),
                signal -> {
                    count[0]++;
                    return true;
                });
        return count[0] / POSITION.size();
    }

    private Course course(double metres) {
        TimingLine line = TimingLine.across(place(metres), heading(metres), 15);
        return Course.circuit("oval", "Oval", line)
                .withSplits(
                        List.of(
                                TimingLine.across(place(metres + 900), heading(metres + 900), 15),
                                TimingLine.across(
                                        place(metres + 1_900), heading(metres + 1_900), 15)));
    }

    private long record(SqliteStore store) {
        Instant start = Instant.parse("2026-05-01T10:00:00Z");
        long session = store.create(SessionDraft.named("laps"), SessionOrigin.LIVE, start).id();
        store.begin(session, start, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        long ticks = Math.round(hours * 3600 * RATE_HZ);
        double metres = 0;
        SampleBatch.Builder batch = SampleBatch.builder(100_000);
        for (long tick = 0; tick < ticks; tick++) {
            long t = tick * (1_000_000_000L / RATE_HZ);
            double angle = metres / RADIUS_M;
            double speed = (33 + 8 * Math.sin(3 * angle)) * (1 + 0.03 * Math.sin(tick / 5_000.0));
            GeoPoint place = place(metres);
            batch.add(LATITUDE, t, place.latitude());
            batch.add(LONGITUDE, t, place.longitude());
            batch.add(SPEED, t, speed * 3.6);
            batch.add(HEADING, t, heading(metres));
            batch.add(HDOP, t, 0.8);
            batch.add(RPM, t, Math.rint(speed * 160));
            batch.add(THROTTLE, t, Math.rint(50 + 40 * Math.cos(3 * angle)));
            metres += speed / RATE_HZ;
            if (tick % 10_000 == 9_999 || tick + 1 == ticks) {
                store.append(session, batch.build()).join();
                batch = SampleBatch.builder(100_000);
            }
        }
        return session;
    }

    private GeoPoint place(double metres) {
        double angle = metres / RADIUS_M;
        return plane.point(RADIUS_M * Math.sin(angle), RADIUS_M * Math.cos(angle));
    }

    private static double heading(double metres) {
        return (90 + Math.toDegrees(metres / RADIUS_M)) % 360;
    }
}
