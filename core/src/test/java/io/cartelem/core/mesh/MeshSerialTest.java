package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.SerialLink;
import io.cartelem.core.collect.transport.SerialSettings;
import io.cartelem.core.mesh.air.Region;
import io.cartelem.core.sim.PseudoTerminal;
import io.cartelem.core.sim.SimulatedRadioSettings;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Car and pit with their nodes on serial lines, on which the baud rate has to be right.
@Timeout(180)
class MeshSerialTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;
    private Path port;
    private DrivenRadio driven;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(PseudoTerminal.available(), "this machine has no pseudo terminals");
        port = directory.resolve("usb-node");
        driven =
                new DrivenRadio(
                        SimulatedRadioSettings.usual()
                                .withNodes(
                                        NodeProfile.car().withRegion(Region.US),
                                        NodeProfile.pit().withRegion(Region.US))
                                .withPtys(true),
                        this::named);
    }

    /// The name that stays the same whatever port the node gets.
    private String named(String address) {
        try {
            return Files.createSymbolicLink(port, Path.of(address)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (driven != null) {
            driven.close();
        }
    }

    private void moreArrives() {
        int before = driven.latitudes.size();
        Await.until(PATIENCE, () -> driven.latitudes.size() >= before + 3);
    }

    @Test
    void bringsValuesFromTheCarToThePit() {
        moreArrives();
        for (double latitude : driven.latitudes.values()) {
            assertTrue(driven.measured(latitude), latitude + " was never measured");
        }
        assertEquals("sending", driven.car.state().code());
        assertEquals(port.toString(), driven.car.state().address());
        assertEquals(0, driven.car.state().rejected());
    }

    @Test
    void asksABoardAnewThatTheLinesHaveReset() throws Exception {
        moreArrives();
        // The node answers within milliseconds: whoever looks at the state now and then misses it.
        CountDownLatch asked = new CountDownLatch(1);
        driven.car.attach(
                state -> {
                    if (state.code().equals("asking_node")) {
                        asked.countDown();
                    }
                });
        driven.radio.ether().run(driven.clock.monoNs(), driven.radio.car()::reboot);
        assertTrue(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "never asked anew");
        Await.until(PATIENCE, () -> driven.car.state().code().equals("sending"));
        moreArrives();
    }

    @Test
    void comesBackUnderItsNameAfterItWasPulledOut() throws Exception {
        moreArrives();
        Files.delete(port);
        driven.radio.unplugCar();
        Await.until(PATIENCE, () -> driven.car.state().phase() == Phase.RETRYING);
        driven.radio.plugCar();
        named(driven.radio.carAddress());
        Await.until(PATIENCE, () -> driven.car.state().code().equals("sending"));
        moreArrives();
    }

    @Test
    void isFoundAtItsRateOnAPortThatWasOpenedAtAnother() throws Exception {
        driven.car.close();
        try (ByteLink link = SerialLink.open(port.toString(), SerialSettings.at(9600))) {
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
                                    MeshProbe.BAUD)),
                    found);
        }
    }
}
