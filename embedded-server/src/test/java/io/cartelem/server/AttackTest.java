package io.cartelem.server;

import static io.cartelem.server.Station.RPM;
import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class AttackTest {
    private final Station station = new Station();

    @AfterEach
    void close() {
        station.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/lib/../../../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/lib/..;/..;/openapi.json",
                "/web/index.html",
                "/META-INF/MANIFEST.MF",
                "/lib/%00",
                "/index.html%00.js",
                "//etc/passwd",
                "/\\..\\..\\etc\\passwd",
                "/api/v1/export/sessions/1/..%2f..%2fsecret",
                "/api/v1/tiles/0/0/..%2f..%2fetc%2fpasswd.png",
                "/api/v1/tiles/1/../../../etc/passwd.png"
            })
    void letsNoRequestNameAFile(String path) {
        String answer = RawHttp.get(station.server.port(), path);
        int status = RawHttp.status(answer);
        assertTrue(status >= 400 && status < 500, path + " " + status);
        assertFalse(answer.contains("root:"), path);
        assertFalse(answer.contains("at io."), path);
        assertTrue(answer.contains("\"code\""), answer);
    }

    @Test
    void tellsNothingOfItsInside() {
        station.store.setReady(false);
        HttpResponse<String> answer = station.get("/api/v1/sessions");
        assertEquals(503, answer.statusCode());
        assertEquals("store_not_ready", json(answer).get("code").asText());
        assertFalse(answer.body().contains("secret.db"), answer.body());
        HttpResponse<String> health = station.get("/health");
        assertEquals(503, health.statusCode());
        assertEquals("unavailable", json(health).get("status").asText());
        assertFalse(health.body().contains("secret.db"));
        assertFalse(station.get("/api/v1/telemetry/status").body().contains("secret.db"));
        assertTrue(answer.headers().firstValue("Server").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0",
                "GET /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\n bent: header\r\n\r\n"
            })
    void answersNonsenseWithoutAPageOrATrace(String request) {
        String answer = RawHttp.exchange(station.server.port(), request);
        int status = RawHttp.status(answer);
        assertTrue(status >= 400 && status < 600, answer);
        assertFalse(answer.contains("<html"), answer);
        assertFalse(answer.contains("jetty"), answer);
    }

    @Test
    void refusesHeadersThatAreTooLong() {
        String answer =
                RawHttp.get(station.server.port(), "/health", "X-Long: " + "x".repeat(20_000));
        assertEquals(431, RawHttp.status(answer));
    }

    @Test
    void refusesBodiesThatAreTooLong() {
        // Written by hand, because a server that has read enough answers and closes, and an HTTP
        // client that has not written everything by then does not look at the answer.
        int port = station.server.port();
        String answer = RawHttp.post(port, "/api/v1/sessions", "x".repeat(70_000));
        assertEquals(413, RawHttp.status(answer), answer);
        assertTrue(answer.contains("\"too_large\""), answer);
        String large = RawHttp.post(port, "/api/v1/ingest/brake", "x".repeat(1_100_000));
        assertEquals(413, RawHttp.status(large), large);
        assertEquals(400, station.call("POST", "/api/v1/sessions", "[".repeat(5000)).statusCode());
    }

    @Test
    void staysResponsiveUnderAThousandHalfOpenConnections() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        station.recorder.start(SessionDraft.named("under attack"));
        try (SocketClient client = SocketClient.open(station, "")) {
            client.next("connection");
            byte[] begun = "GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), station.server.port());
                socket.getOutputStream().write(begun);
                halfOpen.add(socket);
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(200, station.get("/health").statusCode());
                station.publish(RPM, i);
            }
            assertEquals(19, last(client.next(m -> last(m) == 19)));
            assertEquals(20, station.recorder.status().samples());
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    @Test
    void neitherWaitsForNorGrowsWithAClientThatNeverReads() throws Exception {
        Channel noise = Channel.text("box", "noise");
        String text = "x".repeat(2000);
        try (Socket stalled = upgrade();
                SocketClient reader = SocketClient.open(station, "")) {
            reader.next("connection");
            assertTrue(Station.await(() -> station.server.streamClients() == 2));
            // Far more than all socket buffers of a connection hold.
            long before = usedMemory();
            int sent = 0;
            for (int round = 0; round < 120; round++) {
                SampleBatch.Builder batch = SampleBatch.builder(200);
                for (int i = 0; i < 200; i++) {
                    batch.add(noise, station.clock.monoNs(), text + sent++);
                }
                station.bus.publish(batch.build());
                String newest = text + (sent - 1);
                JsonNode message = reader.next(m -> m.has("samples") && lastText(m).equals(newest));
                assertFalse(message.has("dropped"), "the reader keeps up");
            }
            reader.messages.clear();
            assertTrue(usedMemory() - before < 30_000_000, "48 MB went past the stalled client");
            String metrics = station.get("/metrics").body();
            assertTrue(metrics.contains("cartelem_stream_clients 2"), metrics);
            assertTrue(stalled.isConnected());
        }
    }

    private Socket upgrade() throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), station.server.port()));
        String request =
                String.join(
                        "\r\n",
                        "GET /api/v1/ws HTTP/1.1",
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "",
                        "");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static double last(JsonNode message) {
        JsonNode samples = message.path("samples");
        return samples.isEmpty() ? -1 : samples.get(samples.size() - 1).get("value").asDouble();
    }

    private static String lastText(JsonNode message) {
        JsonNode samples = message.path("samples");
        return samples.isEmpty() ? "" : samples.get(samples.size() - 1).get("value").asText();
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
