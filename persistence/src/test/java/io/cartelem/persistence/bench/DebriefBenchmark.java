package io.cartelem.persistence.bench;

import io.cartelem.core.debrief.Debrief;
import io.cartelem.core.debrief.DebriefService;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// How long the debrief of an hour's session takes, with ten earlier sessions of twenty minutes on
/// the same track: at first, when all of them are cut, and again. The anchor is a scan of every
/// sample of the hour. Prints milliseconds and ratios; takes about half a minute.
public final class DebriefBenchmark {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final int EARLIER = 10;
    private static final int ROUNDS = 5;
    private static final double RADIUS = 3_000 / (2 * Math.PI);
    private static final LocalPlane PLANE = new LocalPlane(new GeoPoint(50.33, 6.94));

    private static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    private static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    private static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    private static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);
    private static final Channel HDOP = Channel.number("gps", "hdop", "", 2);
    private static final Channel VOLTS = Channel.number("obd", "battery_voltage", "V", 1);
    private static final List<Channel> FAST =
            List.of(
                    Channel.number("obd", "RPM", "rpm", 0),
                    Channel.number("obd", "SPEED", "km/h", 0),
                    Channel.number("obd", "THROTTLE_POS", "%", 0),
                    Channel.number("obd", "ENGINE_LOAD", "%", 0));
    private static final List<Channel> WARM =
            List.of(
                    Channel.number("obd", "COOLANT_TEMP", "°C", 0),
                    Channel.number("obd", "INTAKE_TEMP", "°C", 0),
                    Channel.number("brakes", "front_left", "°C", 0),
                    Channel.number("brakes", "front_right", "°C", 0));

    private DebriefBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("debrief-bench");
        CourseBook book = new CourseBook(folder.resolve(CourseBook.FILE));
        book.put(Course.circuit("ring", "Ring", TimingLine.across(PLANE.point(0, RADIUS), 90, 15)));
        try (SqliteStore store =
                SqliteStore.open(
                        folder.resolve("bench.db"), SqliteOptions.defaults(), Clock.system())) {
            for (int i = 0; i < EARLIER; i++) {
                record(store, i, 1_200);
            }
            long hour = record(store, EARLIER, 3_600);
            long scanNs = Long.MAX_VALUE;
            long[] samples = new long[1];
            for (int i = 0; i < ROUNDS; i++) {
                samples[0] = 0;
                long began = System.nanoTime();
                store.scan(
                        SignalQuery.all(hour),
                        signal -> {
                            samples[0]++;
                            return true;
                        });
                scanNs = Math.min(scanNs, System.nanoTime() - began);
            }
            long firstNs = Long.MAX_VALUE;
            long againNs = Long.MAX_VALUE;
            Debrief last = null;
            for (int i = 0; i < ROUNDS; i++) {
                DebriefService service = new DebriefService(store, new LapService(store, book));
                long began = System.nanoTime();
                last = service.debrief(hour, null);
                firstNs = Math.min(firstNs, System.nanoTime() - began);
                began = System.nanoTime();
                last = service.debrief(hour, null);
                againNs = Math.min(againNs, System.nanoTime() - began);
            }
            System.out.printf(
                    "an hour: %,d samples, %d laps, reference %s%n",
                    samples[0],
                    last.laps().table().laps().size(),
                    last.comparison() == null ? "none" : last.comparison().reference());
            System.out.printf("scan of all samples      %6.0f ms  1.00%n", scanNs / 1e6);
            print("debrief at first", firstNs, scanNs);
            print("debrief again", againNs, scanNs);
        }
    }

    private static void print(String what, long ns, long anchorNs) {
        System.out.printf("%-24s %6.0f ms  %.2f%n", what, ns / 1e6, (double) ns / anchorNs);
    }

    /// A drive around the ring, each lap at another speed.
    private static long record(SqliteStore store, int day, int seconds) {
        Instant start = START.plusSeconds(86_400L * day);
        long id = store.create(SessionDraft.named("Day " + day), SessionOrigin.LIVE, start).id();
        store.begin(id, start, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        double metres = -100;
        for (int minute = 0; minute * 60 < seconds; minute++) {
            SampleBatch.Builder batch = SampleBatch.builder(8_192);
            for (int i = 0; i < 600; i++) {
                long t = (minute * 600L + i) * 100_000_000L;
                int lap = (int) Math.max(0, metres / 3_000);
                double speed = 38 + (lap * 7 + day * 3) % 11 * 0.4;
                double angle = metres / RADIUS;
                GeoPoint at = PLANE.point(RADIUS * Math.sin(angle), RADIUS * Math.cos(angle));
                batch.add(LATITUDE, t, at.latitude());
                batch.add(LONGITUDE, t, at.longitude());
                batch.add(SPEED, t, speed * 3.6);
                batch.add(HEADING, t, (450 + Math.toDegrees(angle)) % 360);
                batch.add(HDOP, t, 0.9);
                FAST.forEach(channel -> batch.add(channel, t, 1_000 + 10 * speed));
                if (i % 10 == 0) {
                    WARM.forEach(channel -> batch.add(channel, t, 70 + speed + lap));
                    batch.add(VOLTS, t, 14.1);
                }
                metres += speed / 10;
            }
            store.append(id, batch.build()).join();
        }
        store.finish(id, start.plusSeconds(seconds));
        return id;
    }
}
