package io.cartelem.core.collect.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;

@Timeout(300)
class NetworkLinkTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private final byte[] buffer = new byte[16];

    @Test
    void tcpPassesBytesBothWaysAndReadsWhatThereIs() throws Exception {
        try (ServerSocket server = server();
                ByteLink link = connect(server);
                Socket peer = server.accept()) {
            peer.getOutputStream().write(new byte[] {1, 2, 3});
            assertEquals(2, link.read(buffer, 0, 2, LONG));
            assertEquals(1, link.read(buffer, 2, 14, LONG));
            assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOf(buffer, 3));
            assertEquals(0, link.read(buffer, 0, 16, Duration.ZERO));
            assertEquals(0, link.read(buffer, 0, 16, Duration.ofMillis(2)));

            link.write(new byte[] {4, 5});
            assertArrayEquals(new byte[] {4, 5}, peer.getInputStream().readNBytes(2));
            assertEquals("tcp://127.0.0.1:" + server.getLocalPort(), link.address());
        }
    }

    @Test
    void tcpHasNoRateToSet() throws Exception {
        try (ServerSocket server = server();
                ByteLink link = connect(server)) {
            assertFalse(link.hasBaud());
            assertEquals(0, link.baud());
            LinkException e = assertThrows(LinkException.class, () -> link.baud(9600));
            assertEquals(Reason.UNSUPPORTED, e.reason());
        }
    }

    @Test
    void aTcpPeerThatClosesIsALossAtOnce() throws Exception {
        try (ServerSocket server = server();
                ByteLink link = connect(server)) {
            Socket peer = server.accept();
            FutureTask<LinkException> read = blockedRead(link);
            peer.close();
            assertEquals(Reason.LOST, read.get().reason());
            assertEquals(link.address() + " closed the connection", read.get().getMessage());
        }
    }

    @Test
    void aTcpPeerThatResetsIsALoss() throws Exception {
        try (ServerSocket server = server();
                ByteLink link = connect(server)) {
            Socket peer = server.accept();
            FutureTask<LinkException> read = blockedRead(link);
            peer.setSoLinger(true, 0);
            peer.close();
            assertEquals(Reason.LOST, read.get().reason());
            assertEquals(
                    Reason.LOST,
                    assertThrows(
                                    LinkException.class,
                                    () -> {
                                        for (int i = 0; i < 100; i++) {
                                            link.write(buffer);
                                        }
                                    })
                            .reason());
        }
    }

    @Test
    void closingAndInterruptingEndATcpRead() throws Exception {
        try (ServerSocket server = server()) {
            ByteLink link = connect(server);
            FutureTask<LinkException> closed = blockedRead(link);
            link.close();
            link.close();
            assertEquals(Reason.CLOSED, closed.get().reason());

            ByteLink other = connect(server);
            FutureTask<LinkException> read = new FutureTask<>(() -> readToFailure(other));
            Thread reader = Thread.ofVirtual().start(read);
            reader.interrupt();
            assertEquals(Reason.CLOSED, read.get().reason());
        }
    }

    @Test
    void aRefusedConnectionSaysSo() throws Exception {
        // Held without listening, so that no other program listens there meanwhile.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(LOOPBACK, 0));
            LinkException e = failure("tcp://127.0.0.1:" + held.getLocalPort());
            assertEquals(Reason.UNREACHABLE, e.reason());
            assertTrue(String.valueOf(e.getMessage()).contains("refuses the connection"));
        }
    }

    @Test
    void aHostThatDoesNotExistIsNotFound() {
        // Longer than a name may be (RFC 1035, 2.3.4), so that no server is asked for it.
        String host = "n".repeat(64) + ".invalid";
        LinkException e = failure("gpsd://" + host);
        assertEquals(Reason.NOT_FOUND, e.reason());
        assertEquals("gpsd://" + host + ":2947: there is no host called " + host, e.getMessage());
    }

    @Test
    void aConnectionThatIsNotAnsweredTimesOut() throws Exception {
        // A backlog that is full drops further requests to connect.
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<ByteLink> waiting = new ArrayList<>();
            LinkException timedOut =
                    assertThrows(
                            LinkException.class,
                            () -> {
                                for (int i = 0; i < 5; i++) {
                                    waiting.add(
                                            TcpLink.open(
                                                    "tcp://adapter",
                                                    "127.0.0.1",
                                                    server.getLocalPort(),
                                                    Duration.ofMillis(50)));
                                }
                            });
            waiting.forEach(ByteLink::close);
            assertEquals(Reason.UNREACHABLE, timedOut.reason());
            assertTrue(timedOut.getMessage().contains("does not answer"), timedOut.getMessage());
        }
    }

    @Test
    void udpReadsDatagramsAsOneStreamAndAnswersTheLastSender() throws Exception {
        try (UdpLink link = UdpLink.open("udp://127.0.0.1:0", "127.0.0.1", 0);
                DatagramSocket phone = new DatagramSocket()) {
            LinkException silent =
                    assertThrows(LinkException.class, () -> link.write(new byte[] {1}));
            assertEquals(Reason.SILENT, silent.reason());
            assertEquals(0, link.read(buffer, 0, 16, Duration.ofMillis(2)));

            InetSocketAddress to = new InetSocketAddress(LOOPBACK, link.port());
            phone.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, to));
            phone.send(new DatagramPacket(new byte[] {4}, 1, to));
            assertEquals(2, link.read(buffer, 0, 2, LONG));
            assertEquals(1, link.read(buffer, 2, 14, LONG));
            assertEquals(1, link.read(buffer, 3, 13, LONG));
            assertArrayEquals(new byte[] {1, 2, 3, 4}, Arrays.copyOf(buffer, 4));

            link.write(new byte[] {9});
            DatagramPacket answer = new DatagramPacket(new byte[4], 4);
            phone.receive(answer);
            assertEquals(9, answer.getData()[0]);
        }
    }

    @Test
    void closingAndInterruptingEndAUdpRead() throws Exception {
        UdpLink link = UdpLink.open("udp://127.0.0.1:0", "127.0.0.1", 0);
        FutureTask<LinkException> read = blockedRead(link);
        link.close();
        assertEquals(Reason.CLOSED, read.get().reason());

        UdpLink other = UdpLink.open("udp://127.0.0.1:0", "127.0.0.1", 0);
        FutureTask<LinkException> interrupted = new FutureTask<>(() -> readToFailure(other));
        Thread reader = Thread.ofVirtual().start(interrupted);
        reader.interrupt();
        assertEquals(Reason.CLOSED, interrupted.get().reason());
        LinkException write = assertThrows(LinkException.class, () -> link.write(buffer));
        assertFalse(write.getMessage().isBlank());
    }

    @Test
    void aUdpPortInUseOrOnAnotherComputerSaysSo() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(Reason.BUSY, failure("udp://127.0.0.1:" + other.getLocalPort()).reason());
        }
        // A documentation address (RFC 5737) is nobody's own.
        assertEquals(Reason.NOT_FOUND, failure("udp://192.0.2.1:5000").reason());
    }

    @Test
    void anAddressThatNamesNoLinkHasNoOpener() {
        for (String name : new String[] {"auto", "off", "sim"}) {
            assertThrows(IllegalArgumentException.class, () -> opener(name));
        }
        assertFalse(opener("tcp://a:1").blocksNatively());
        assertEquals(null, opener("tcp://a:1").presence());
    }

    private static ServerSocket server() throws Exception {
        return new ServerSocket(0, 5, LOOPBACK);
    }

    private static ByteLink connect(ServerSocket server) throws Exception {
        return opener("tcp://127.0.0.1:" + server.getLocalPort()).open();
    }

    private static LinkOpener opener(String address) {
        return LinkOpeners.of(LinkAddress.parse(address), LinkSettings.at(9600, Clock.system()));
    }

    private static LinkException failure(String address) {
        return assertThrows(LinkException.class, () -> opener(address).open().close());
    }

    private FutureTask<LinkException> blockedRead(ByteLink link) {
        FutureTask<LinkException> read = new FutureTask<>(() -> readToFailure(link));
        Thread.ofVirtual().start(read);
        return read;
    }

    private LinkException readToFailure(ByteLink link) {
        return assertThrows(LinkException.class, () -> link.read(buffer, 0, 16, LONG));
    }
}
