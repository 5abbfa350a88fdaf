package io.cartelem.core.collect.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

@Timeout(300)
class IdleLinkTest {
    @Test
    void saysNothingUntilItIsClosed() throws Exception {
        ByteLink link = IdleLink.opener("other channels").open();
        assertEquals("other channels", link.address());
        assertEquals(0, link.read(new byte[1], 0, 1, Duration.ofMillis(1)));
        CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return link.read(new byte[1], 0, 1, Duration.ofDays(1));
                            } catch (LinkException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        link.close();
        link.close();
        ExecutionException end = assertThrows(ExecutionException.class, waiting::get);
        LinkException closed = (LinkException) end.getCause().getCause();
        assertEquals(LinkException.Reason.CLOSED, closed.reason());
    }

    @Test
    void isEndedByAnInterruptAndTakesNoBytes() throws Exception {
        ByteLink link = IdleLink.opener("other channels").open();
        Thread.currentThread().interrupt();
        assertThrows(LinkException.class, () -> link.read(new byte[1], 0, 1, Duration.ofDays(1)));
        assertTrue(Thread.interrupted());
        assertThrows(LinkException.class, () -> link.write(new byte[1]));
    }
}
