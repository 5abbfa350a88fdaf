package io.cartelem.core.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.SerialLink;
import io.cartelem.core.collect.transport.SerialSettings;
import io.cartelem.core.collect.transport.TcpLink;
import io.cartelem.core.sim.elm.ElmFault;
import io.cartelem.core.sim.nmea.ReceiverFault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

@Timeout(300)
class SimulatedCarTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private static SimulatedCar start(SimulatedCarSettings settings) throws IOException {
        return SimulatedCar.start(settings, new ScaledClock(50, START));
    }

    private static ByteLink dial(String address) throws Exception {
        URI uri = URI.create(address);
        return TcpLink.open(address, uri.getHost(), uri.getPort(), PATIENCE);
    }

    private static String until(ByteLink link, char end) throws LinkException {
        StringBuilder heard = new StringBuilder();
        byte[] one = new byte[1];
        while (link.read(one, 0, 1, PATIENCE) == 1) {
            heard.append((char) (one[0] & 0xFF));
            if (one[0] == end) {
                return heard.toString();
            }
        }
        throw new AssertionError("silent after '" + heard + "'");
    }

    private static String ask(ByteLink link, String command) throws LinkException {
        link.write((command + "\r").getBytes(StandardCharsets.US_ASCII));
        return until(link, '>');
    }

    @Test
    void answersOverTcpFromTheSameCar() throws Exception {
        try (SimulatedCar car = start(SimulatedCarSettings.usual());
                ByteLink obd = dial(car.elmAddress());
                ByteLink gps = dial(car.gpsAddress())) {
            assertTrue(car.elmAddress().startsWith("tcp://127.0.0.1:"), car.elmAddress());
            ask(obd, "ATE0");
            assertTrue(ask(obd, "0100").startsWith("SEARCHING...\r41 00 "));
            until(gps, '\n');
            assertTrue(until(gps, '\n').startsWith("$G"));
            assertEquals(2, car.car().journal().ofPid(0).size(), "one entry of each control unit");
            car.ignition(false);
            assertTrue(ask(obd, "0100").contains("UNABLE TO CONNECT"));
        }
    }

    @Test
    void servesOneClientAfterTheOther() throws Exception {
        try (SimulatedCar car = start(SimulatedCarSettings.usual())) {
            for (int i = 0; i < 20; i++) {
                try (ByteLink obd = dial(car.elmAddress());
                        ByteLink gps = dial(car.gpsAddress())) {
                    assertTrue(ask(obd, "ATI").contains("ELM327 v2.2"));
                    until(gps, '\n');
                }
            }
        }
    }

    @Test
    void canBeUnpluggedAndComesBackUnderItsAddress() throws Exception {
        try (SimulatedCar car = start(SimulatedCarSettings.usual())) {
            String address = car.elmAddress();
            ByteLink obd = dial(address);
            ask(obd, "ATE0");
            car.unplug();
            assertThrows(LinkException.class, () -> ask(obd, "ATI"));
            assertThrows(LinkException.class, () -> dial(address));
            assertEquals(address, car.elmAddress());
            obd.close();
            car.replug();
            car.replug();
            try (ByteLink again = dial(address)) {
                assertTrue(ask(again, "ATI").startsWith("ATI\r"), "power was lost: echo is back");
            }
        }
    }

    @Test
    void faultsBreakTheLinkAndAnotherClientMayCome() throws Exception {
        try (SimulatedCar car = start(SimulatedCarSettings.usual())) {
            ByteLink obd = dial(car.elmAddress());
            ByteLink gps = dial(car.gpsAddress());
            ask(obd, "ATI");
            car.elmFaults().once(ElmFault.DISCONNECT);
            car.receiverFaults().once(ReceiverFault.DISCONNECT);
            assertThrows(LinkException.class, () -> until(obd, '>'));
            assertThrows(LinkException.class, () -> until(gps, (char) 1));
            obd.close();
            gps.close();
            try (ByteLink again = dial(car.elmAddress())) {
                assertTrue(ask(again, "ATI").contains("ELM327"));
            }
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        for (int i = 0; i < 30; i++) {
            SimulatedCar car = start(SimulatedCarSettings.usual());
            ByteLink obd = dial(car.elmAddress());
            ByteLink gps = dial(car.gpsAddress());
            ask(obd, "ATI");
            until(gps, '\n');
            car.close();
            car.close();
            assertThrows(LinkException.class, () -> ask(obd, "ATI"));
            obd.close();
            gps.close();
        }
        Set<String> left =
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("sim-"))
                        .collect(Collectors.toSet());
        assertEquals(Set.of(), left);
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (SimulatedCar car = start(SimulatedCarSettings.usual())) {
            int port = URI.create(car.elmAddress()).getPort();
            SimulatedCarSettings same = SimulatedCarSettings.usual().withPorts(0, port);
            IOException e = assertThrows(IOException.class, () -> start(same));
            assertTrue(e.getMessage().contains("port " + port), e.getMessage());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> SimulatedCarSettings.usual().withPorts(70_000, 0));
    }

    @Test
    void onASerialPortTheRateMatters() throws Exception {
        assumeTrue(PseudoTerminal.available());
        try (SimulatedCar car = start(SimulatedCarSettings.usual().withPtys(true))) {
            assertFalse(car.elmAddress().startsWith("tcp"), car.elmAddress());
            try (ByteLink obd = SerialLink.open(car.elmAddress(), SerialSettings.at(9_600))) {
                obd.write("ATI\r".getBytes(StandardCharsets.US_ASCII));
                byte[] heard = new byte[1];
                assertEquals(1, obd.read(heard, 0, 1, PATIENCE));
                assertTrue(heard[0] < 0, "nonsense at the wrong rate");
                obd.baud(38_400);
                assertTrue(ask(obd, "\u007F\u007F").endsWith("?\r\r>"));
                assertTrue(ask(obd, "ATI").contains("ELM327 v2.2"));
            }
            try (ByteLink gps = SerialLink.open(car.gpsAddress(), SerialSettings.at(115_200))) {
                until(gps, '\n');
                assertTrue(until(gps, '\n').startsWith("$G"));
                car.receiverFaults().once(ReceiverFault.DISCONNECT);
                assertThrows(LinkException.class, () -> until(gps, (char) 1));
            }
            car.unplug();
            car.replug();
            try (ByteLink obd = SerialLink.open(car.elmAddress(), SerialSettings.at(38_400))) {
                assertTrue(ask(obd, "ATI").contains("ELM327 v2.2"));
            }
        }
    }
}
