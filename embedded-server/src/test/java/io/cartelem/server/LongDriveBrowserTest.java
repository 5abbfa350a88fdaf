package io.cartelem.server;

import static io.cartelem.server.Station.COOLANT;
import static io.cartelem.server.Station.GPS_SPEED;
import static io.cartelem.server.Station.LATITUDE;
import static io.cartelem.server.Station.LONGITUDE;
import static io.cartelem.server.Station.RPM;
import static io.cartelem.server.Station.SPEED;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The live page beside a drive of many minutes: what it shows of the time before it was opened,
/// and what it costs after half an hour. The drive's clock stands still between the samples, so it
/// is as fast as the page takes it and each tenth of a second holds ten of them.
class LongDriveBrowserTest extends InChromium {
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);

    /// After so many that differ a page does not come to rest.
    private static final int MOST_LOOKS = 100;

    private static final int FEVER_EVERY_S = 120;

    /// 25 samples a second at 30 m/s.
    private static final double METRES_A_SAMPLE = 30 / 25.0;

    private final AtomicInteger driven = new AtomicInteger();
    private ManualClock clock;
    private Station station;
    private Line line;

    @BeforeAll
    void size() {
        browser.size(1280, 800);
    }

    @BeforeEach
    void start() {
        driven.set(0);
        clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
        station = new Station(ServerSettings.loopback(0), clock);
        line = new Line(station.server.port());
    }

    @AfterEach
    void stop() {
        browser.leave();
        line.close();
        station.close();
    }

    @Test
    void joinsThePastToTheStreamWithoutAGapOrADoubledSample() throws InterruptedException {
        station.recorder.start(SessionDraft.named("Long drive"));
        // More than a test station keeps in memory, so that the recording fills in.
        drive(100);
        Thread car = Thread.ofPlatform().start(() -> driveWithPauses(20));
        browser.open(station, "/");
        car.join();
        assertTrue(Chromium.await(this::showsTheLatest), "the last value is there");
        assertTrue(Chromium.await(() -> columns().size() >= 599), () -> columns().size() + "");
        assertContinuous();
    }

    @Test
    void fillsTheGapThatABrokenConnectionLeft() throws ServerException {
        station.recorder.start(SessionDraft.named("Long drive"));
        drive(20);
        browser.driver.get(line.address("/"));
        assertTrue(Chromium.await(this::showsTheLatest));
        line.cut();
        station.server.close();
        assertTrue(Chromium.await(() -> !"live".equals(browser.state())), "the page notices");
        drive(15);
        try (EmbeddedServer again =
                EmbeddedServer.start(station.context(), ServerSettings.loopback(0))) {
            line.to(again.port());
            assertTrue(Station.await(() -> again.streamClients() == 1), "the page comes back");
            drive(5);
            assertTrue(Chromium.await(this::showsTheLatest));
            assertTrue(Chromium.await(() -> columns().size() >= 199), () -> columns().size() + "");
            assertContinuous();
        }
    }

    @Test
    void isNoLargerAfterHalfAnHourThanAfterTwoMinutes() {
        station.drive.courses().put(Circle.course());
        browser.open(station, "/");
        browser.press("#windows button:last-child");
        wander(FEVER_EVERY_S);
        assertTrue(Station.await(() -> browser.text("laps").contains("Lap 3")), "laps are timed");
        assertTrue(Station.await(() -> browser.text("alerts").contains("Coolant hot")));
        Map<String, Long> early = cost();
        wander(1800);
        Map<String, Long> late = cost();
        String both = early + " " + late;
        assertEquals(early.get("Nodes"), late.get("Nodes"), 60, both);
        assertEquals(early.get("JSEventListeners"), late.get("JSEventListeners"), 8, both);
        assertTrue(late.get("JSHeapUsedSize") - early.get("JSHeapUsedSize") < 2_000_000, both);
        assertTrue(
                Chromium.await(
                        () ->
                                Long.valueOf(1200)
                                        .equals(
                                                browser.driver.executeScript(
                                                        "return Math.max(...[...document"
                                                                + ".querySelectorAll('#charts .strip')]"
                                                                + ".map((s) => s.strip.plot.data[0].length))"))),
                "points of a chart");
    }

    /// Publishes so many seconds of a value that rises by one with every sample.
    private void drive(int seconds) {
        for (int i = 0; i < seconds * 4; i++) {
            SampleBatch.Builder batch = SampleBatch.builder(25);
            for (int k = 0; k < 25; k++) {
                clock.advance(BETWEEN_SAMPLES);
                batch.add(RPM, clock.monoNs(), driven.getAndIncrement());
            }
            station.bus.publish(batch.build());
        }
    }

    /// The same while the page is opened: some of it comes before, some while the past is loaded,
    /// some after.
    private void driveWithPauses(int seconds) {
        for (int i = 0; i < seconds; i++) {
            drive(1);
            long round = System.nanoTime() + 100_000_000;
            assertTrue(Station.await(() -> System.nanoTime() > round));
        }
    }

    /// By the chart, which keeps what it shows: a card lets go of a value after ten seconds.
    private boolean showsTheLatest() {
        Object last =
                browser.driver.executeScript(
                        """
                        const node = document.querySelector('.strip[data-channels="obd.RPM"]');
                        return node?.strip.plot.data[1].findLast((v) => v !== null) ?? -1;
                        """);
        return number(last) == driven.get() - 1;
    }

    /// The chart's columns of two tenths of a second by their time in tenths, smallest and largest
    /// value.
    private Map<Long, double[]> columns() {
        browser.driver.executeScript(
                "document.querySelector('#windows button:nth-child(2)').click();");
        Object found =
                browser.driver.executeScript(
                        """
                        const node = document.querySelector('.strip[data-channels="obd.RPM"]');
                        if (!node) return [];
                        const [times, values] = node.strip.plot.data;
                        return values.map((v, i) => [times[i], v]).filter((p) => p[1] !== null).flat();
                        """);
        Map<Long, double[]> columns = new TreeMap<>();
        List<?> flat = (List<?>) found;
        for (int i = 0; i + 3 < flat.size(); i += 4) {
            columns.put(
                    Math.round(number(flat.get(i)) * 10),
                    new double[] {number(flat.get(i + 1)), number(flat.get(i + 3))});
        }
        return columns;
    }

    private static double number(Object number) {
        return ((Number) number).doubleValue();
    }

    private void assertContinuous() {
        Map<Long, double[]> columns = columns();
        double before = Double.NaN;
        for (Map.Entry<Long, double[]> column : columns.entrySet()) {
            double[] range = column.getValue();
            if (!Double.isNaN(before)) {
                assertEquals(before + 1, range[0], "the value after " + before);
            }
            assertTrue(range[1] >= range[0]);
            before = range[1];
        }
        assertEquals(driven.get() - 1, before, "the last value");
    }

    /// Drives so many seconds round and round with changing values, laps, alerts and states of
    /// devices, and waits for the page now and then, so that it gets all of them.
    private void wander(int seconds) {
        for (int i = 0; i < seconds; i++) {
            SampleBatch.Builder batch = SampleBatch.builder(160);
            for (int k = 0; k < 25; k++) {
                clock.advance(Duration.ofMillis(40));
                int n = driven.getAndIncrement();
                long now = clock.monoNs();
                int fever = n / 25 % FEVER_EVERY_S > FEVER_EVERY_S - 15 ? 32 : 0;
                batch.add(RPM, now, n)
                        .add(SPEED, now, n % 200)
                        .add(COOLANT, now, 85 + n % 9 + fever);
                GeoPoint place = Circle.at(n * METRES_A_SAMPLE);
                batch.add(LATITUDE, now, place.latitude()).add(LONGITUDE, now, place.longitude());
                batch.add(GPS_SPEED, now, METRES_A_SAMPLE * 25 * 3.6);
                batch.add(
                        Circle.HEADING,
                        now,
                        (450 + n * METRES_A_SAMPLE * 360 / Circle.LENGTH) % 360);
            }
            station.bus.publish(batch.build());
            if (i % 20 == 19) {
                station.collectors = List.of(waiting("for " + i + " s"));
                station.server.collectorsChanged();
                assertTrue(Chromium.await(this::showsTheLatest), "the page keeps up");
            }
        }
    }

    private CollectorState waiting(String what) {
        return new CollectorState(
                "obd",
                CollectorState.Phase.WAITING,
                "silent",
                "The device has said nothing " + what,
                clock.monoNs(),
                "sim",
                null,
                0,
                0,
                null,
                true);
    }

    /// What the page holds once the garbage is gone and everything is drawn.
    private Map<String, Long> cost() {
        Map<String, Long> cost = costNow();
        for (int i = 0; i < MOST_LOOKS; i++) {
            Map<String, Long> again = costNow();
            boolean calm =
                    again.get("Nodes").equals(cost.get("Nodes"))
                            && again.get("JSEventListeners").equals(cost.get("JSEventListeners"));
            cost = again;
            if (calm) {
                break;
            }
        }
        return cost;
    }

    private Map<String, Long> costNow() {
        Map<String, Long> cost = new TreeMap<>();
        browser.driver.executeCdpCommand("Performance.enable", Map.of());
        for (int i = 0; i < 3; i++) {
            browser.driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        }
        Object metrics =
                browser.driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
        for (Object metric : (List<?>) metrics) {
            Map<?, ?> pair = (Map<?, ?>) metric;
            cost.put((String) pair.get("name"), ((Number) pair.get("value")).longValue());
        }
        cost.keySet().retainAll(List.of("Nodes", "JSEventListeners", "JSHeapUsedSize"));
        return cost;
    }
}
