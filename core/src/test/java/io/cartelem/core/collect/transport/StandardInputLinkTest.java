package io.cartelem.core.collect.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cartelem.core.collect.transport.LinkException.Reason;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

class StandardInputLinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void handsOnWhatIsPipedInAndThenSaysThatItHasEnded() throws Exception {
        byte[] piped = "(1.0) can0 100#01\n".getBytes(StandardCharsets.US_ASCII);
        StandardInputLink link = StandardInputLink.of(new ByteArrayInputStream(piped));
        byte[] buffer = new byte[64];
        int count = link.read(buffer, 0, buffer.length, PATIENCE);
        assertArrayEquals(piped, Arrays.copyOf(buffer, count));
        LinkException end =
                assertThrows(LinkException.class, () -> link.read(buffer, 0, 64, PATIENCE));
        assertEquals(Reason.LOST, end.reason());
        assertEquals("standard input has ended", end.getMessage());
    }

    @Test
    void waitsNoLongerThanItIsTold() throws Exception {
        try (PipedOutputStream out = new PipedOutputStream()) {
            StandardInputLink link = StandardInputLink.of(new PipedInputStream(out));
            assertEquals(0, link.read(new byte[8], 0, 8, Duration.ofMillis(1)));
            link.close();
            LinkException closed =
                    assertThrows(LinkException.class, () -> link.read(new byte[8], 0, 8, PATIENCE));
            assertEquals(Reason.CLOSED, closed.reason());
        }
    }

    @Test
    void takesNothingToSend() {
        StandardInputLink link = StandardInputLink.of(new ByteArrayInputStream(new byte[0]));
        LinkException refused = assertThrows(LinkException.class, () -> link.write(new byte[] {1}));
        assertEquals(Reason.UNSUPPORTED, refused.reason());
    }

    @Test
    void isFoundByItsAddress() {
        assertEquals("stdin", LinkAddress.parse("stdin").toString());
    }
}
