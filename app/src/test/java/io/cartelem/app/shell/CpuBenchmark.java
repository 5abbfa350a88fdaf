package io.cartelem.app.shell;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.core.collect.CollectorState.Phase;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The share of one core that the whole window takes with its own pulse running at 60 frames a
/// second, software pipeline: `CpuBenchmark [seconds]`. At rest no values come; live, a simulated
/// drive with 10 Hz of GPS and 5 Hz of engine values is shown in cards, four charts and the map.
public final class CpuBenchmark {
    private static final int EVERY_MS = 50;

    private CpuBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        System.setProperty("javafx.animation.pulse", "60");
        FakeDesk desk = new FakeDesk();
        AtomicInteger frames = new AtomicInteger();
        try (TestWindow window = new TestWindow(desk);
                ScheduledExecutorService driver = Executors.newSingleThreadScheduledExecutor()) {
            desk.collect(
                    FakeDesk.state("gps", Phase.RUNNING, 10, true),
                    FakeDesk.state("obd", Phase.RUNNING, 38, true));
            long origin = desk.clock.monoNs();
            desk.publish(Drive.between(origin, 0, 60));
            desk.clock.advance(Duration.ofSeconds(60));
            Toolkit.run(
                    () -> {
                        var _ = window.desktop.pulse().attach(s -> frames.incrementAndGet());
                        window.desktop.pulse().start();
                    });
            measure("at rest", seconds, frames);
            AtomicInteger ticks = new AtomicInteger();
            var _ =
                    driver.scheduleAtFixedRate(
                            () -> drive(desk, origin, ticks.getAndIncrement()),
                            0,
                            EVERY_MS,
                            TimeUnit.MILLISECONDS);
            measure("live", seconds, frames);
            driver.shutdownNow();
            Toolkit.run(window.desktop.pulse()::stop);
        } finally {
            Toolkit.run(FxThread::exit);
        }
    }

    private static void drive(FakeDesk desk, long origin, int tick) {
        desk.clock.advance(Duration.ofMillis(EVERY_MS));
        if (tick % 2 == 0) {
            double s = 60 + tick * EVERY_MS / 1000.0;
            desk.publish(Drive.between(origin, s, s + 0.1));
        }
    }

    private static void measure(String what, int seconds, AtomicInteger frames)
            throws InterruptedException {
        pass(seconds / 4 + 1);
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        int before = frames.get();
        long cpu = system.getProcessCpuTime();
        long begin = System.nanoTime();
        pass(seconds);
        double passed = System.nanoTime() - begin;
        double used = system.getProcessCpuTime() - cpu;
        System.out.printf(
                "%-8s %5.1f %% of one core  %5.1f frames/s%n",
                what, 100 * used / passed, (frames.get() - before) * 1e9 / passed);
    }

    /// Lets time pass while the window works; nothing ever counts the latch down.
    private static void pass(int seconds) throws InterruptedException {
        var _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
