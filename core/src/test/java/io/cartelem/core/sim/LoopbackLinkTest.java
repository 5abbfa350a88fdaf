package io.cartelem.core.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;

@Timeout(300)
class LoopbackLinkTest {
    private static final Duration LONG = Duration.ofDays(1);
    private final LoopbackLink.Pair pair = LoopbackLink.pair();
    private final byte[] buffer = new byte[16];

    @Test
    void whatOneEndWritesTheOtherReads() throws Exception {
        pair.host().write(new byte[] {1, 2, 3});
        assertEquals(2, pair.device().read(buffer, 1, 2, LONG));
        assertArrayEquals(new byte[] {0, 1, 2, 0}, java.util.Arrays.copyOf(buffer, 4));
        assertEquals(1, pair.device().read(buffer, 0, 16, LONG));
        assertEquals(0, pair.device().read(buffer, 0, 16, Duration.ZERO));
        assertEquals(0, pair.host().read(buffer, 0, 16, Duration.ofMillis(1)));
    }

    @Test
    void aWriterWaitsForASlowReaderAndLosesNothing() throws Exception {
        byte[] much = new byte[300_000];
        new Random(1).nextBytes(much);
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        pair.device().write(much);
                                    } catch (LinkException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        byte[] got = new byte[much.length];
        int count = 0;
        while (count < got.length) {
            count += pair.host().read(got, count, Math.min(777, got.length - count), LONG);
        }
        writer.join();
        assertArrayEquals(much, got);
    }

    @Test
    void theOtherEndReadsWhatHadArrivedAndThenTheLoss() throws Exception {
        pair.device().write(new byte[] {7});
        pair.device().close();
        pair.device().close();
        assertEquals(1, pair.host().read(buffer, 0, 16, LONG));
        assertEquals(Reason.LOST, reason(() -> pair.host().read(buffer, 0, 16, LONG)));
        assertEquals(Reason.LOST, reason(() -> pair.host().write(new byte[] {1})));
        assertEquals(Reason.CLOSED, reason(() -> pair.device().read(buffer, 0, 16, LONG)));
        assertEquals(Reason.CLOSED, reason(() -> pair.device().write(new byte[] {1})));
    }

    @Test
    void closingAndInterruptingWakeTheReader() throws Exception {
        FutureTask<Reason> closed = blockedRead(pair.host());
        pair.host().close();
        assertEquals(Reason.CLOSED, closed.get());

        LoopbackLink.Pair other = LoopbackLink.pair();
        FutureTask<Reason> interrupted =
                new FutureTask<>(() -> reason(() -> other.host().read(buffer, 0, 16, LONG)));
        Thread reader = Thread.ofVirtual().start(interrupted);
        reader.interrupt();
        assertEquals(Reason.CLOSED, interrupted.get());
    }

    private FutureTask<Reason> blockedRead(LoopbackLink link) {
        FutureTask<Reason> read =
                new FutureTask<>(() -> reason(() -> link.read(buffer, 0, 16, LONG)));
        Thread.ofVirtual().start(read);
        return read;
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(LinkException.class, action).reason();
    }
}
