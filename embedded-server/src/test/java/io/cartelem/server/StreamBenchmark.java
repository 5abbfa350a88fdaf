package io.cartelem.server;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// From publishing a batch to a client having its message: for 1, 10 and 100 clients at 50 messages
/// a second, beside plain TCP of the same bytes to as many sockets, and with a client that never
/// reads. Run by hand: `java … io.cartelem.server.StreamBenchmark [seconds]`.
final class StreamBenchmark {
    private static final long PERIOD_NS = 20_000_000L;
    private static final String BEFORE = "\"channel\":\"sent\",\"value\":";
    private static final int SAMPLES = 8;
    private static final Channel SENT = Channel.number("bench", "sent", "ns", 0);
    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final int seconds;
    private final List<Channel> channels = new ArrayList<>();

    /// As long as the messages of the WebSocket were, so that both carry the same bytes.
    private volatile int messageBytes;

    private StreamBenchmark(int seconds) {
        this.seconds = seconds;
        for (int i = 1; i < SAMPLES; i++) {
            channels.add(Channel.number("bench", "channel" + i, "km/h", 1));
        }
    }

    public static void main(String[] args) throws Exception {
        StreamBenchmark benchmark =
                new StreamBenchmark(args.length == 0 ? 10 : Integer.parseInt(args[0]));
        OUT.println("clients   websocket p50/p99/p99.9 ms      tcp p50/p99/p99.9 ms   ratio p99");
        benchmark.webSocket(10, false);
        for (int clients : new int[] {1, 10, 100}) {
            Histogram ws = benchmark.webSocket(clients, false);
            Histogram tcp = benchmark.tcp(clients);
            OUT.printf(
                    "%7d   %s   %s   %.2f%n",
                    clients,
                    figures(ws),
                    figures(tcp),
                    (double) ws.getValueAtPercentile(99) / tcp.getValueAtPercentile(99));
        }
        OUT.printf("10 + one that never reads: %s%n", figures(benchmark.webSocket(10, true)));
        System.exit(0);
    }

    private static String figures(Histogram h) {
        return "%6.2f / %6.2f / %6.2f"
                .formatted(
                        h.getValueAtPercentile(50) / 1e6,
                        h.getValueAtPercentile(99) / 1e6,
                        h.getValueAtPercentile(99.9) / 1e6);
    }

    private Histogram webSocket(int clients, boolean stalled) throws Exception {
        Histogram latency = new ConcurrentHistogram(3);
        // The pace is lifted, so that what is measured is the way and not the pause before it.
        ServerSettings settings = ServerSettings.loopback(0).withMessagesPerSecond(1000);
        HttpClient http = HttpClient.newHttpClient();
        try (Station station = new Station(settings, Clock.system())) {
            List<WebSocket> sockets = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                URI uri = URI.create(station.uri("/api/v1/ws").toString().replace("http", "ws"));
                sockets.add(
                        http.newWebSocketBuilder().buildAsync(uri, new Receiver(latency)).join());
            }
            Socket lazy = stalled ? upgrade(station.server.port()) : null;
            int all = clients + (stalled ? 1 : 0);
            Station.await(() -> station.server.streamClients() == all);
            pace(() -> station.bus.publish(batch()), latency);
            sockets.forEach(WebSocket::abort);
            if (lazy != null) {
                lazy.close();
            }
        } finally {
            http.shutdownNow();
        }
        return latency;
    }

    private SampleBatch batch() {
        SampleBatch.Builder batch = SampleBatch.builder(SAMPLES);
        long now = System.nanoTime();
        batch.add(SENT, now, now / 1000.0);
        for (Channel channel : channels) {
            batch.add(channel, now, 88.5);
        }
        return batch.build();
    }

    /// The first two seconds warm up.
    private void pace(Runnable publish, Histogram latency) {
        long start = System.nanoTime();
        long warm = start + 2_000_000_000L;
        long end = warm + seconds * 1_000_000_000L;
        boolean warming = true;
        for (long due = start; due < end; due += PERIOD_NS) {
            long left = due - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = due - System.nanoTime();
            }
            if (warming && due >= warm) {
                warming = false;
                latency.reset();
            }
            publish.run();
        }
        LockSupport.parkNanos(200_000_000);
    }

    /// As many sockets, a thread for each receiver, one that writes to all in turn.
    private Histogram tcp(int clients) throws Exception {
        Histogram latency = new ConcurrentHistogram(3);
        int length = messageBytes;
        try (ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            List<Socket> receivers = new ArrayList<>();
            List<DataOutputStream> senders = new ArrayList<>();
            CountDownLatch ready = new CountDownLatch(clients);
            for (int i = 0; i < clients; i++) {
                Socket receiver = new Socket(listener.getInetAddress(), listener.getLocalPort());
                receivers.add(receiver);
                Socket sender = listener.accept();
                sender.setTcpNoDelay(true);
                senders.add(new DataOutputStream(sender.getOutputStream()));
                Thread.ofVirtual().start(() -> receive(receiver, length, latency, ready));
            }
            ready.await();
            byte[] message = new byte[length];
            pace(
                    () -> {
                        ByteBuffer.wrap(message).putLong(System.nanoTime());
                        for (DataOutputStream sender : senders) {
                            try {
                                sender.write(message);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    },
                    latency);
            for (Socket receiver : receivers) {
                receiver.close();
            }
            for (DataOutputStream sender : senders) {
                sender.close();
            }
        }
        return latency;
    }

    private static void receive(
            Socket socket, int length, Histogram latency, CountDownLatch ready) {
        byte[] message = new byte[length];
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            ready.countDown();
            while (true) {
                in.readFully(message);
                latency.recordValue(
                        Math.max(0, System.nanoTime() - ByteBuffer.wrap(message).getLong()));
            }
        } catch (IOException e) {
            // the benchmark closed it
        }
    }

    private static Socket upgrade(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
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

    /// Takes the time of sending from the message's first sample.
    private final class Receiver implements WebSocket.Listener {
        private final Histogram latency;
        private final StringBuilder part = new StringBuilder();

        Receiver(Histogram latency) {
            this.latency = latency;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                long now = System.nanoTime();
                int at = part.indexOf("\"samples\":") < 0 ? -1 : part.indexOf(BEFORE);
                if (at >= 0) {
                    int from = at + BEFORE.length();
                    double sent = Double.parseDouble(part.substring(from, part.indexOf(",", from)));
                    latency.recordValue(Math.max(0, now - (long) (sent * 1000)));
                    messageBytes = part.length();
                }
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
