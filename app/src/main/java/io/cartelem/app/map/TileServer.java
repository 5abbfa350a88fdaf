package io.cartelem.app.map;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Tiles of a server that the user named in the settings. Two requests at a time, as public servers
/// ask for.
public final class TileServer implements TileStore {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String template;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
    private final Semaphore places = new Semaphore(2);

    /// @param template an http or https address with `{z}`, `{x}` and `{y}`
    public TileServer(String template) {
        boolean complete =
                template.contains("{z}") && template.contains("{x}") && template.contains("{y}");
        if (!template.matches("https?://.+") || !complete) {
            throw new IllegalArgumentException(
                    "TILES_URL must be an http address with {z}, {x} and {y}, not '"
                            + template
                            + "'");
        }
        this.template = template;
    }

    @Override
    public Optional<byte[]> tile(int zoom, long x, long y) throws IOException {
        String address =
                template.replace("{z}", Integer.toString(zoom))
                        .replace("{x}", Long.toString(x))
                        .replace("{y}", Long.toString(y));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(PATIENCE)
                        .header("User-Agent", "Cartelem")
                        .build();
        try {
            places.acquire();
            try {
                HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String attribution() {
        return "© OpenStreetMap contributors, "
                + URI.create(template.replaceAll("[{}]", "")).getHost();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
