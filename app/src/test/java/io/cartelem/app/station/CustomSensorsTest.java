package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.sim.PseudoTerminal;
import io.cartelem.core.sim.mqtt.LoopbackBroker;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.server.EmbeddedServer;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Real bytes over every link, in every format, to stored, charted and exported channels.
@Timeout(600)
class CustomSensorsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Set<CollectorState.Phase> OPEN =
            Set.of(
                    CollectorState.Phase.STARTING,
                    CollectorState.Phase.WAITING,
                    CollectorState.Phase.RUNNING);

    @TempDir Path folder;

    private interface Sending {
        void send(int i) throws Exception;
    }

    @Test
    void aSerialLineWithCsv() throws Exception {
        Assumptions.assumeTrue(PseudoTerminal.available(), "this system has no pseudo-terminals");
        try (PseudoTerminal board = PseudoTerminal.open()) {
            String description =
                    """
                    [brakes]
                    link = "%s"
                    channels = ["disc °C", "pressure bar", "lambda"]
                    """
                            .formatted(board.devicePath());
            arrives(
                    description,
                    "brakes",
                    "disc",
                    station -> i -> board.write(bytes(i + ".5,33,0.98\r\n")));
        }
    }

    @Test
    void aTcpServerWithKeysAndValues() throws Exception {
        try (ServerSocket board = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String description =
                    """
                    [oil]
                    link = "tcp://127.0.0.1:%d"
                    format = "key=value"
                    channels = [{ name = "temp", unit = "°C", from = "T" }]
                    """
                            .formatted(board.getLocalPort());
            arrives(
                    description,
                    "oil",
                    "temp",
                    station -> {
                        Socket caller = board.accept();
                        return i -> caller.getOutputStream().write(bytes("P=4 T=" + i + ".5\n"));
                    });
        }
    }

    @Test
    void aTcpPortWithAnExpression() throws Exception {
        arrives(
                """
                [hub]
                link = "tcp-server://127.0.0.1:0"
                format = "regex"
                pattern = 'T=(?<temp>[0-9.]+)C'
                channels = ["temp °C"]
                """,
                "hub",
                "temp",
                station -> {
                    Socket board =
                            new Socket(InetAddress.getLoopbackAddress(), port(station, "hub"));
                    OutputStream out = board.getOutputStream();
                    return i -> out.write(bytes("box 7: T=" + i + ".5C ok\n"));
                });
    }

    @Test
    void datagramsWithJson() throws Exception {
        try (DatagramSocket board = new DatagramSocket()) {
            arrives(
                    """
                    [wheel]
                    link = "udp://127.0.0.1:0"
                    format = "json"
                    channels = [{ name = "angle", unit = "°", from = "/steering/angle" }]
                    """,
                    "wheel",
                    "angle",
                    station -> {
                        int port = port(station, "wheel");
                        return i -> {
                            byte[] text = bytes("{\n \"steering\": {\"angle\": " + i + ".5}\n}");
                            board.send(
                                    new DatagramPacket(
                                            text,
                                            text.length,
                                            InetAddress.getLoopbackAddress(),
                                            port));
                        };
                    });
        }
    }

    @Test
    void postsWithAHeader() throws Exception {
        arrives(
                """
                [phone]
                link = "http"
                header = true
                channels = [{ name = "lux", unit = "lx" }]
                """,
                "phone",
                "lux",
                station -> {
                    EmbeddedServer server = station.server().orElseThrow();
                    URI ingest =
                            URI.create(
                                    "http://127.0.0.1:" + server.port() + "/api/v1/ingest/phone");
                    HttpClient client = HttpClient.newHttpClient();
                    return i ->
                            assertEquals(
                                    202,
                                    client.send(
                                                    HttpRequest.newBuilder(ingest)
                                                            .POST(
                                                                    HttpRequest.BodyPublishers
                                                                            .ofString(
                                                                                    "time,lux\n0,"
                                                                                            + i
                                                                                            + ".5"))
                                                            .build(),
                                                    HttpResponse.BodyHandlers.ofString())
                                            .statusCode());
                });
    }

    @Test
    void aTopicWithSentences() throws Exception {
        try (LoopbackBroker broker = LoopbackBroker.start(null)) {
            String description =
                    """
                    [box]
                    link = "mqtt://127.0.0.1:%d/car/+/raw"
                    format = "nmea"
                    sentence = "PCAR"
                    channels = ["temp °C", "-"]
                    """
                            .formatted(broker.port());
            arrives(
                    description,
                    "box",
                    "temp",
                    station -> {
                        Await.until(
                                "the subscription",
                                PATIENCE,
                                () -> broker.subscriptions().equals(List.of("car/+/raw")));
                        return i -> broker.publish("car/7/raw", sentence("PCAR,%d.5,33", i));
                    });
        }
    }

    @Test
    void aSerialLineWithRaceChronosNewSentence() throws Exception {
        Assumptions.assumeTrue(PseudoTerminal.available(), "this system has no pseudo-terminals");
        try (PseudoTerminal board = PseudoTerminal.open()) {
            String description =
                    "[logger]\nlink = \"%s\"\nformat = \"racechrono\"\n"
                            .formatted(board.devicePath());
            arrives(
                    description,
                    "logger",
                    "analog_1",
                    station ->
                            i -> board.write(sentence("RC3,,%1$d,0.1,0,1,0,0,0,3000,0,%1$d.5", i)));
        }
    }

    @Test
    void datagramsWithRaceChronosOldSentence() throws Exception {
        try (DatagramSocket board = new DatagramSocket()) {
            arrives(
                    """
                    [logger]
                    link = "udp://127.0.0.1:0"
                    format = "racechrono"
                    channels = [{ name = "oil", unit = "bar", from = "analog_2", scale = 0.5 }]
                    """,
                    "logger",
                    "oil",
                    station -> {
                        int port = port(station, "logger");
                        return i -> {
                            byte[] text = sentence("RC2,,%d,0.1,0,1,3000,0,7,%d", i, 2 * i + 1);
                            board.send(
                                    new DatagramPacket(
                                            text,
                                            text.length,
                                            InetAddress.getLoopbackAddress(),
                                            port));
                        };
                    });
        }
    }

    @Test
    void oneSensorIsChangedWhileTheOthersGoOnAndRecordingToo() throws Exception {
        String hub = "[hub]\nlink = \"tcp-server://127.0.0.1:0\"\nchannels = [\"a\"]\n";
        String bad = "[bad]\nlink = \"nowhere://\"\nchannels = [\"b\"]\n";
        Files.writeString(folder.resolve("sensors.toml"), hub + bad);
        try (Station station = open()) {
            assertEquals(
                    "refused sensors.toml, line 5, bad.link: \"nowhere://\" is no link; write",
                    state(station, "bad").code()
                            + " "
                            + state(station, "bad").sentence().substring(0, 62));
            CollectorSupervisor before = station.collectors().find("hub").orElseThrow();
            station.recorder().start(SessionDraft.named("Going on"));
            String good = "[bad]\nlink = \"http\"\nchannels = [\"b\"]\n";
            Files.writeString(folder.resolve("sensors.toml"), hub + good);
            station.sensorsChanged();
            assertSame(before, station.collectors().find("hub").orElseThrow());
            assertTrue(station.collectors().find("bad").isPresent());
            Files.writeString(folder.resolve("sensors.toml"), hub.replace("\"a\"", "\"a\", \"c\""));
            station.sensorsChanged();
            assertNotSame(before, station.collectors().find("hub").orElseThrow());
            assertFalse(
                    station.collectors().states().stream().anyMatch(s -> s.source().equals("bad")));
            assertTrue(station.recorder().status().recording());
        }
    }

    private interface Prepared {
        Sending with(Station station) throws Exception;
    }

    /// Sends values until they are seen, records five more, and looks for exactly these in the
    /// store, in the chart's series and in the exported file.
    private void arrives(String description, String source, String channel, Prepared prepared)
            throws Exception {
        Files.writeString(folder.resolve("sensors.toml"), description);
        String id = source + "." + channel;
        try (Station station = open()) {
            Sending sending = prepared.with(station);
            Await.until(
                    "the link of " + source,
                    PATIENCE,
                    () -> OPEN.contains(state(station, source).phase()));
            int last = 0;
            while (station.live().latest(id).isEmpty()) {
                last++;
                sending.send(last);
                long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
                while (station.live().latest(id).isEmpty() && System.nanoTime() < end) {
                    LockSupport.parkNanos(1_000_000);
                }
                assertTrue(last < 500, () -> station.collectors().states().toString());
            }
            double seen = last + 0.5;
            Await.until(
                    "all that was sent so far",
                    PATIENCE,
                    () -> station.live().latest(id).orElseThrow().value() == seen);
            SessionInfo session = station.recorder().start(SessionDraft.named("Sensor"));
            for (int i = 1_001; i <= 1_005; i++) {
                double value = i + 0.5;
                sending.send(i);
                Await.until(
                        "value " + value + " of " + id,
                        PATIENCE,
                        () -> station.live().latest(id).orElseThrow().value() == value);
            }
            station.recorder().stop();
            double[] charted = station.live().history(id, Long.MIN_VALUE).values();
            assertEquals(1_005.5, charted[charted.length - 1]);
            SignalQuery query = SignalQuery.all(session.id()).ofChannels(Set.of(id));
            assertEquals(5, station.store().count(query));
            assertEquals(1, station.store().series(query, 100).size());
            String csv = exported(station, query);
            for (int i = 1_001; i <= 1_005; i++) {
                assertTrue(csv.contains("," + i + ".5,"), csv);
            }
            assertTrue(OPEN.contains(state(station, source).phase()));
        }
    }

    private Station open() throws Exception {
        Configuration config =
                new ConfigLoader()
                        .commandLine(Map.of("OBD_PORT", "off", "GPS_PORT", "off", "PORT", "0"))
                        .load()
                        .configuration();
        Station station = Station.open(config, folder, Clock.system(), "test");
        station.serve(true);
        station.connectDevices();
        return station;
    }

    private static int port(Station station, String source) {
        Await.until(
                "the port of " + source,
                PATIENCE,
                () -> !state(station, source).address().endsWith(":0"));
        String address = state(station, source).address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static CollectorState state(Station station, String source) {
        return station.collectors().states().stream()
                .filter(s -> s.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private static String exported(Station station, SignalQuery query) throws IOException {
        Exporter csv =
                Exporters.all().stream()
                        .filter(e -> e.id().equals("csv"))
                        .findFirst()
                        .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        csv.export(station.store(), query, out, (done, total) -> true);
        return out.toString(StandardCharsets.UTF_8);
    }

    /// A sentence of NMEA with its checksum.
    private static byte[] sentence(String body, Object... values) {
        String filled = String.format(Locale.ROOT, body, values);
        int sum = filled.chars().reduce(0, (a, c) -> a ^ c);
        return bytes(String.format(Locale.ROOT, "$%s*%02X\r\n", filled, sum));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
