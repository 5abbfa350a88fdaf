package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.app.desk.SettingsAccess.Effect;
import io.cartelem.app.desk.SettingsAccess.Kept;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedRadio;
import io.cartelem.core.sim.SimulatedRadioSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Radio, sensors, CAN bus and calculated channels follow their settings at once, a recording or
/// not, and what is not concerned goes on.
@Timeout(600)
class LiveSourcesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DBC =
            """
            VERSION ""
            BU_: ECU
            BO_ 256 Engine: 8 ECU
             SG_ RPM : 0|16@1+ (0.25,0) [0|16000] "rpm" ECU
            """;

    @TempDir Path folder;
    private Station station;
    private SettingsAccess settings;

    @BeforeEach
    void readOneSensor() throws Exception {
        Files.writeString(
                folder.resolve("sensors.toml"),
                """
                [box]
                link = "udp://127.0.0.1:0"
                channels = ["a"]

                [calc]
                twice = "box.a * 2"
                """);
        station =
                Station.open(
                        new ConfigLoader()
                                .settingsFile(Map.of("GPS_PORT", "off", "OBD_PORT", "off"))
                                .load()
                                .configuration(),
                        folder,
                        Clock.system(),
                        "test");
        station.connectDevices();
        settings = new StationDesk(station, false, List.of(), folder, "test").settings();
    }

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void aRadioComesAndGoesWithItsPortAndIsReadOnceMoreWhenItsRateChanges() throws Exception {
        CollectorSupervisor box = supervisor("box");
        try (SimulatedRadio radio =
                SimulatedRadio.start(SimulatedRadioSettings.usual(), Clock.system())) {
            set(Effect.NOW, "MESHTASTIC_PORT", radio.carAddress());
            awaitCode("meshtastic", "no_values");
            CollectorSupervisor slow = supervisor("meshtastic");
            set(Effect.NOW, "MESHTASTIC_RATE_HZ", "0.5");
            assertNotSame(slow, supervisor("meshtastic"));
            awaitCode("meshtastic", "no_values");
            set(Effect.NOW, "MESHTASTIC_PORT", "off");
            assertEquals(Optional.empty(), state("meshtastic"));
            assertEquals(Optional.empty(), station.radio());
        }
        assertSame(box, supervisor("box"));
    }

    @Test
    void whileASessionIsRecordedOnlyAnotherNodeWaitsForItsEnd() throws Exception {
        try (SimulatedRadio radio =
                SimulatedRadio.start(SimulatedRadioSettings.usual(), Clock.system())) {
            set(Effect.NOW, "MESHTASTIC_PORT", radio.carAddress());
            long session = station.recorder().start(SessionDraft.named("Drive")).id();
            CollectorSupervisor before = supervisor("meshtastic");
            set(Effect.NOW, "MESHTASTIC_TO", "!a1b2c3d4");
            assertNotSame(before, supervisor("meshtastic"));
            CollectorSupervisor present = supervisor("meshtastic");
            set(Effect.AFTER_RECORDING, "MESHTASTIC_ROLE", "pit");
            assertSame(present, supervisor("meshtastic"));
            assertEquals(
                    session, Objects.requireNonNull(station.recorder().status().session()).id());
            station.recorder().stop();
            Await.until(
                    "the pit's radio",
                    PATIENCE,
                    () -> station.radio().map(r -> r.role().name().equals("PIT")).orElse(false));
        }
    }

    @Test
    void anotherFileBringsItsSensorsAndCalculatedChannelsWhileASessionIsRecorded()
            throws Exception {
        Path other = folder.resolve("other.toml");
        Files.writeString(
                other,
                """
                [hub]
                link = "udp://127.0.0.1:0"
                channels = ["b"]

                [calc]
                half = "hub.b / 2"
                """);
        station.recorder().start(SessionDraft.named("Drive"));
        set(Effect.NOW, "CUSTOM_SENSORS", other.toString());
        assertEquals(Optional.empty(), state("box"));
        assertEquals(other, station.sensorFile());
        sendTo("hub", "8", "calc.half", 4);
        assertTrue(station.recorder().status().recording());
        set(Effect.NOW, "CUSTOM_SENSORS", "");
        assertEquals(Optional.empty(), state("hub"));
        sendTo("box", "3", "calc.twice", 6);
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        Path missing = folder.resolve("nowhere.toml");
        set(Effect.NOW, "CUSTOM_SENSORS", missing.toString());
        CollectorState said = state("sensors").orElseThrow();
        assertEquals("refused", said.code());
        assertEquals("There is no file " + missing + ".", said.sentence());
        assertEquals(Optional.empty(), state("calc"));
        set(Effect.NOW, "CUSTOM_SENSORS", "");
        assertEquals(Optional.empty(), state("sensors"));
        assertTrue(state("box").isPresent());
    }

    @Test
    void thePauseBeforeANewAttemptConcernsEverySensorAndNothingElse() {
        CollectorSupervisor box = supervisor("box");
        CollectorSupervisor calc = supervisor("calc");
        set(Effect.NOW, "SENSOR_RECONNECT_DELAY", "7");
        assertNotSame(box, supervisor("box"));
        assertSame(calc, supervisor("calc"));
    }

    @Test
    void aCanBusIsUnderstoodAsSoonAsItsFileIsNamed() throws Exception {
        Files.writeString(folder.resolve("car.dbc"), DBC);
        CollectorSupervisor box = supervisor("box");
        try (ServerSocket bus = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            set(Effect.NOW, "CAN_PORT", "tcp://127.0.0.1:" + bus.getLocalPort());
            try (Socket first = bus.accept()) {
                assertTrue(first.isConnected());
                station.recorder().start(SessionDraft.named("Drive"));
                set(Effect.NOW, "CAN_DBC", "car.dbc");
            }
            try (Socket second = bus.accept()) {
                second.getOutputStream()
                        .write(
                                "(1436509052.249713) can0 100#A00F000000000000\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                Await.until(
                        "can.RPM", PATIENCE, () -> station.live().latest("can.RPM").isPresent());
                assertEquals(1_000, station.live().latest("can.RPM").orElseThrow().value());
                assertTrue(station.recorder().status().recording());
                set(Effect.AFTER_RECORDING, "CAN_PORT", "off");
                assertTrue(state("can").isPresent());
                station.recorder().stop();
                Await.until("the bus to be let go", PATIENCE, () -> state("can").isEmpty());
            }
        }
        assertSame(box, supervisor("box"));
        assertFalse(station.recorder().status().recording());
    }

    private void set(Effect effect, String key, String value) {
        assertEquals(new Kept(effect), settings.set(key, value), key);
    }

    private void sendTo(String source, String line, String channel, double expected)
            throws Exception {
        Await.until(
                "the port of " + source,
                PATIENCE,
                () ->
                        state(source)
                                .map(
                                        s ->
                                                s.address().startsWith("udp:")
                                                        && !s.address().endsWith(":0"))
                                .orElse(false));
        String address = state(source).orElseThrow().address();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        DatagramPacket packet =
                new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port);
        try (DatagramSocket board = new DatagramSocket()) {
            Await.until(
                    channel,
                    PATIENCE,
                    () -> {
                        // What comes before somebody listens is nobody's.
                        send(board, packet);
                        return station.live().latest(channel).isPresent();
                    });
        }
        assertEquals(expected, station.live().latest(channel).orElseThrow().value());
    }

    private static void send(DatagramSocket board, DatagramPacket packet) {
        try {
            board.send(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param code of a state that lasts until something changes
    private void awaitCode(String source, String code) {
        Await.until(
                source + " to say " + code,
                PATIENCE,
                () -> state(source).map(s -> s.code().equals(code)).orElse(false));
    }

    private CollectorSupervisor supervisor(String source) {
        return station.collectors().find(source).orElseThrow();
    }

    private Optional<CollectorState> state(String source) {
        return station.collectors().states().stream()
                .filter(s -> s.source().equals(source))
                .findFirst();
    }
}
