package io.cartelem.core.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.mesh.MeshProbe;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

@Timeout(300)
class SimulatedRadioTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ByteLink open(String address) throws Exception {
        return LinkOpeners.of(
                        LinkAddress.parse(address), LinkSettings.at(MeshProbe.BAUD, Clock.system()))
                .open();
    }

    /// A busy machine may take longer than a probe waits.
    private static void answers(ByteLink link) throws Exception {
        int tries = 1;
        while (new MeshProbe().probe(link).isEmpty()) {
            assertTrue(++tries <= 10, "the node does not answer");
        }
    }

    @Test
    void aNewcomerOverTcpTakesThePlaceOfTheClientThatWasThere() throws Exception {
        try (SimulatedRadio radio =
                        SimulatedRadio.start(SimulatedRadioSettings.usual(), Clock.system());
                ByteLink old = open(radio.carAddress())) {
            answers(old);
            try (ByteLink newcomer = open(radio.carAddress())) {
                LinkException e =
                        assertThrows(
                                LinkException.class,
                                () -> {
                                    while (true) {
                                        var _ = old.read(new byte[512], 0, 512, PATIENCE);
                                    }
                                });
                assertEquals(LinkException.Reason.LOST, e.reason());
                answers(newcomer);
                try (ByteLink third = open(radio.carAddress())) {
                    answers(third);
                }
            }
        }
    }

    @Test
    void aNodeThatIsPulledOutLetsGoOfItsClientAndComesBackAtItsPort() throws Exception {
        try (SimulatedRadio radio =
                SimulatedRadio.start(SimulatedRadioSettings.usual(), Clock.system())) {
            String address = radio.carAddress();
            try (ByteLink client = open(address)) {
                answers(client);
                radio.unplugCar();
                assertThrows(
                        LinkException.class,
                        () -> {
                            while (true) {
                                var _ = client.read(new byte[512], 0, 512, PATIENCE);
                            }
                        });
            }
            radio.plugCar();
            assertEquals(address, radio.carAddress());
            try (ByteLink again = open(address)) {
                answers(again);
            }
        }
    }
}
