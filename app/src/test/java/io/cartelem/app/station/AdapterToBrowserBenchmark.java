package io.cartelem.app.station;

import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// From the last byte of the simulated adapter's answer to the message in which a browser has the
/// value: adapter, TCP, driver, bus, recording into SQLite, pacing at 25 messages a second, server,
/// WebSocket. The first argument is how many seconds count, 60 without one.
///
/// A relay between adapter and driver notes when it passes on the prompt that ends an answer. A
/// sample's time is the middle of request and answer, so its last byte is the first prompt after
/// it.
final class AdapterToBrowserBenchmark {
    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Channel MARK = Channel.number("bench", "mark", "", 0);

    private AdapterToBrowserBenchmark() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length == 0 ? 60 : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("adapter-to-browser");
        try (SimulatedCar car = SimulatedCar.start(SimulatedCarSettings.usual(), Clock.system());
                Relay relay = new Relay(URI.create(car.elmAddress()));
                Station station =
                        Station.open(
                                settings(relay.address(), car.gpsAddress()),
                                folder,
                                Clock.system(),
                                "benchmark")) {
            station.connectDevices();
            int port = station.serve(false).port();
            Await.until(
                    "values of the car",
                    PATIENCE,
                    () -> station.live().latest("obd.RPM").isPresent());
            station.recorder().start(SessionDraft.named("Benchmark"));
            measure(station, relay, port, seconds);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(AdapterToBrowserBenchmark::delete);
            }
        }
        System.exit(0);
    }

    private static Configuration settings(String adapter, String receiver) {
        return new ConfigLoader()
                .commandLine(Map.of("OBD_PORT", adapter, "GPS_PORT", receiver))
                .load()
                .configuration();
    }

    private static void measure(Station station, Relay relay, int port, int seconds)
            throws InterruptedException {
        Browser browser = new Browser();
        HttpClient http = HttpClient.newHttpClient();
        WebSocket socket =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/ws"), browser)
                        .join();
        Await.until("the browser", PATIENCE, () -> browser.heard);
        // What this one is called in the stream ties its clock to the one of the driver.
        long markNs = Clock.system().monoNs();
        station.bus().publish(SampleBatch.of(MARK, markNs, 1));
        long markMicros = browser.mark.join();
        long begin = System.nanoTime() + WARM_UP.toNanos();
        long end = begin + Duration.ofSeconds(seconds).toNanos();
        long[] took = new long[seconds * 500];
        int count = 0;
        long timeNs = 0;
        while (timeNs < end && count < took.length) {
            Shown shown = browser.shown.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (shown == null) {
                throw new IllegalStateException("the browser gets no values");
            }
            timeNs = markNs + (shown.micros() - markMicros) * 1000;
            Long lastByte = relay.prompts.ceiling(timeNs);
            if (timeNs >= begin && lastByte != null) {
                took[count++] = shown.receivedNs() - lastByte;
            }
            relay.prompts.headSet(timeNs).clear();
        }
        socket.abort();
        http.shutdownNow();
        print(Arrays.copyOf(took, count));
    }

    private static void print(long[] took) {
        Arrays.sort(took);
        OUT.printf(
                Locale.ROOT,
                "last byte of the adapter to the browser's message, %d values: p50 %.1f ms, p99"
                        + " %.1f ms, p99.9 %.1f ms, most %.1f ms%n",
                took.length,
                millis(took, 0.5),
                millis(took, 0.99),
                millis(took, 0.999),
                millis(took, 1));
    }

    private static double millis(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * part))] / 1e6;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A value in a message that the browser received at `receivedNs`.
    private record Shown(long micros, long receivedNs) {}

    /// Passes bytes on in both directions and notes when an answer's last byte went by.
    private static final class Relay implements AutoCloseable {
        final ConcurrentSkipListSet<Long> prompts = new ConcurrentSkipListSet<>();
        private final ServerSocket door;
        private final URI adapter;

        Relay(URI adapter) throws IOException {
            this.adapter = adapter;
            door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        String address() {
            return "tcp://127.0.0.1:" + door.getLocalPort();
        }

        private void serve() {
            while (!door.isClosed()) {
                try (Socket driver = door.accept();
                        Socket device = new Socket(adapter.getHost(), adapter.getPort())) {
                    driver.setTcpNoDelay(true);
                    device.setTcpNoDelay(true);
                    Thread requests = Thread.ofVirtual().start(() -> pass(driver, device, false));
                    pass(device, driver, true);
                    driver.shutdownInput();
                    requests.join();
                } catch (IOException e) {
                    // one of the two left; the driver comes again
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void pass(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[4096];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (answers && n > 0 && buffer[n - 1] == '>') {
                        prompts.add(System.nanoTime());
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // the other direction ends with it
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    private static final class Browser implements WebSocket.Listener {
        private static final Pattern SAMPLE =
                Pattern.compile("\\{\"source\":\"(obd|bench)\",[^}]*\"timestamp\":\"([^\"]+)\"\\}");
        final BlockingQueue<Shown> shown = new LinkedBlockingQueue<>();
        final CompletableFuture<Long> mark = new CompletableFuture<>();
        volatile boolean heard;
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                long now = System.nanoTime();
                heard = true;
                if (part.indexOf("\"type\":\"telemetry\"") >= 0) {
                    Matcher sample = SAMPLE.matcher(part);
                    while (sample.find()) {
                        Instant time = Instant.parse(sample.group(2));
                        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
                        if (sample.group(1).equals("bench")) {
                            mark.complete(micros);
                        } else {
                            shown.add(new Shown(micros, now));
                        }
                    }
                }
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
