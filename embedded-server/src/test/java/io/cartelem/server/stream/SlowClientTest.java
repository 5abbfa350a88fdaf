package io.cartelem.server.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.alert.AlertEngine;
import io.cartelem.server.security.Access;
import io.cartelem.server.security.Caller;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// What waits for a client that takes its messages one at a time and late.
class SlowClientTest {
    private final List<String> sent = new ArrayList<>();
    private final List<Runnable> acknowledgements = new ArrayList<>();
    private final StreamClient client =
            new StreamClient(
                    new Wire() {
                        @Override
                        public void send(String text, Runnable done, Runnable failed) {
                            sent.add(text);
                            acknowledgements.add(done);
                        }

                        @Override
                        public void close(int code, String reason, Runnable done) {
                            done.run();
                        }
                    },
                    new Wish(Format.COLUMNS, null, EnumSet.allOf(Wish.Part.class)),
                    new Caller(Access.VIEWER, "192.0.2.7", false, false, null),
                    new LongAdder());

    @BeforeEach
    void greet() {
        client.greet("hello", 0);
    }

    /// Takes everything that waits, and answers it.
    private List<String> takeAll() {
        sent.clear();
        while (!acknowledgements.isEmpty()) {
            acknowledgements.removeFirst().run();
        }
        return List.copyOf(sent);
    }

    @Test
    void getsTheLapAsItIsNow() {
        for (int i = 0; i < 1_000; i++) {
            client.offerLap(null, "lap " + i);
        }
        assertEquals(List.of("lap 999"), takeAll());
    }

    @Test
    void getsEachAlertOnceInItsLatestState() {
        client.offerAlert(1, null, "1 raised");
        client.offerAlert(2, null, "2 raised");
        client.offerAlert(1, null, "1 acknowledged");
        assertEquals(List.of("1 acknowledged", "2 raised"), takeAll());
    }

    @Test
    void keepsNoMoreAlertsThanTheStationRemembers() {
        int all = AlertEngine.REMEMBERED + 50;
        for (int i = 0; i < all; i++) {
            client.offerAlert(i, null, "alert " + i);
        }
        List<String> waiting = takeAll();
        assertEquals(AlertEngine.REMEMBERED, waiting.size());
        assertEquals("alert " + (all - 1), waiting.getLast());
    }

    @Test
    void letsEverythingGoWhenTheConnectionIsOver() {
        client.offerLap(null, "lap");
        client.offerAlert(1, null, "alert");
        client.forget();
        client.offerLap(null, "another lap");
        assertTrue(takeAll().isEmpty());
    }
}
