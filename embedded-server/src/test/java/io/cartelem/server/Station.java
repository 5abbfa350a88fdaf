package io.cartelem.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.cartelem.core.alert.Alert.Spot;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.record.SessionRecorder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A server over a store in memory, with everything around it that it asks for, and an HTTP client.
public final class Station implements AutoCloseable {
    private static final Map<String, String> GERMAN =
            Map.of(
                    "{0}; next attempt in {1} s",
                    "{0}; nächster Versuch in {1} s", "{0} was unplugged", "{0} wurde abgezogen");

    public static final ObjectMapper JSON = new ObjectMapper();
    public static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    public static final Channel SPEED = Channel.number("obd", "SPEED", "km/h", 0);
    public static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    public static final Channel GEAR = Channel.text("box", "gear");
    public static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    public static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    public static final Channel GPS_SPEED = Channel.number("gps", "speed_kph", "km/h", 1);

    public final Clock clock;
    public final MemoryStore store = new MemoryStore();
    public final TelemetryBus bus = new TelemetryBus();
    public final LiveState live = new LiveState(4096);
    public final SessionRecorder recorder;
    public final DriveServices drive;
    public final EmbeddedServer server;
    public final FakeVehicle vehicle = new FakeVehicle();
    public final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(60)).build();
    public volatile List<CollectorState> collectors;
    private volatile @Nullable RadioStatus radio;

    /// Where tracks and alert rules are written.
    public final Path data = folder();

    public Station() {
        this(ServerSettings.loopback(0), Clock.system());
    }

    public Station(ServerSettings settings, Clock clock) {
        this.clock = clock;
        bus.subscribe(live);
        recorder =
                new SessionRecorder(
                        store, bus, live, clock, Duration.ofHours(1), () -> SessionOrigin.LIVE);
        CourseBook courses = new CourseBook(data.resolve(CourseBook.FILE));
        drive =
                new DriveServices(
                        new LapService(store, courses),
                        new LiveLaps(bus, courses),
                        new AlertEngine(
                                new AlertBook(data.resolve(AlertBook.FILE)),
                                bus,
                                clock,
                                (monoNs, text) ->
                                        recorder.markAt(monoNs, text)
                                                .map(s -> new Spot(s.sessionId(), s.timeNs()))));
        collectors =
                List.of(
                        new CollectorState(
                                "obd",
                                CollectorState.Phase.RUNNING,
                                "running",
                                "Values arrive.",
                                clock.monoNs(),
                                "sim",
                                "ELM327 v1.5",
                                38,
                                2,
                                null,
                                true));
        try {
            server = EmbeddedServer.start(context(), settings);
        } catch (ServerException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How the radio is, null for none.
    public void radio(@Nullable RadioStatus status) {
        radio = status;
    }

    /// Who takes what is posted to described sensors; nobody at first.
    public volatile SensorInbox sensors = SensorInbox.NONE;

    public ServerContext context() {
        return new ServerContext(
                clock,
                store,
                recorder,
                bus,
                live,
                () -> collectors,
                () ->
                        List.of(
                                new ServerContext.PortInfo(
                                        "/dev/ttyUSB0", "USB serial", "obd", "ELM")),
                vehicle,
                drive,
                (sensor, message) -> sensors.deliver(sensor, message),
                Map.of("signals.csv", new LineExporter()),
                (zoom, x, y) ->
                        zoom == 1 && x == 1 && y == 0
                                ? Optional.of(new TileSource.Tile("image/png", new byte[] {1, 2}))
                                : Optional.empty(),
                () -> SessionOrigin.LIVE,
                () -> Optional.ofNullable(radio),
                language -> language.equals("de") ? GERMAN : Map.of(),
                "test");
    }

    /// A server with other lap services and exports, behind a proxy that makes requests of this
    /// computer count as those of another device.
    EmbeddedServer crowded(DriveServices drives, Map<String, Exporter> exports)
            throws ServerException {
        ServerContext all = context();
        return EmbeddedServer.start(
                new ServerContext(
                        all.clock(),
                        all.store(),
                        all.recorder(),
                        all.bus(),
                        all.live(),
                        all.collectors(),
                        all.ports(),
                        all.vehicle(),
                        drives,
                        all.sensors(),
                        exports,
                        all.tiles(),
                        all.origin(),
                        all.radio(),
                        all.phrasebook(),
                        all.version()),
                ServerSettings.loopback(0).withProxies(Set.of(), Set.of("127.0.0.1")));
    }

    /// Asks `of` for a path as a device that came by its link.
    CompletableFuture<HttpResponse<String>> ask(EmbeddedServer of, String path) {
        String token = of.viewerLink().getQuery().substring("token=".length());
        URI uri = URI.create("http://127.0.0.1:" + of.port() + path);
        return http.sendAsync(
                HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString());
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("cartelem-station");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Publishes one value measured now.
    public void publish(Channel channel, double value) {
        bus.publish(SampleBatch.of(channel, clock.monoNs(), value));
    }

    public void publish(Channel channel, String text) {
        bus.publish(
                SampleBatch.builder(1)
                        .add(channel, clock.monoNs(), Double.NaN, text, Quality.GOOD)
                        .build());
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> call(String method, String path, String body) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> call(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /// Waits for a condition that does not pass by itself, for a minute at most: a busy machine is
    /// slow, not wrong.
    public static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
        drive.alerts().close();
        drive.live().close();
        recorder.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A car that the tests can take away.
    public static final class FakeVehicle implements VehicleService {
        public volatile boolean connected = true;
        public volatile String complaint = "The ignition is off.";
        public final AtomicInteger cleared = new AtomicInteger();

        @Override
        public Vehicle vehicle() throws UnavailableException {
            refuseUnlessConnected();
            return new Vehicle("WVWZZZ1KZ6W000001", "ISO 15765-4", "ELM327 v1.5", 13.8);
        }

        @Override
        public Troubles troubles() throws UnavailableException {
            refuseUnlessConnected();
            return new Troubles(
                    List.of(new Trouble("P0301", "Cylinder 1 misfire")),
                    List.of(),
                    List.of(),
                    Map.of("obd.RPM", 850.0));
        }

        @Override
        public void clearTroubles() throws UnavailableException {
            refuseUnlessConnected();
            cleared.incrementAndGet();
        }

        private void refuseUnlessConnected() throws UnavailableException {
            if (!connected) {
                throw new UnavailableException(complaint);
            }
        }
    }

    /// Writes a line for each sample.
    public static class LineExporter implements Exporter {
        @Override
        public String id() {
            return "csv";
        }

        @Override
        public String title() {
            return "Lines";
        }

        @Override
        public String mediaType() {
            return "text/csv";
        }

        @Override
        public String extension() {
            return "csv";
        }

        @Override
        public void export(
                SessionStore store, SignalQuery query, OutputStream out, Progress progress)
                throws IOException {
            out.write("id,session_id,source,channel\n".getBytes(StandardCharsets.UTF_8));
            IOException[] failure = new IOException[1];
            store.scan(
                    query,
                    s -> {
                        try {
                            String line =
                                    s.id()
                                            + ","
                                            + query.sessionId()
                                            + ","
                                            + s.channel().source()
                                            + ","
                                            + s.channel().name()
                                            + "\n";
                            out.write(line.getBytes(StandardCharsets.UTF_8));
                            return true;
                        } catch (IOException e) {
                            failure[0] = e;
                            return false;
                        }
                    });
            if (failure[0] != null) {
                throw failure[0];
            }
        }

        @Override
        public void exportTo(SessionStore store, SignalQuery query, Path file, Progress progress) {
            throw new UnsupportedOperationException("the server streams");
        }
    }
}
