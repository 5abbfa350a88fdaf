package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.record.SessionRecorder;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.server.EmbeddedServer;
import io.cartelem.server.Phrasebook;
import io.cartelem.server.SensorInbox;
import io.cartelem.server.ServerContext;
import io.cartelem.server.ServerSettings;
import io.cartelem.server.TileSource;
import io.cartelem.server.VehicleService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Downloads of a long session through the real server from the real store by the real exporters:
/// what they hold in memory, and that they end when nobody listens any more.
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongExportTest {
    private static final int SAMPLES = 400_000;
    private static final int BATCH = 8_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// An export of some 40 MB may hold no more than this while its reader takes its time. What it
    /// needs is a few buffers, a page of samples and what SQLite caches.
    private static final long MOST_HELD = 16L << 20;

    @TempDir private static Path folder;
    private SessionStore store;
    private SessionRecorder recorder;
    private EmbeddedServer server;
    private Driving driving;
    private long session;
    private final Map<String, Exporter> exporters = new HashMap<>();
    private volatile CompletableFuture<Optional<Exception>> ended = new CompletableFuture<>();

    @BeforeAll
    void record() throws Exception {
        Configuration config = new ConfigLoader().load().configuration();
        Clock clock = Clock.system();
        store = Stores.openFile(config, folder.resolve("long.db"), clock);
        session = recorded(store);
        TelemetryBus bus = new TelemetryBus();
        LiveState live = new LiveState();
        recorder =
                new SessionRecorder(
                        store, bus, live, clock, Duration.ZERO, () -> SessionOrigin.LIVE);
        driving = new Driving(folder, bus, live, clock, OptionalDouble.empty(), source -> false);
        driving.follow(store, recorder);
        for (Exporter exporter : Exporters.all()) {
            exporters.put("signals." + exporter.extension(), new Watched(exporter));
        }
        server =
                EmbeddedServer.start(
                        new ServerContext(
                                clock,
                                store,
                                recorder,
                                bus,
                                live,
                                List::of,
                                List::of,
                                VehicleService.none(),
                                driving.services(),
                                SensorInbox.NONE,
                                exporters,
                                TileSource.NONE,
                                () -> SessionOrigin.LIVE,
                                Optional::empty,
                                Phrasebook.NONE,
                                "test"),
                        ServerSettings.loopback(0));
    }

    @AfterAll
    void close() {
        server.close();
        driving.close();
        recorder.close();
        store.close();
    }

    @Test
    void endsAtOnceWhenTheClientGoesAwayHalfWay() throws Exception {
        List<String> before = files();
        ended = new CompletableFuture<>();
        try (Socket client = ask("signals.csv")) {
            assertEquals(15_000_000, read(client.getInputStream(), 15_000_000));
            assertFalse(ended.isDone(), "half of it is on the way");
        }
        assertInstanceOf(IOException.class, failure().orElseThrow());
        assertEquals(before, files());
    }

    @Test
    void endsInParquetTooWithoutAFileLeftBehind() throws Exception {
        List<String> before = files();
        ended = new CompletableFuture<>();
        try (Socket client = ask("signals.parquet")) {
            assertEquals(10_000, read(client.getInputStream(), 10_000));
        }
        assertInstanceOf(IOException.class, failure().orElseThrow());
        assertEquals(before, files());
    }

    @Test
    void holdsAFewBuffersHoweverLongTheExport() throws Exception {
        ended = new CompletableFuture<>();
        long before = usedMemory();
        try (Socket client = ask("signals.csv")) {
            InputStream in = client.getInputStream();
            long all = read(in, 15_000_000);
            Await.until(
                    "an export that holds less than " + MOST_HELD + " bytes",
                    PATIENCE,
                    () -> usedMemory() - before < MOST_HELD);
            assertFalse(ended.isDone(), "it still had the other half to write");
            all += read(in, Long.MAX_VALUE);
            assertTrue(all > 35_000_000, all + " bytes");
        }
        assertEquals(Optional.empty(), failure());
    }

    /// Noise in every bit, so that nothing of it compresses away.
    private static long recorded(SessionStore store) {
        Instant start = Instant.parse("2026-05-01T12:00:00Z");
        long id = store.create(SessionDraft.named("Long"), SessionOrigin.LIVE, start).id();
        store.begin(id, start, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        Channel[] channels = new Channel[4];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = Channel.number("noise", "channel" + i, "", 9);
        }
        Random random = new Random(11);
        for (int done = 0; done < SAMPLES; done += BATCH) {
            SampleBatch.Builder batch = SampleBatch.builder(BATCH);
            for (int i = 0; i < BATCH; i++) {
                long t = (done + i) * 250_000L + random.nextInt(100) * 1000L;
                batch.add(channels[i % channels.length], t, random.nextDouble());
            }
            store.append(id, batch.build()).join();
        }
        store.finish(id, start.plusSeconds(SAMPLES / 4000));
        return id;
    }

    private Socket ask(String file) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        client.setSoTimeout((int) PATIENCE.toMillis());
        String request =
                "GET /api/v1/export/sessions/%d/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .formatted(session, file);
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /// Reads until `wanted` bytes came or the server closed; answers how many came.
    private static long read(InputStream in, long wanted) throws IOException {
        byte[] buffer = new byte[50_000];
        long all = 0;
        while (all < wanted) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, wanted - all));
            if (count < 0) {
                break;
            }
            all += count;
        }
        return all;
    }

    /// Why the export ended; empty where it came to its end.
    private Optional<Exception> failure() throws Exception {
        return ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// Tells how an export ended: with nothing, or with what broke it off.
    private final class Watched implements Exporter {
        private final Exporter real;

        Watched(Exporter real) {
            this.real = real;
        }

        @Override
        public String id() {
            return real.id();
        }

        @Override
        public String title() {
            return real.title();
        }

        @Override
        public String mediaType() {
            return real.mediaType();
        }

        @Override
        public String extension() {
            return real.extension();
        }

        @Override
        public void export(SessionStore from, SignalQuery query, OutputStream out, Progress p)
                throws IOException {
            CompletableFuture<Optional<Exception>> told = ended;
            try {
                real.export(from, query, out, p);
                told.complete(Optional.empty());
            } catch (IOException | RuntimeException e) {
                told.complete(Optional.of(e));
                throw e;
            }
        }

        @Override
        public void exportTo(SessionStore from, SignalQuery query, Path file, Progress p)
                throws IOException {
            real.exportTo(from, query, file, p);
        }
    }
}
