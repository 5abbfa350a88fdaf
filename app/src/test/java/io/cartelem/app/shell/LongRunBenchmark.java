package io.cartelem.app.shell;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.Clock;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import javafx.scene.Node;
import javafx.scene.control.ToggleButton;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Hours of driving in minutes: the whole window on live values with half an hour in its charts,
/// recorded into a real SQLite file, one frame for each second that passes: `LongRunBenchmark
/// [hours]`. Prints what the heap holds after each hour, collected.
public final class LongRunBenchmark {
    private static final long STEP_NS = 20_000_000L;
    private static final int STEPS_A_SECOND = 50;

    private static final List<Channel> FAST =
            List.of(
                    Channel.number("obd", "RPM", "rpm", 0),
                    Channel.number("obd", "SPEED", "km/h", 0),
                    Channel.number("obd", "THROTTLE_POS", "%", 0),
                    Channel.number("obd", "ENGINE_LOAD", "%", 0));
    private static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 6);
    private static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 6);
    private static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);

    private LongRunBenchmark() {}

    public static void main(String[] args) throws IOException {
        int hours = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        Path folder = Files.createTempDirectory("cartelem-long");
        System.out.println("hour      samples    heap after gc");
        FakeDesk desk = new FakeDesk();
        try (SqliteStore store =
                        SqliteStore.open(
                                folder.resolve("long.db"),
                                SqliteOptions.defaults(),
                                Clock.system());
                TestWindow window = new TestWindow(desk)) {
            desk.use(store);
            desk.collect(
                    FakeDesk.state("gps", Phase.RUNNING, 10, true),
                    FakeDesk.state("obd", Phase.RUNNING, 200, true));
            desk.recorder().start(SessionDraft.named("long run"));
            Node span = window.find("#span-1800");
            Toolkit.run(() -> ((ToggleButton) span).fire());
            for (int second = 0; second < hours * 3600; second++) {
                drive(desk);
                window.beat();
                if ((second + 1) % 3600 == 0) {
                    System.out.println(
                            row((second + 1) / 3600, desk.recorder().status().samples()));
                }
            }
            desk.recorder().stop();
        } finally {
            Toolkit.run(FxThread::exit);
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void drive(FakeDesk desk) {
        SampleBatch.Builder batch = SampleBatch.builder(300);
        long now = desk.clock.monoNs();
        for (int step = 0; step < STEPS_A_SECOND; step++) {
            long at = now + step * STEP_NS;
            double phase = at / 90e9 * 2 * Math.PI;
            for (int c = 0; c < FAST.size(); c++) {
                batch.add(FAST.get(c), at, 50 + 40 * Math.sin(phase * (c + 3)));
            }
            if (step % 5 == 0) {
                batch.add(LATITUDE, at, 50.3 + 0.01 * Math.sin(phase));
                batch.add(LONGITUDE, at, 6.9 + 0.02 * Math.cos(phase));
                batch.add(SPEED, at, 100 + 60 * Math.sin(7 * phase));
            }
        }
        desk.publish(batch.build());
        desk.clock.advance(Duration.ofSeconds(1));
    }

    private static String row(int hour, long samples) {
        System.gc();
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return String.format("%4d %,12d %12.1f MB", hour, samples, used / 1e6);
    }
}
