package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Many devices that want much at the same time.
class CrowdTest {
    private final Station station = new Station();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch held = new CountDownLatch(1);
    private EmbeddedServer server;
    private String path;

    @BeforeEach
    void start() throws ServerException {
        path = "/api/v1/export/sessions/" + RecordedSession.in(station.store) + "/signals.csv";
        server = station.crowded(station.context().drive(), Map.of("signals.csv", new Held()));
    }

    @AfterEach
    void close() {
        held.countDown();
        server.close();
        station.close();
    }

    @Test
    void refusesAFifthExportUntilOneIsOver() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(ask());
        }
        begun.acquire(4);
        HttpResponse<String> fifth = ask().join();
        assertEquals(503, fifth.statusCode());
        assertEquals("too_many_exports", Station.json(fifth).get("code").asText());
        assertTrue(fifth.headers().firstValue("Retry-After").isPresent());
        held.countDown();
        for (CompletableFuture<HttpResponse<String>> one : four) {
            assertEquals(200, one.join().statusCode());
        }
        assertTrue(Station.await(() -> ask().join().statusCode() == 200));
    }

    private CompletableFuture<HttpResponse<String>> ask() {
        return station.ask(server, path);
    }

    /// Begins and then waits.
    private final class Held extends Station.LineExporter {
        @Override
        public void export(
                SessionStore store, SignalQuery query, OutputStream out, Progress progress)
                throws IOException {
            begun.release();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            super.export(store, query, out, progress);
        }
    }
}
