package io.cartelem.core.sensor.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sensor.SensorDefinition;
import io.cartelem.core.sensor.SensorFile;
import io.cartelem.core.sim.mqtt.LoopbackBroker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

@Timeout(240)
class SensorLinksTest {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final HttpInboxes inboxes = new HttpInboxes();
    private final LongAdder lost = new LongAdder();

    @Test
    void callersOfATcpPortDoNotRunIntoEachOther() throws Exception {
        try (ByteLink link = opener("tcp-server://127.0.0.1:0", "").open();
                Socket first = call(link);
                Socket second = call(link)) {
            say(first, "first ha");
            say(second, "second\n");
            assertEquals("second\n", read(link, 7));
            say(first, "lf\nrest");
            assertEquals("first half\n", read(link, 11));
            first.shutdownOutput();
            say(second, "more\n");
            assertEquals("more\n", read(link, 5));
            assertThrows(LinkException.class, () -> link.write(new byte[1]));
        }
    }

    @Test
    void theCallerThatWasSilentForLongestMakesRoomForANewOne() throws Exception {
        List<Socket> callers = new ArrayList<>();
        try (ByteLink link = opener("tcp-server://127.0.0.1:0", "").open()) {
            for (int i = 0; i < TcpServerLink.MOST_CALLERS; i++) {
                callers.add(call(link));
                say(callers.getLast(), i + "\n");
                read(link, (i + "\n").length());
            }
            say(callers.getFirst(), "still here\n");
            assertEquals("still here\n", read(link, 11));
            try (Socket more = call(link)) {
                say(more, "new\n");
                assertEquals("new\n", read(link, 4));
                assertEnded(callers.remove(1));
                for (Socket caller : callers) {
                    say(caller, "on\n");
                    assertEquals("on\n", read(link, 3));
                }
            }
        } finally {
            for (Socket caller : callers) {
                assertEnded(caller);
                caller.close();
            }
        }
    }

    @Test
    void aLineWithoutEndOfACallerIsEndedAndOthersGoOn() throws Exception {
        try (ByteLink link = opener("tcp-server://127.0.0.1:0", "").open();
                Socket endless = call(link);
                Socket good = call(link)) {
            say(endless, "7".repeat(65 * 1024));
            String all = read(link, 65 * 1024);
            assertEquals('\n', all.charAt(all.length() - 1));
            say(good, "12.5\n");
            assertEquals("12.5\n", read(link, 5));
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LinkOpener busy = opener("tcp-server://127.0.0.1:" + taken.getLocalPort(), "");
            LinkException refused = assertThrows(LinkException.class, busy::open);
            assertEquals(LinkException.Reason.BUSY, refused.reason());
        }
        LinkOpener nowhere = opener("tcp-server://192.0.2.1:5005", "");
        assertEquals(
                LinkException.Reason.NOT_FOUND,
                assertThrows(LinkException.class, nowhere::open).reason());
        // Longer than a name may be (RFC 1035, 2.3.4), so that no server is asked for it.
        LinkOpener noHost = opener("tcp-server://" + "n".repeat(64) + ".invalid:5005", "");
        assertEquals(
                LinkException.Reason.NOT_FOUND,
                assertThrows(LinkException.class, noHost::open).reason());
    }

    @Test
    void aDatagramIsOneDocumentOfJson() throws Exception {
        try (ByteLink link = opener("udp://127.0.0.1:0", "format = \"json\"").open();
                DatagramSocket board = new DatagramSocket()) {
            send(board, link, "{\n\"x\": 1\r\n}");
            assertEquals("{ \"x\": 1  }\n", read(link, 12));
            assertEquals(0, link.read(new byte[1], 0, 1, LOOK));
            link.write(bytes("ok"));
            DatagramPacket answer = new DatagramPacket(new byte[8], 8);
            board.setSoTimeout(60_000);
            board.receive(answer);
            assertEquals(2, answer.getLength());
        }
        try (ByteLink link = opener("udp://127.0.0.1:0", "").open();
                DatagramSocket board = new DatagramSocket()) {
            send(board, link, "1\n2");
            assertEquals("1\n2\n", read(link, 4));
        }
    }

    @Test
    void anInboxTakesWhatFitsWhileItIsOpen() throws Exception {
        LinkOpener opener = opener("http", "");
        assertEquals(HttpInboxes.Delivery.UNKNOWN, inboxes.deliver("s", bytes("1")));
        try (ByteLink link = opener.open()) {
            assertEquals("http", link.address());
            assertEquals(HttpInboxes.Delivery.ACCEPTED, inboxes.deliver("s", bytes("1")));
            assertEquals("1\n", read(link, 2));
            byte[] large = new byte[HttpInboxes.LARGEST];
            assertEquals(HttpInboxes.Delivery.ACCEPTED, inboxes.deliver("s", large));
            assertEquals(HttpInboxes.Delivery.FULL, inboxes.deliver("s", large));
            assertEquals(1, lost.sum());
            assertEquals(
                    HttpInboxes.Delivery.TOO_LARGE,
                    inboxes.deliver("s", new byte[HttpInboxes.LARGEST + 1]));
        }
        assertEquals(HttpInboxes.Delivery.UNKNOWN, inboxes.deliver("s", bytes("1")));
    }

    @Test
    void messagesOfATopicArriveUntilTheBrokerIsGone() throws Exception {
        try (LoopbackBroker broker = LoopbackBroker.start("secret")) {
            String keys = "user = \"me\"\npassword = \"secret\"\nformat = \"json\"";
            try (ByteLink link = opener(at(broker) + "/car/#", keys).open()) {
                assertEquals(List.of("car/#"), broker.subscriptions());
                assertEquals(0, broker.publish("bike/oil", bytes("0")));
                assertEquals(1, broker.publish("car/oil", bytes("{\n}")));
                assertEquals("{ }\n", read(link, 4));
                broker.publish("car/oil", new byte[0]);
                broker.publish("car/oil", new byte[70_000]);
                Await.until(() -> lost.sum() == 1);
                broker.cut();
                LinkException gone = assertThrows(LinkException.class, () -> read(link, 1));
                assertEquals(LinkException.Reason.LOST, gone.reason());
            }
        }
    }

    @Test
    void aBrokerThatRefusesOrIsNotThereIsSaid() throws Exception {
        try (LoopbackBroker broker = LoopbackBroker.start("secret")) {
            LinkOpener stranger = opener(at(broker) + "/a", "user = \"me\"\npassword = \"wrong\"");
            LinkException refused = assertThrows(LinkException.class, stranger::open);
            assertEquals(LinkException.Reason.PERMISSION, refused.reason());
            assertTrue(refused.getMessage().contains("NOT_AUTHORIZED"), refused::getMessage);
            assertTrue(!refused.getMessage().contains("wrong"), refused::getMessage);
        }
        // Held without listening, so that no other program listens there meanwhile.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            LinkOpener nobody = opener("mqtt://127.0.0.1:" + held.getLocalPort() + "/a", "");
            assertEquals(
                    LinkException.Reason.UNREACHABLE,
                    assertThrows(LinkException.class, nobody::open).reason());
        }
    }

    private LinkOpener opener(String link, String more) {
        String text = "[s]\nlink = \"" + link + "\"\n" + more + "\nchannels = [\"x\"]\n";
        SensorFile.Entry entry = SensorFile.parse("f", text).entries().getFirst();
        assertEquals(List.of(), entry.problems());
        SensorDefinition sensor = entry.sensor();
        return new SensorOpeners(Clock.system(), inboxes).of(sensor, lost);
    }

    private static String at(LoopbackBroker broker) {
        return "mqtt://127.0.0.1:" + broker.port();
    }

    private static int port(ByteLink link) {
        return Integer.parseInt(link.address().substring(link.address().lastIndexOf(':') + 1));
    }

    private static Socket call(ByteLink link) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port(link));
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(bytes(text));
    }

    private static void send(DatagramSocket board, ByteLink link, String text) throws IOException {
        byte[] bytes = bytes(text);
        board.send(
                new DatagramPacket(
                        bytes, bytes.length, InetAddress.getLoopbackAddress(), port(link)));
    }

    private static void assertEnded(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e::getMessage);
        }
    }

    private static String read(ByteLink link, int length) throws LinkException {
        byte[] bytes = new byte[length];
        int got = 0;
        while (got < length) {
            got += link.read(bytes, got, length - got, Duration.ofSeconds(1));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
