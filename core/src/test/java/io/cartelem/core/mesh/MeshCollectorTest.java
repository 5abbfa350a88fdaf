package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.mesh.air.Region;
import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.SimulatedRadio;
import io.cartelem.core.sim.SimulatedRadioSettings;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The collectors with their threads, links and supervisors, against nodes behind TCP ports. What
/// depends on time is asked in the tests that move it by hand.
@Timeout(180)
class MeshCollectorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SupervisorSettings SUPERVISION =
            new SupervisorSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), true);

    private final ScaledClock clock = new ScaledClock(10, Instant.parse("2026-06-14T13:00:00Z"));
    private final TelemetryBus carBus = new TelemetryBus();
    private final TelemetryBus pitBus = new TelemetryBus();
    private final CarUplink uplink =
            new CarUplink(
                    new UplinkSettings(5, OptionalInt.empty(), MeshPacket.BROADCAST, "pitwall"));
    private final PitReceiver receiver = new PitReceiver(SchemaCache.inMemory());
    private final Map<Long, Double> positions = new ConcurrentHashMap<>();
    private final Set<Long> published = ConcurrentHashMap.newKeySet();
    private SimulatedRadio radio;
    private CollectorSupervisor car;
    private CollectorSupervisor pit;
    private Thread driver;

    @BeforeEach
    void start() throws Exception {
        radio =
                SimulatedRadio.start(
                        new SimulatedRadioSettings(
                                NodeProfile.car().withRegion(Region.US).shuffling(),
                                NodeProfile.pit().withRegion(Region.US).shuffling(),
                                1,
                                0,
                                0),
                        clock);
        car = supervisor(uplink, radio.carAddress(), carBus);
        pit = supervisor(receiver, radio.pitAddress(), pitBus);
        carBus.subscribe(uplink);
        pitBus.subscribe(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        if (batch.channel(i).id().equals("meshtastic.latitude")) {
                            positions.put(batch.timeNs(i), batch.value(i));
                        }
                    }
                });
        driver =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            long now = clock.monoNs();
                                            published.add(micro(Drive.latitude(now)));
                                            carBus.publish(Drive.at(now));
                                            clock.pause(Duration.ofMillis(100));
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
    }

    /// Millionths of a degree, to which the air keeps a latitude.
    private static long micro(double degrees) {
        return Math.round(degrees * 1e6);
    }

    private LinkOpener opener(String address) {
        return LinkOpeners.of(LinkAddress.parse(address), LinkSettings.at(MeshProbe.BAUD, clock));
    }

    private CollectorSupervisor supervisor(RadioRole role, String address, TelemetryBus bus) {
        CollectorSupervisor supervisor =
                new CollectorSupervisor(
                        new MeshCollector(role), opener(address), bus, clock, SUPERVISION);
        supervisor.start();
        return supervisor;
    }

    @AfterEach
    void stop() throws Exception {
        driver.interrupt();
        driver.join();
        car.close();
        pit.close();
        radio.close();
    }

    @Test
    void bringsValuesFromTheCarToThePit() {
        Await.until(PATIENCE, () -> positions.size() >= 15);
        for (double latitude : positions.values()) {
            assertTrue(published.contains(micro(latitude)), latitude + " was never measured");
        }
        assertEquals(Phase.RUNNING, car.state().phase());
        assertEquals("sending", car.state().code());
        Await.until(PATIENCE, () -> pit.state().phase() == Phase.RUNNING);
        assertEquals(
                "Simulated pit (PIT, !09170002, firmware 2.7.15.567b8ea)", pit.state().device());
        assertEquals("meshtastic", pit.source());
        assertTrue(receiver.status().packets() >= 2, receiver.status()::toString);
    }

    @Test
    void comesBackAfterThePlugWasPulled() throws Exception {
        Await.until(PATIENCE, () -> positions.size() >= 3);
        radio.replugCar();
        Await.until(PATIENCE, () -> car.state().lastError() != null);
        Await.until(PATIENCE, () -> car.state().code().equals("sending"));
        int before = positions.size();
        Await.until(PATIENCE, () -> positions.size() >= before + 3);
    }

    @Test
    void isFoundByItsAnswer() throws Exception {
        car.close();
        try (ByteLink link = opener(radio.carAddress()).open()) {
            assertEquals(
                    Optional.of(
                            new Finding(
                                    "meshtastic",
                                    "Simulated car (CAR1, !ca700001, firmware 2.7.15.567b8ea)",
                                    0)),
                    new MeshProbe().probe(link));
        }
    }

    @Test
    void takesNothingElseForANodeAndWritesNoLineEnd() throws Exception {
        LoopbackLink.Pair line = LoopbackLink.pair();
        byte[] nmea =
                "$GPGGA,1,2,3*44\r\n>\r\nELM327 v1.5\r\n"
                        .repeat(20)
                        .getBytes(StandardCharsets.US_ASCII);
        line.device().write(nmea);
        assertEquals(Optional.empty(), new MeshProbe().probe(line.host()));
        byte[] written = new byte[4096];
        int count = line.device().read(written, 0, written.length, Duration.ofSeconds(1));
        for (int i = 0; i < count; i++) {
            assertTrue(written[i] != '\r' && written[i] != '\n', "a line end at " + i);
        }
        assertTrue(count >= 32 + 8, "bytes " + count);
    }
}
