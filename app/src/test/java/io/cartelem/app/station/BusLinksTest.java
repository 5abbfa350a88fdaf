package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.export.Exporters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The lines of candump from datagrams and from standard input to a stored, charted and exported
/// channel.
@Timeout(600)
class BusLinksTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RPM = "can.RPM";
    private static final Set<Phase> OPEN = Set.of(Phase.STARTING, Phase.WAITING, Phase.RUNNING);

    @TempDir Path folder;

    private interface Sending {
        void send(byte[] line) throws Exception;
    }

    @Test
    void datagrams() throws Exception {
        int port = freePort();
        try (DatagramSocket other = new DatagramSocket()) {
            arrives(
                    "udp://127.0.0.1:" + port,
                    line ->
                            other.send(
                                    new DatagramPacket(
                                            line,
                                            line.length,
                                            InetAddress.getLoopbackAddress(),
                                            port)));
        }
    }

    @Test
    void standardInput() throws Exception {
        InputStream before = System.in;
        try (PipedOutputStream candump = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(candump)) {
            System.setIn(in);
            arrives(
                    "stdin",
                    line -> {
                        candump.write(line);
                        candump.flush();
                    });
        } finally {
            System.setIn(before);
        }
    }

    /// A port below those that systems give to whoever asks for any, so that nobody gets it between
    /// this look and the station's.
    private static int freePort() throws IOException {
        int own = 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
        for (int port = own; ; port++) {
            try (DatagramSocket free = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException e) {
                assertTrue(port < own + 1_000, e::toString);
            }
        }
    }

    private void arrives(String address, Sending sending) throws Exception {
        Files.writeString(
                folder.resolve("car.dbc"),
                "BO_ 256 Engine: 4 X\n SG_ RPM : 7|16@0+ (0.25,0) [0|0] \"rpm\" X\n");
        try (Station station =
                Station.open(
                        new ConfigLoader()
                                .commandLine(
                                        Map.of(
                                                "OBD_PORT", "off",
                                                "GPS_PORT", "off",
                                                "CAN_PORT", address,
                                                "CAN_DBC", "car.dbc"))
                                .load()
                                .configuration(),
                        folder,
                        Clock.system(),
                        "test")) {
            station.connectDevices();
            // not for one of the phases: what hears nothing goes on to the next by itself
            Await.until(address, PATIENCE, () -> OPEN.contains(can(station).phase()));
            SessionInfo session = station.recorder().start(SessionDraft.named("Bus"));
            for (int i = 1; i <= 5; i++) {
                double rpm = i / 4.0;
                sending.send(
                        String.format(Locale.ROOT, "(1436509052.%06d) can0 100#%04X0000\n", i, i)
                                .getBytes(StandardCharsets.US_ASCII));
                Await.until(
                        rpm + " rpm",
                        PATIENCE,
                        () ->
                                station.live().latest(RPM).isPresent()
                                        && station.live().latest(RPM).orElseThrow().value() == rpm);
            }
            station.recorder().stop();
            SignalQuery query = SignalQuery.all(session.id()).ofChannels(Set.of(RPM));
            assertEquals(5, station.store().count(query));
            assertEquals(5, station.live().history(RPM, Long.MIN_VALUE).size());
            assertEquals(1, station.store().series(query, 100).size());
            String csv = exported(station, query);
            assertTrue(csv.contains(",can,RPM,") && csv.contains(",1.25,"), csv);
        }
    }

    private static CollectorState can(Station station) {
        return station.collectors().states().stream()
                .filter(s -> s.source().equals("can"))
                .findFirst()
                .orElseThrow();
    }

    private static String exported(Station station, SignalQuery query) throws Exception {
        Exporter csv =
                Exporters.all().stream()
                        .filter(e -> e.id().equals("csv"))
                        .findFirst()
                        .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        csv.export(station.store(), query, out, (done, total) -> true);
        return out.toString(StandardCharsets.UTF_8);
    }
}
