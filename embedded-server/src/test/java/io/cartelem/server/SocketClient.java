package io.cartelem.server;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A WebSocket client that keeps what it receives.
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private SocketClient(HttpClient http, URI uri, Map<String, String> headers) {
        WebSocket.Builder builder =
                http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(60));
        headers.forEach(builder::header);
        socket = builder.buildAsync(uri, this).join();
    }

    static SocketClient open(Station station, String query) {
        return open(station, query, Map.of());
    }

    static SocketClient open(Station station, String query, Map<String, String> headers) {
        URI uri = URI.create(station.uri("/api/v1/ws" + query).toString().replace("http", "ws"));
        return new SocketClient(station.http, uri, headers);
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /// The next message of that type; others are passed over.
    JsonNode next(String type) {
        return next(m -> m.path("type").asText().equals(type));
    }

    JsonNode next(Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            while (true) {
                String text = messages.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (text == null) {
                    throw new AssertionError("the message did not come");
                }
                if (text.startsWith("{") && wanted.test(Station.json(text))) {
                    return Station.json(text);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    int closeCode() {
        return closed.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
