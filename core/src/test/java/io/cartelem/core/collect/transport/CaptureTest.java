package io.cartelem.core.collect.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

@Timeout(300)
class CaptureTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T10:00:00Z"));

    @TempDir Path directory;

    @Test
    void theFileReadsAsItIsDocumented() throws Exception {
        LoopbackLink.Pair pair = LoopbackLink.pair();
        Path file = directory.resolve("gps.capture");
        try (CaptureWriter capture = new CaptureWriter(file, "gps", clock);
                ByteLink link = new CapturingLink(pair.host(), capture)) {
            clock.advance(Duration.ofNanos(1_234_567_891L));
            pair.device().write(new byte[] {'$', 'G', '\\', '\r', '\n', '\t', 0, (byte) 0xB5});
            assertEquals(8, link.read(new byte[16], 3, 13, LONG));
            clock.advance(Duration.ofSeconds(1));
            link.write(new byte[] {'A', 'T', 'Z', '\r'});
        }
        assertEquals(
                """
                cartelem-capture 1
                # source: gps
                # begun: 2026-05-01T10:00:00Z
                0.000000 = open loopback:host
                1.234567 < $G\\\\\\r\\n\\t\\x00\\xB5
                2.234567 > ATZ\\r
                """,
                Files.readString(file));
    }

    @Test
    void anyBytesInAnyPiecesComeBackExactly() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 10; round++) {
            byte[] bytes = new byte[random.nextInt(40_000)];
            random.nextBytes(bytes);
            Path file = directory.resolve("round" + round);
            try (CaptureWriter capture = new CaptureWriter(file, "gps", Clock.system())) {
                for (int done = 0; done < bytes.length; ) {
                    int count = Math.min(bytes.length - done, 1 + random.nextInt(9000));
                    capture.received(bytes, done, count);
                    done += count;
                }
            }
            assertArrayEquals(bytes, readAll(ReplayLink.open(file, ReplayLink.Pace.FASTEST)));
        }
    }

    @Test
    void aReplayKeepsTheRecordedPace() throws Exception {
        Path file = write("cartelem-capture 1\n0.5 < a\n\n# a comment\n2.000000 < b\n2.0 = note\n");
        try (ReplayLink link = ReplayLink.open(file, new ReplayLink.Pace(clock, 0))) {
            byte[] buffer = new byte[4];
            assertEquals(Duration.ofMillis(500), clock.awaitPause(PATIENCE));
            assertEquals(0, link.read(buffer, 0, 4, Duration.ZERO));
            clock.advance(Duration.ofMillis(500));
            assertEquals(1, link.read(buffer, 0, 4, LONG));
            assertEquals(Duration.ofMillis(1500), clock.awaitPause(PATIENCE));
            clock.advance(Duration.ofMillis(1500));
            assertEquals(1, link.read(buffer, 0, 4, LONG));
            assertEquals('b', buffer[0]);
            LinkException end =
                    assertThrows(LinkException.class, () -> link.read(buffer, 0, 4, LONG));
            assertEquals(Reason.LOST, end.reason());
            assertEquals("file://" + file + " has ended", end.getMessage());
        }
    }

    @Test
    void anAnswerWaitsForItsRequest() throws Exception {
        Path file = write("cartelem-capture 1\n0 > ATZ\\r\n0 < ELM327\n0 > 0100\\r\n0 < NO\n");
        try (ReplayLink link = ReplayLink.open(file, ReplayLink.Pace.FASTEST, LONG)) {
            byte[] buffer = new byte[16];
            link.write("AT".getBytes(StandardCharsets.US_ASCII));
            assertEquals(0, link.read(buffer, 0, 16, Duration.ofMillis(5)));
            link.write("Z\r".getBytes(StandardCharsets.US_ASCII));
            assertEquals(6, link.read(buffer, 0, 16, LONG));
        }
    }

    @Test
    void aCollectorThatAsksLessThanTheRecordedOneStillGetsEverything() throws Exception {
        Path file = write("cartelem-capture 1\n0 > ATZ\\r\n0 < ELM327\n0 > 0100\\r\n0 < NO\n");
        Duration soon = Duration.ofMillis(1);
        assertEquals(
                "ELM327NO",
                new String(
                        readAll(ReplayLink.open(file, ReplayLink.Pace.FASTEST, soon)),
                        StandardCharsets.US_ASCII));
    }

    @Test
    void aFileOfBareBytesIsReplayedAtTheRateOfItsLine() throws Exception {
        byte[] bytes = new byte[25];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(directory.resolve("bare.nmea"), bytes);
        assertArrayEquals(bytes, readAll(ReplayLink.open(file, ReplayLink.Pace.FASTEST)));

        try (ReplayLink link = ReplayLink.open(file, new ReplayLink.Pace(clock, 10_000))) {
            byte[] buffer = new byte[32];
            assertEquals(Duration.ofMillis(10), clock.awaitPause(PATIENCE));
            clock.advance(Duration.ofMillis(10));
            assertEquals(10, link.read(buffer, 0, 32, LONG));
        }
    }

    @Test
    void whatCannotBeReplayedSaysWhatAndWhere() throws Exception {
        Path missing = directory.resolve("missing");
        LinkException e =
                assertThrows(
                        LinkException.class,
                        () -> ReplayLink.open(missing, ReplayLink.Pace.FASTEST).close());
        assertEquals(Reason.NOT_FOUND, e.reason());
        assertEquals("there is no file " + missing, e.getMessage());
        LinkException folder =
                assertThrows(
                        LinkException.class,
                        () -> ReplayLink.open(directory, ReplayLink.Pace.FASTEST).close());
        assertEquals(directory + " is a folder, not a capture", folder.getMessage());
    }

    @Test
    void damagedLinesSayWhichAndWhy() throws Exception {
        assertDamaged("cartelem-capture 2\n", "is a capture of version '2'");
        String head = "cartelem-capture 1\n0.1 < ok\n";
        assertDamaged(head + "nonsense\n", "line 3 is damaged: it needs a time and a direction");
        assertDamaged(head + "x < a\n", "'x' is no time in seconds");
        assertDamaged(head + "1.-2 < a\n", "'1.-2' is no time in seconds");
        assertDamaged(head + "0.1234567891 < a\n", "is no time in seconds");
        assertDamaged(head + "1 ? a\n", "'?' is none of < > =");
        assertDamaged(head + "1 < \\q\n", "a \\ is followed by");
        assertDamaged(head + "1 < \\", "a \\ is followed by");
        assertDamaged(head + "1 < \\xG0\n", "\\x needs two hexadecimal digits");
        assertDamaged(head + "1 < \\x4", "\\x needs two hexadecimal digits");
        assertDamaged(head + "1 < é\n", "it has a character that is not ASCII");
    }

    private void assertDamaged(String text, String sentence) throws Exception {
        Path file = write(text);
        LinkException e =
                assertThrows(
                        LinkException.class,
                        () -> {
                            try (ReplayLink link = ReplayLink.open(file, ReplayLink.Pace.FASTEST)) {
                                while (true) {
                                    link.read(new byte[64], 0, 64, LONG);
                                }
                            }
                        });
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
        assertTrue(e.reason() == Reason.FAILED || e.reason() == Reason.UNSUPPORTED);
    }

    @Test
    void mutatedCapturesNeverEscapeTheirSentences() throws Exception {
        byte[] good =
                "cartelem-capture 1\n0.1 < \\x41\\r\\n\n0.2 > ATZ\\r\n0.3 = hi\n"
                        .getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(99);
        for (int i = 0; i < 5000; i++) {
            byte[] bad = Arrays.copyOf(good, 19 + random.nextInt(good.length - 18));
            bad[19 + random.nextInt(Math.max(1, bad.length - 19)) - 1] ^=
                    (byte) (1 << random.nextInt(8));
            for (String line : new String(bad, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                try {
                    CaptureFormat.Entry entry = CaptureFormat.read(line);
                    assertTrue(entry.bytes().length <= line.length());
                } catch (IllegalArgumentException e) {
                    assertNotNull(e.getMessage());
                }
            }
        }
    }

    @Test
    void aFullDiskEndsTheCaptureButNotTheLink() throws Exception {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        LoopbackLink.Pair pair = LoopbackLink.pair();
        Path file = directory.resolve("full");
        CaptureWriter capture = new CaptureWriter(file, full, "obd", clock);
        ByteLink link = new CapturingLink(pair.host(), capture);
        byte[] buffer = new byte[8];
        while (capture.failure() == null) {
            link.write(new byte[] {1});
            assertEquals(1, pair.device().read(buffer, 0, 8, LONG));
        }
        assertEquals(
                "the raw capture " + file + " ended: No space left on device", capture.failure());
        pair.device().write(new byte[] {2});
        assertEquals(1, link.read(buffer, 0, 8, LONG));
        capture.close();
        capture.close();
    }

    @Test
    void aSlowDiskDropsRecordsAndSaysHowMany() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        OutputStream slow =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        file.write(b);
                    }

                    @Override
                    public void flush() throws IOException {
                        stuck.countDown();
                        try {
                            disk.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                };
        CaptureWriter capture = new CaptureWriter(directory.resolve("x"), slow, "obd", clock);
        stuck.await();
        while (capture.dropped() < 10) {
            capture.sent(new byte[] {'a'});
        }
        long dropped = capture.dropped();
        disk.countDown();
        capture.close();
        assertNull(capture.failure());
        assertTrue(
                file.toString(StandardCharsets.US_ASCII)
                        .contains(
                                "= " + dropped + " records are missing: the disk was too slow\n"));
    }

    @Test
    void aCaptureIsDocumentedByWhatTheLinkWentThrough() throws Exception {
        LoopbackLink.Pair pair = LoopbackLink.pair();
        Path file = directory.resolve("notes");
        try (CaptureWriter capture = new CaptureWriter(file, "gps", clock);
                ByteLink link = new CapturingLink(pair.host(), capture)) {
            assertThrows(LinkException.class, () -> link.baud(9600));
            assertEquals(0, link.baud());
            assertEquals("loopback:host", link.address());
            pair.device().close();
            assertThrows(LinkException.class, () -> link.read(new byte[1], 0, 1, LONG));
        }
        assertTrue(Files.readString(file).contains("= loopback:device unplugged its end\n"));
    }

    @Test
    void closingEndsAReplayThatWaits() throws Exception {
        Path file = write("cartelem-capture 1\n1000 < a\n");
        ReplayLink link = ReplayLink.open(file, new ReplayLink.Pace(clock, 0));
        clock.awaitPause(PATIENCE);
        link.close();
        assertEquals(
                Reason.CLOSED,
                assertThrows(LinkException.class, () -> link.read(new byte[1], 0, 1, LONG))
                        .reason());
        assertEquals(
                Reason.CLOSED,
                assertThrows(LinkException.class, () -> link.write(new byte[1])).reason());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("capture"), text);
    }

    private static byte[] readAll(ReplayLink link) throws LinkException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[777];
        try (link) {
            while (true) {
                all.write(buffer, 0, link.read(buffer, 0, buffer.length, LONG));
            }
        } catch (LinkException e) {
            assertEquals(Reason.LOST, e.reason());
            return all.toByteArray();
        }
    }
}
