package io.cartelem.core.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Sample;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(240)
class SensorCollectorTest {
    private static final String BRAKES =
            """
            [brakes]
            link = "tcp://localhost:1"
            channels = ["disc °C", "pressure bar", "lambda"]
            """;
    private static final String LIMIT = "more than 5000 lines a second; the rest is left out";

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final LoopbackLink.Pair link = LoopbackLink.pair();
    private final AtomicLong lost = new AtomicLong();
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    @AfterEach
    void stop() throws InterruptedException {
        link.device().close();
        thread.join();
    }

    @Test
    void everyLineBecomesSamplesOfItsChannels() throws Exception {
        RecordingContext context = all(BRAKES, "12.5,33,0.98\r\n12.6,34,0.97\n");
        assertEquals(
                List.of(
                        "brakes.disc=12.5",
                        "brakes.pressure=33.0",
                        "brakes.lambda=0.98",
                        "brakes.disc=12.6",
                        "brakes.pressure=34.0",
                        "brakes.lambda=0.97"),
                values(context));
        assertTrue(context.rejections.isEmpty());
        assertEquals("RUNNING receiving: lines arrive", context.state());
    }

    @Test
    void halfLinesWaitForTheirRestAndAreNeverGuessed() throws Exception {
        RecordingContext context = start(BRAKES, true);
        for (String piece : List.of("12", ".5,3", "3,0.", "98", "\n12.6,", "34")) {
            write(piece);
        }
        Await.until(() -> context.samples.size() == 3);
        link.device().close();
        thread.join();
        assertEquals("12.5 33.0 0.98", numbers(context));
    }

    @Test
    void garbageIsCountedByWhatIsWrongWithIt() throws Exception {
        RecordingContext context =
                all(BRAKES, "hello\n1,2\n1,2,3,4\nx,2,3\n\u0001\u0002\n# a comment\n\n1,2,3\n");
        assertEquals("2.0 3.0 1.0 2.0 3.0", numbers(context));
        assertEquals(1, context.rejected("the line has 1 column; 3 are described"));
        assertEquals(1, context.rejected("the line has 2 columns; 3 are described"));
        assertEquals(1, context.rejected("the line has 4 columns; 3 are described"));
        assertEquals(1, context.rejected("disc is no number"));
        assertEquals(1, context.rejected("a line is not text"));
    }

    @Test
    void binaryDoesNoHarm() throws Exception {
        RecordingContext context = start(BRAKES, true);
        byte[] noise = new byte[300_000];
        new Random(5).nextBytes(noise);
        link.device().write(noise);
        write("\n12.5,33,0.98\n");
        link.device().close();
        thread.join();
        List<String> all = values(context);
        assertEquals(
                List.of("brakes.disc=12.5", "brakes.pressure=33.0", "brakes.lambda=0.98"),
                all.subList(all.size() - 3, all.size()));
        long refused = context.rejections.values().stream().mapToLong(AtomicLong::get).sum();
        assertTrue(refused > 1_000, "refused " + refused);
        assertTrue(context.rejections.size() < 40, context.rejections::toString);
    }

    @Test
    void aLineWithoutEndTakesNoMoreThanItsBufferAndIsForgotten() throws Exception {
        RecordingContext context = start(BRAKES, true);
        byte[] endless = new byte[64 * 1024];
        Arrays.fill(endless, (byte) '7');
        for (int i = 0; i < 80; i++) {
            link.device().write(endless);
        }
        write("\n12.5,33,0.98\n");
        Await.until(() -> context.samples.size() == 3);
        assertEquals(1, context.rejected("a line is longer than 65536 bytes"));
    }

    @Test
    void aFloodIsCutToItsLimitAndCounted() throws Exception {
        RecordingContext context = start(BRAKES, false);
        byte[] lines = "12.5,33,0.98\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 60; i++) {
            link.device().write(lines);
        }
        Await.until(() -> context.rejected(LIMIT) == 55_000);
        assertEquals(5_000 * 3, context.published.get());
        clock.advance(Duration.ofSeconds(1));
        write("12.5,33,0.98\n");
        Await.until(
                () ->
                        context.state()
                                .equals("RUNNING limited: " + LIMIT + ": 55,000 lines so far"));
        Await.until(() -> context.published.get() == 5_001 * 3);
        clock.advance(Duration.ofSeconds(1));
        write("12.5,33,0.98\n");
        Await.until(
                () ->
                        context.state()
                                .equals(
                                        "RUNNING receiving: lines arrive; 55,000 lines over the"
                                                + " limit"));
    }

    @Test
    void valuesOutOfRangeAreKeptWithTheirDoubt() throws Exception {
        RecordingContext context =
                all(
                        """
                        [oil]
                        link = "tcp://localhost:1"
                        channels = [{ name = "t", scale = 0.1, offset = -40, min = -40, max = 150 },
                        { name = "p", max = 10, outside = "bad" }]
                        """
                                .replace("},\n{", "}, {"),
                        "1200,4\n9999,11\nnan,ovf\n,\n1e309,1\n");
        assertEquals(
                List.of("80.0 GOOD", "4.0 GOOD", "959.9 SUSPECT", "11.0 BAD", "1.0 GOOD"),
                context.samples.stream()
                        .map(s -> Math.round(s.value() * 10) / 10.0 + " " + s.quality())
                        .toList());
        assertEquals(1, context.rejected("t is not between -40.0 and 150.0"));
        assertEquals(1, context.rejected("p is not between -Infinity and 10.0"));
        assertEquals(1, context.rejected("t is no number"));
    }

    @Test
    void clockJumpsAreCountedAndCostNoValue() throws Exception {
        RecordingContext context =
                all(
                        """
                        [a]
                        link = "tcp://localhost:1"
                        time = "uptime_ms"
                        channels = ["@time", "x"]
                        """,
                        "1000,1\n1100,2\n5,3\n105,4\n99999999,5\nx,6\n");
        assertEquals("1.0 2.0 3.0 4.0 5.0 6.0", numbers(context));
        assertEquals(2, context.rejected("its clock started anew"));
        assertEquals(
                1,
                context.rejected(
                        "its time is no number of milliseconds; that of its arrival is" + " used"));
        long before = Long.MIN_VALUE;
        for (Sample sample : context.samples) {
            assertTrue(sample.timeNs() > before, "in their order");
            before = sample.timeNs();
        }
    }

    @Test
    void silenceAndWhatIsNotUnderstoodAreSaid() throws Exception {
        RecordingContext context = start(BRAKES, true);
        assertEquals("STARTING listening: waiting for the first line", context.states.getFirst());
        clock.advance(Duration.ofSeconds(4));
        Await.until(() -> context.state().equals("WAITING silent: nothing comes from it"));
        write("hello\n");
        Await.until(() -> context.rejections.size() == 1);
        clock.advance(Duration.ofSeconds(1));
        Await.until(
                () ->
                        context.state()
                                .equals(
                                        "WAITING not_understood: lines arrive, but none is as"
                                                + " described: the line has 1 column; 3 are"
                                                + " described"));
        write("1,2,3\n");
        Await.until(() -> context.samples.size() == 3);
        clock.advance(Duration.ofSeconds(1));
        Await.until(
                () ->
                        context.state()
                                .equals("RUNNING receiving: lines arrive; 1 line not understood"));
    }

    @Test
    void aChannelThatComesTooSeldomIsNamed() throws Exception {
        RecordingContext context =
                start(
                        """
                        [oil]
                        link = "tcp://localhost:1"
                        channels = [{ name = "t", rate = 10 }]
                        """,
                        true);
        for (int i = 0; i < 7; i++) {
            write(i + "\n");
            int expected = i + 1;
            Await.until(() -> context.samples.size() == expected);
            clock.advance(Duration.ofSeconds(1));
        }
        write("9\n");
        Await.until(() -> context.state().startsWith("RUNNING slow: t comes "));
        assertTrue(context.state().endsWith("times a second; 10.0 are expected"), context::state);
    }

    @Test
    void messagesThatTheLinkGaveUpAreCounted() throws Exception {
        RecordingContext context = start(BRAKES, true);
        write("1,2,3\n");
        Await.until(() -> context.samples.size() == 3);
        lost.set(7);
        write("1,2,3\n");
        Await.until(() -> context.rejected("messages came faster than they could be read") == 7);
    }

    @Test
    void aSerialLineIsJoinedAtTheNextLineAndDatedByItsRate() throws Exception {
        RecordingContext context = start(BRAKES, new Serial(link.host()), true);
        write("3,0.98\n1,2,3\n4,5,6\n");
        Await.until(() -> context.samples.size() == 6);
        assertEquals("1.0 2.0 3.0 4.0 5.0 6.0", numbers(context));
        long apart = context.samples.get(3).timeNs() - context.samples.get(0).timeNs();
        assertEquals(6 * (10_000_000_000L / 9_600), apart, "six bytes at 9600 baud");
        assertEquals(Quality.GOOD, context.samples.getFirst().quality());
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        start(BRAKES, true);
        thread.interrupt();
        assertTrue(thread.join(Duration.ofSeconds(30)));
    }

    @Test
    void aDescriptionThatContradictsItselfIsRefusedBeforeItRuns() {
        SensorDefinition good = SensorFile.parse("f", BRAKES).entries().getFirst().sensor();
        SensorDefinition bad =
                new SensorDefinition(
                        "x",
                        true,
                        good.link(),
                        new SensorFormat.Regex("("),
                        good.channels(),
                        0,
                        SensorTime.ARRIVAL,
                        1);
        assertThrows(IllegalArgumentException.class, () -> new SensorCollector(bad, () -> 0));
    }

    /// A link with a rate.
    private record Serial(ByteLink link) implements ByteLink {
        @Override
        public int read(byte[] buffer, int offset, int length, Duration timeout)
                throws LinkException {
            return link.read(buffer, offset, length, timeout);
        }

        @Override
        public void write(byte[] bytes) throws LinkException {
            link.write(bytes);
        }

        @Override
        public boolean hasBaud() {
            return true;
        }

        @Override
        public int baud() {
            return 9_600;
        }

        @Override
        public String address() {
            return link.address();
        }

        @Override
        public void close() {
            link.close();
        }
    }

    private RecordingContext all(String description, String text) throws Exception {
        RecordingContext context = start(description, true);
        write(text);
        link.device().close();
        thread.join();
        return context;
    }

    private RecordingContext start(String description, boolean keep) {
        return start(description, link.host(), keep);
    }

    private RecordingContext start(String description, ByteLink from, boolean keep) {
        SensorFile.Entry entry = SensorFile.parse("f", description).entries().getFirst();
        assertEquals(List.of(), entry.problems());
        RecordingContext context = new RecordingContext(clock, keep);
        SensorCollector collector = new SensorCollector(entry.sensor(), lost::get);
        thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        collector.run(from, context);
                                    } catch (LinkException | InterruptedException e) {
                                        context.device(String.valueOf(e.getMessage()));
                                        context.states.removeLast();
                                    }
                                });
        Await.until(() -> !context.states.isEmpty());
        return context;
    }

    private void write(String text) throws LinkException {
        link.device().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> values(RecordingContext context) {
        return context.samples.stream().map(s -> s.channel().id() + "=" + s.value()).toList();
    }

    private static String numbers(RecordingContext context) {
        return String.join(" ", context.samples.stream().map(s -> "" + s.value()).toList());
    }
}
