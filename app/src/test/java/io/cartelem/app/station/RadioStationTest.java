package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;
import io.cartelem.core.sim.SimulatedRadio;
import io.cartelem.core.sim.SimulatedRadioSettings;
import io.cartelem.core.sim.mesh.EtherFault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A Cartelem in the car and one in the pit, each with all its parts, and two nodes between them.
@Timeout(600)
class RadioStationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;

    private static Configuration config(Map<String, String> settings) {
        return new ConfigLoader().commandLine(settings).load().configuration();
    }

    @Test
    void thePitShowsAndRecordsWhatTheCarMeasures() throws Exception {
        Clock clock = new ScaledClock(5, Instant.parse("2026-06-01T08:00:00Z"));
        try (SimulatedCar car = SimulatedCar.start(SimulatedCarSettings.usual(), clock);
                SimulatedRadio radio =
                        SimulatedRadio.start(SimulatedRadioSettings.usual(), clock)) {
            radio.ether().faults().chance(EtherFault.LOSS, 0.2);
            radio.ether().faults().chance(EtherFault.DUPLICATE, 0.05);
            Configuration inCar =
                    config(
                            Map.of(
                                    "OBD_PORT",
                                    car.elmAddress(),
                                    "GPS_PORT",
                                    car.gpsAddress(),
                                    "MESHTASTIC_PORT",
                                    radio.carAddress()));
            Configuration inPit =
                    config(
                            Map.of(
                                    "OBD_PORT",
                                    "off",
                                    "GPS_PORT",
                                    "off",
                                    "MESHTASTIC_PORT",
                                    radio.pitAddress(),
                                    "MESHTASTIC_ROLE",
                                    "pit"));
            try (Station sender = Station.open(inCar, folder.resolve("car"), clock, "test");
                    Station receiver = Station.open(inPit, folder.resolve("pit"), clock, "test")) {
                sender.connectDevices();
                receiver.connectDevices();
                Await.until(
                        "the pit to know the engine and the position",
                        PATIENCE,
                        () ->
                                receiver.live().latest("meshtastic.RPM").isPresent()
                                        && receiver.live()
                                                .latest("meshtastic.latitude")
                                                .isPresent());
                assertTrue(receiver.live().latest("gps.latitude").isEmpty());
                SessionInfo session = receiver.recorder().start(SessionDraft.named("By radio"));
                Set<String> wanted =
                        Set.of(
                                "meshtastic.latitude",
                                "meshtastic.RPM",
                                "meshtastic.packet_count",
                                "meshtastic.loss_pct");
                Await.until(
                        wanted + " to be recorded",
                        PATIENCE,
                        () -> recorded(receiver, session.id()).containsAll(wanted));
                receiver.recorder().stop();
                assertTrue(recorded(receiver, session.id()).containsAll(wanted));

                RadioStatus inTheCar = sender.radio().orElseThrow();
                assertEquals(RadioStatus.Role.CAR, inTheCar.role());
                Await.until(
                        "the car to have sent",
                        PATIENCE,
                        () ->
                                sender.radio().orElseThrow().packets() > 3
                                        && sender.collectors()
                                                        .find("meshtastic")
                                                        .orElseThrow()
                                                        .state()
                                                        .phase()
                                                == Phase.RUNNING);
            }
        }
    }

    private static Set<String> recorded(Station station, long session) {
        return station.store().channels(session).stream()
                .map(summary -> summary.channel().id())
                .collect(Collectors.toSet());
    }

    @Test
    void bringsItsOwnPairOfNodesWhenAsked() {
        Configuration config =
                config(Map.of("OBD_PORT", "off", "GPS_PORT", "off", "MESHTASTIC_PORT", "sim"));
        try (Station station = Station.open(config, folder, Clock.system(), "test")) {
            assertTrue(station.radio().isEmpty());
            station.connectDevices();
            Await.until(
                    "the node to answer",
                    PATIENCE,
                    () ->
                            station.radio()
                                    .map(RadioStatus::node)
                                    .filter(name -> name.startsWith("Simulated car"))
                                    .isPresent());
            assertTrue(
                    station.collectors().states().stream()
                            .anyMatch(s -> s.source().equals("meshtastic") && s.simulated()));
        }
    }

    @Test
    void hasNoRadioUnlessOneIsSet() {
        Configuration config = config(Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
        try (Station station = Station.open(config, folder, Clock.system(), "test")) {
            station.connectDevices();
            assertTrue(station.radio().isEmpty());
            assertTrue(
                    station.collectors().states().stream()
                            .noneMatch(s -> s.source().equals("meshtastic")));
        }
    }
}
