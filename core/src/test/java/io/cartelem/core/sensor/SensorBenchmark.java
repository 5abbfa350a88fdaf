package io.cartelem.core.sensor;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/// How many lines a second become samples, beside `String.split` and `Double.parseDouble` of the
/// same lines in the same run; and what a collector takes from a link to the live state. Prints a
/// table.
public final class SensorBenchmark {
    private static final int LINES = 200_000;
    private static final int ROUNDS = 5;

    private static final List<Case> CASES =
            List.of(
                    new Case("csv", "", "\"a\", \"b\", \"c\"", "12.5,33,0.98"),
                    new Case(
                            "key=value",
                            "format = \"key=value\"\n",
                            "\"a\", \"b\", \"c\"",
                            "a=12.5 b=33 c=0.98"),
                    new Case(
                            "json",
                            "format = \"json\"\n",
                            "\"a\", \"b\", \"c\"",
                            "{\"a\":12.5,\"b\":33,\"c\":0.98}"),
                    new Case(
                            "nmea",
                            "format = \"nmea\"\nsentence = \"PCAR\"\n",
                            "\"a\", \"b\", \"c\"",
                            "$PCAR,12.5,33,0.98*2B"),
                    new Case(
                            "regex",
                            "format = \"regex\"\npattern = 'a(?<a>[0-9.]+)b(?<b>[0-9.]+)c(?<c>[0-9.]+)'\n",
                            "\"a\", \"b\", \"c\"",
                            "a12.5b33c0.98"));

    private static double sink;

    private SensorBenchmark() {}

    private record Case(String name, String keys, String channels, String line) {
        SensorDefinition sensor() {
            String text =
                    "[s]\nlink = \"http\"\nlimit = 20000\n"
                            + keys
                            + "channels = ["
                            + channels
                            + "]\n";
            SensorDefinition sensor = SensorFile.parse("f", text).entries().getFirst().sensor();
            if (sensor == null) {
                throw new IllegalStateException(text);
            }
            return sensor;
        }
    }

    public static void main(String[] args) throws Exception {
        double anchor = 0;
        for (int i = 0; i < ROUNDS; i++) {
            anchor = Math.max(anchor, split());
        }
        System.out.println(
                "| lines to samples on the bus | lines/s | String.split + parseDouble | ratio |");
        System.out.println("|---|---|---|---|");
        for (Case one : CASES) {
            double best = 0;
            for (int i = 0; i < ROUNDS; i++) {
                best = Math.max(best, read(one));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s, 3 values | %,.0f | %,.0f | %.2f |%n",
                    one.name(),
                    best,
                    anchor,
                    best / anchor);
        }
        double best = 0;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.max(best, flood());
        }
        System.out.printf(
                Locale.ROOT,
                "| a flood over a link, cut to its limit | %,.0f | %,.0f | %.2f |%n",
                best,
                anchor,
                best / anchor);
        System.out.println("(" + sink + ")");
    }

    private static double split() {
        String line = CASES.getFirst().line();
        long start = System.nanoTime();
        double sum = 0;
        for (int i = 0; i < LINES; i++) {
            for (String field : line.split(",")) {
                sum += Double.parseDouble(field);
            }
        }
        sink += sum;
        return LINES / ((System.nanoTime() - start) / 1e9);
    }

    private static double read(Case one) {
        TelemetryBus bus = new TelemetryBus();
        LiveState live = new LiveState();
        bus.subscribe(live);
        SensorReader reader = new SensorReader(one.sensor());
        byte[] bytes = (one.line() + "\n").repeat(100).getBytes(StandardCharsets.UTF_8);
        LineSplitter splitter = new LineSplitter();
        Quiet quiet = new Quiet();
        Instant utc = Instant.EPOCH;
        long start = System.nanoTime();
        for (int i = 0; i < LINES / 100; i++) {
            SampleBatch.Builder batch = SampleBatch.builder(300);
            long now = System.nanoTime();
            splitter.accept(
                    bytes,
                    0,
                    bytes.length,
                    new LineSplitter.Sink() {
                        @Override
                        public void line(String text, int behind) {
                            reader.read(text, now, utc, batch, quiet);
                        }

                        @Override
                        public void refused(String reason, byte[] beginning) {
                            quiet.refused(reason);
                        }
                    });
            bus.publish(batch.build());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (bus.published() != 3L * LINES) {
            throw new IllegalStateException(one.name() + " published " + bus.published());
        }
        return LINES / seconds;
    }

    private static double flood() throws Exception {
        LoopbackLink.Pair link = LoopbackLink.pair();
        CountDownLatch all = new CountDownLatch(LINES);
        SensorCollector collector = new SensorCollector(CASES.getFirst().sensor(), () -> 0);
        Thread reading =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        collector.run(link.host(), new Counting(all));
                                    } catch (LinkException | InterruptedException e) {
                                        sink += 1;
                                    }
                                });
        byte[] lines =
                (CASES.getFirst().line() + "\n").repeat(100).getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        for (int i = 0; i < LINES / 100; i++) {
            link.device().write(lines);
        }
        all.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        link.device().close();
        reading.join();
        return LINES / seconds;
    }

    private static final class Quiet implements SensorReader.Listener {
        @Override
        public void nothing(String why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void refused(String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void doubted(@Nullable SensorChannel channel, String reason) {
            throw new IllegalStateException(reason);
        }
    }

    /// Counts lines, published or left out.
    private record Counting(CountDownLatch left) implements CollectorContext {
        @Override
        public Clock clock() {
            return Clock.system();
        }

        @Override
        public void publish(SampleBatch batch) {
            for (int i = 0; i < batch.size() / 3; i++) {
                left.countDown();
            }
        }

        @Override
        public void state(CollectorState.Phase phase, String code, String sentence) {
            sink += 1;
        }

        @Override
        public void device(String name) {
            sink += 1;
        }

        @Override
        public void rate(double hertz) {
            sink += hertz;
        }

        @Override
        public void rejected(String reason, byte[] bytes) {
            left.countDown();
        }
    }
}
