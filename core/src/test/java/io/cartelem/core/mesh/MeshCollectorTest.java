package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.mesh.air.Region;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.SimulatedRadioSettings;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The collectors with their threads, links and supervisors, against nodes behind TCP ports. What
/// depends on time is asked in the tests that move it by hand.
@Timeout(300)
class MeshCollectorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DrivenRadio driven;

    @BeforeEach
    void start() throws Exception {
        driven =
                new DrivenRadio(
                        SimulatedRadioSettings.usual()
                                .withNodes(
                                        NodeProfile.car().withRegion(Region.US).shuffling(),
                                        NodeProfile.pit().withRegion(Region.US).shuffling()),
                        UnaryOperator.identity());
    }

    @AfterEach
    void stop() throws Exception {
        driven.close();
    }

    @Test
    void bringsValuesFromTheCarToThePit() {
        Await.until(PATIENCE, () -> driven.latitudes.size() >= 15);
        for (double latitude : driven.latitudes.values()) {
            assertTrue(driven.measured(latitude), latitude + " was never measured");
        }
        Await.until(PATIENCE, () -> driven.car.state().code().equals("sending"));
        assertEquals(Phase.RUNNING, driven.car.state().phase());
        Await.until(PATIENCE, () -> driven.pit.state().phase() == Phase.RUNNING);
        assertEquals(
                "Simulated pit (PIT, !09170002, firmware 2.7.15.567b8ea)",
                driven.pit.state().device());
        assertEquals("meshtastic", driven.pit.source());
        assertTrue(driven.receiver.status().packets() >= 2, driven.receiver.status()::toString);
    }

    @Test
    void comesBackAfterThePlugWasPulled() throws Exception {
        Await.until(PATIENCE, () -> driven.latitudes.size() >= 3);
        driven.radio.replugCar();
        Await.until(PATIENCE, () -> driven.car.state().lastError() != null);
        Await.until(PATIENCE, () -> driven.car.state().code().equals("sending"));
        int before = driven.latitudes.size();
        Await.until(PATIENCE, () -> driven.latitudes.size() >= before + 3);
    }

    @Test
    void isFoundByItsAnswer() throws Exception {
        driven.car.close();
        try (ByteLink link = driven.opener(driven.radio.carAddress()).open()) {
            Optional<Finding> found = Optional.empty();
            // A busy machine may take longer than a probe waits.
            for (int tries = 0; tries < 10 && found.isEmpty(); tries++) {
                found = new MeshProbe().probe(link);
            }
            assertEquals(
                    Optional.of(
                            new Finding(
                                    "meshtastic",
                                    "Simulated car (CAR1, !ca700001, firmware 2.7.15.567b8ea)",
                                    0)),
                    found);
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
        assertEquals(Optional.empty(), new MeshProbe(new LookClock()).probe(line.host()));
        byte[] written = new byte[4096];
        int count = line.device().read(written, 0, written.length, Duration.ofSeconds(1));
        for (int i = 0; i < count; i++) {
            assertTrue(written[i] != '\r' && written[i] != '\n', "a line end at " + i);
        }
        assertTrue(count >= 32 + 8, "bytes " + count);
    }

    /// A clock that moves by a tenth of a second with each look, however long the look took.
    private static final class LookClock implements Clock {
        private final ManualClock steps = new ManualClock(Instant.EPOCH);

        @Override
        public long monoNs() {
            steps.advance(Duration.ofMillis(100));
            return steps.monoNs();
        }

        @Override
        public Instant utc() {
            return steps.utc();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            steps.pause(duration);
        }
    }
}
