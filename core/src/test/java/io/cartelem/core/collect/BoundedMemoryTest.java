package io.cartelem.core.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class BoundedMemoryTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    @Test
    void aTranscriptKeepsTheLastBytesOnly() {
        Transcript transcript = new Transcript(clock, 1000);
        for (int i = 0; i < 500; i++) {
            clock.advance(Duration.ofMillis(200));
            transcript.received(new byte[] {0, (byte) i, (byte) (i >> 8), 0}, 1, 2);
        }
        List<Transcript.Entry> entries = transcript.entries();
        assertTrue(entries.size() > 20 && entries.size() < 40, "kept " + entries.size());
        byte[] last = entries.getLast().bytes();
        assertEquals(499, (last[0] & 0xFF) | last[1] << 8);
        transcript.sent(new byte[5000]);
        assertEquals(1, transcript.entries().size());
        assertEquals(1000, transcript.entries().getFirst().bytes().length);
    }

    @Test
    void aTranscriptJoinsTheBytesOfOneBurst() {
        Transcript transcript = new Transcript(clock, 10_000);
        for (int i = 0; i < 300; i++) {
            transcript.received(new byte[] {1}, 0, 1);
        }
        transcript.sent(new byte[] {2});
        transcript.note("a");
        transcript.note("b");
        List<Integer> lengths =
                transcript.entries().stream().map(entry -> entry.bytes().length).toList();
        assertEquals(List.of(256, 44, 1, 1, 1), lengths);
    }

    @Test
    void onlySoManyReasonsAreKeptButAllAreCounted() {
        Rejections rejections = new Rejections();
        for (int i = 0; i < 100; i++) {
            assertTrue(rejections.add("reason " + i, new byte[500], i));
            rejections.add("always", new byte[1], i);
        }
        assertEquals(200, rejections.total());
        assertEquals(32, rejections.list().size());
        assertEquals("always", rejections.list().getFirst().reason());
        assertEquals(100, rejections.list().getFirst().count());
        assertEquals("reason 99", rejections.list().get(1).reason());
        assertEquals(96, rejections.list().get(1).sample().length);
    }
}
