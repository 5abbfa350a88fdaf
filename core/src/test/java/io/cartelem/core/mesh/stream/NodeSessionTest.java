package io.cartelem.core.mesh.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.proto.AppMessage;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.mesh.proto.Parsed;
import io.cartelem.core.mesh.proto.Ports;
import io.cartelem.core.mesh.proto.ToRadio;
import io.cartelem.core.mesh.stream.NodeSession.Phase;
import io.cartelem.core.mesh.stream.Refusal.Reason;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class NodeSessionTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final int NODE = 0xA1B2C3D4;
    private static final byte[] PAYLOAD = {1, 2, 3};

    private final List<String> sent = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final NodeSession session =
            new NodeSession(bytes -> sent.add(HexFormat.of().formatHex(bytes)), new Events(), 5);
    private long now;

    private final class Events implements NodeListener {
        @Override
        public void ready(NodeConfig config) {
            events.add("ready " + config.description());
        }

        @Override
        public void asking(String sentence) {
            events.add(sentence);
        }

        @Override
        public void packet(MeshPacket packet, MeshPacket.Data data) {
            events.add("packet " + HexFormat.of().formatHex(data.payload()));
        }

        @Override
        public void node(FromRadio.Node node) {
            events.add("node " + node.shortName());
        }

        @Override
        public void metrics(AppMessage.Metrics metrics) {
            events.add("metrics " + metrics.airUtilTx());
        }

        @Override
        public void refused(Refusal refusal) {
            refusals.add(refusal);
        }

        @Override
        public void notice(String sentence) {
            events.add(sentence);
        }

        @Override
        public void rejected(String reason, byte[] bytes) {
            events.add("rejected: " + reason);
        }
    }

    static List<FromRadio> configuration() {
        List<FromRadio> parts =
                new ArrayList<>(
                        List.of(
                                new FromRadio.MyInfo(NODE),
                                new FromRadio.Node(NODE, "!a1b2c3d4", "Car", "CAR1"),
                                new FromRadio.Metadata("2.7.15", false),
                                new FromRadio.DeviceConfig(0),
                                new FromRadio.LoraConfig(true, 6, 0, 0, 0, 3, 3, true, false)));
        for (int i = 0; i < 8; i++) {
            parts.add(
                    new FromRadio.Channel(i, new byte[i == 1 ? 16 : 1], "ch" + i, i == 0 ? 1 : 2));
        }
        return parts;
    }

    private void says(FromRadio message) {
        byte[] frame = StreamFramer.frame(message.encode(1));
        session.received(frame, 0, frame.length, now);
    }

    private void tickAt(long when) throws LinkException {
        now = when;
        session.tick(now);
    }

    private void becomeReady() throws LinkException {
        session.start(0);
        tickAt(100 * MS);
        configuration().forEach(this::says);
        says(new FromRadio.ConfigComplete(69_420));
        sent.clear();
    }

    @Test
    void wakesTheNodeThenAsksForItsConfiguration() throws Exception {
        session.start(0);
        assertEquals(List.of("c3".repeat(32)), sent);
        assertEquals(100 * MS, session.nextWakeNs());
        tickAt(99 * MS);
        assertEquals(1, sent.size());
        tickAt(100 * MS);
        assertEquals("94c3000418ac9e04", sent.getLast());
    }

    @Test
    void asksAgainEveryFiveSecondsAndGivesUpAfterHalfAMinute() throws Exception {
        session.start(0);
        tickAt(100 * MS);
        tickAt(5_099 * MS);
        assertEquals(2, sent.size());
        for (int i = 1; i <= 6; i++) {
            tickAt(100 * MS + i * 5L * SECOND);
            assertEquals(2 + i, sent.size());
        }
        LinkException silent = assertThrows(LinkException.class, () -> session.tick(33 * SECOND));
        assertEquals(LinkException.Reason.SILENT, silent.reason());
    }

    @Test
    void takesTheConfigurationInAnyOrder() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            List<FromRadio> parts = configuration();
            Collections.shuffle(parts, new Random(seed));
            List<String> heard = events;
            heard.clear();
            NodeSession fresh = new NodeSession(bytes -> {}, new Events(), 0);
            fresh.start(0);
            fresh.tick(100 * MS);
            for (FromRadio part : parts) {
                byte[] frame = StreamFramer.frame(part.encode(1));
                fresh.received(frame, 0, frame.length, 200 * MS);
            }
            assertEquals(Phase.ASKING, fresh.phase());
            byte[] end = StreamFramer.frame(new FromRadio.ConfigComplete(69_420).encode(9));
            fresh.received(end, 0, end.length, 200 * MS);
            assertEquals(Phase.READY, fresh.phase());
            assertTrue(
                    heard.contains("ready Car (CAR1, !a1b2c3d4, firmware 2.7.15)"),
                    heard::toString);
        }
    }

    @Test
    void asksForWhatWasTornAwayAndTakesLessOnlyAfterThreeAskings() throws Exception {
        session.start(0);
        tickAt(100 * MS);
        for (FromRadio part : configuration()) {
            if (!(part instanceof FromRadio.Metadata)) {
                says(part);
            }
        }
        says(new FromRadio.ConfigComplete(69_420));
        assertEquals(Phase.ASKING, session.phase());
        tickAt(6 * SECOND);
        says(new FromRadio.ConfigComplete(69_420));
        tickAt(12 * SECOND);
        says(new FromRadio.ConfigComplete(69_420));
        assertEquals(Phase.ASKING, session.phase());
        tickAt(18 * SECOND);
        assertEquals(Phase.READY, session.phase());
    }

    @Test
    void ignoresTheEndOfAnAnswerToSomebodyElse() throws Exception {
        session.start(0);
        tickAt(100 * MS);
        configuration().forEach(this::says);
        says(new FromRadio.ConfigComplete(1));
        assertEquals(Phase.ASKING, session.phase());
    }

    @Test
    void beatsItsHeartEvery45SecondsWithNonceZero() throws Exception {
        becomeReady();
        says(new FromRadio.QueueStatus(0, 16, 16, 0));
        tickAt(45 * SECOND);
        assertEquals(List.of(), sent);
        tickAt(45_100 * MS);
        assertEquals(List.of("94c300023a00"), sent);
        says(new FromRadio.QueueStatus(0, 16, 16, 0));
        tickAt(90_200 * MS);
        assertEquals(2, sent.size());
    }

    @Test
    void asksAnewWhenTheNodeRestartsOrFallsSilent() throws Exception {
        becomeReady();
        says(new FromRadio.Rebooted());
        assertEquals(Phase.ASKING, session.phase());
        assertFalse(session.maySend());
        tickAt(now);
        assertEquals(List.of("94c3000418ac9e04"), sent);
        configuration().forEach(this::says);
        says(new FromRadio.ConfigComplete(69_420));
        assertEquals(Phase.READY, session.phase());
        for (int i = 0; i < 10; i++) {
            tickAt(now + 10 * SECOND);
        }
        assertEquals(Phase.ASKING, session.phase());
        assertTrue(events.contains("The node does not answer; asking it anew"));
    }

    @Test
    void keepsOnePacketInFlightAndGivesItsNumberUntilTheStatusComes() throws Exception {
        becomeReady();
        assertTrue(session.maySend());
        int id = session.send(MeshPacket.BROADCAST, 1, PAYLOAD, now);
        assertTrue(PacketId.fits(id, NODE, PAYLOAD));
        ToRadio.Packet packet = lastPacket();
        assertEquals(id, packet.packet().id());
        assertEquals(0, packet.packet().hopLimit());
        assertFalse(packet.packet().wantAck());
        assertFalse(session.maySend());
        assertThrows(
                IllegalStateException.class,
                () -> session.send(MeshPacket.BROADCAST, 1, PAYLOAD, now));
        says(new FromRadio.QueueStatus(0, 15, 16, id));
        assertTrue(session.maySend());
        assertNotEquals(id, session.send(MeshPacket.BROADCAST, 1, PAYLOAD, now));
    }

    private ToRadio.Packet lastPacket() {
        byte[] frame = HexFormat.of().parseHex(sent.getLast());
        byte[] body = Arrays.copyOfRange(frame, 4, frame.length);
        return (ToRadio.Packet) ((Parsed.Message<ToRadio>) ToRadio.decode(body)).value();
    }

    @Test
    void doesNotWaitForALostStatusForEver() throws Exception {
        becomeReady();
        session.send(MeshPacket.BROADCAST, 1, PAYLOAD, now);
        assertEquals(now + 2 * SECOND, session.nextWakeNs());
        tickAt(now + 2 * SECOND);
        assertTrue(session.maySend());
    }

    @Test
    void takesThreeLostStatusesForARestart() throws Exception {
        becomeReady();
        for (int i = 0; i < 3; i++) {
            assertEquals(Phase.READY, session.phase());
            session.send(MeshPacket.BROADCAST, 1, PAYLOAD, now);
            tickAt(now + 2 * SECOND);
        }
        tickAt(now);
        assertEquals(Phase.ASKING, session.phase());
    }

    @Test
    void holdsBackWhileTheQueueHasMoreThanOurPacket() throws Exception {
        becomeReady();
        int id = session.send(MeshPacket.BROADCAST, 1, PAYLOAD, now);
        says(new FromRadio.QueueStatus(0, 13, 16, id));
        assertFalse(session.maySend());
        assertEquals(13, session.queueFree());
        sent.clear();
        tickAt(now + SECOND);
        assertEquals(List.of("94c300023a00"), sent);
        says(new FromRadio.QueueStatus(0, 16, 16, 0));
        assertTrue(session.maySend());
    }

    @Test
    void hearsOfARefusalByEveryWayButOnce() throws Exception {
        becomeReady();
        int id = session.send(MeshPacket.BROADCAST, 1, PAYLOAD, now);
        says(new FromRadio.QueueStatus(9, 16, 16, id));
        says(routing(9, id));
        says(new FromRadio.Notification(id, 30, "Duty cycle limit exceeded. Wait 3 mins"));
        assertEquals(1, refusals.size());
        assertEquals(Reason.DUTY_CYCLE, refusals.getFirst().reason());
        assertTrue(session.maySend());
        int[][] byStatus = {{7, 0}, {32, 3}, {33, 4}, {34, 5}, {39, 6}, {6, 7}, {99, 8}};
        Reason[] reasons = {
            Reason.TOO_LARGE,
            Reason.QUEUE_FULL,
            Reason.NO_INTERFACE,
            Reason.SENDING_OFF,
            Reason.NO_KEY,
            Reason.NO_CHANNEL,
            Reason.OTHER
        };
        for (int i = 0; i < byStatus.length; i++) {
            says(new FromRadio.QueueStatus(byStatus[i][0], 16, 16, 1000 + i));
            assertEquals(reasons[i], refusals.getLast().reason());
        }
        says(routing(6, 2000));
        assertEquals(Reason.NO_CHANNEL, refusals.getLast().reason());
        says(routing(4, 2001));
        assertEquals(Reason.NO_INTERFACE, refusals.getLast().reason());
        says(routing(3, 2002));
        assertEquals(Reason.OTHER, refusals.getLast().reason());
        says(routing(35, 2003));
        assertEquals(Reason.NO_KEY, refusals.getLast().reason());
        says(new FromRadio.Notification(3000, 40, "You are sending too fast"));
        assertEquals(Reason.RATE_LIMIT, refusals.getLast().reason());
        assertEquals("The node says: You are sending too fast", refusals.getLast().sentence());
        says(new FromRadio.Notification(0, 30, "Battery low"));
        assertEquals("The node says: Battery low", events.getLast());
    }

    private static FromRadio routing(int error, int id) {
        MeshPacket.Data data =
                new MeshPacket.Data(Ports.ROUTING, new AppMessage.Routing(error).encode(), id);
        return new FromRadio.Packet(MeshPacket.toSend(NODE, 0, 77, 0, data).heard(NODE, 0, 0, 0));
    }

    @Test
    void passesOnWhatOthersSayAndItsOwnMetrics() throws Exception {
        becomeReady();
        MeshPacket.Data data = MeshPacket.Data.of(256, PAYLOAD);
        says(new FromRadio.Packet(MeshPacket.toSend(-1, 1, 5, 0, data).heard(9, 1, 2, -3)));
        says(new FromRadio.Packet(MeshPacket.toSend(-1, 1, 6, 0, data).heard(NODE, 1, 2, -3)));
        MeshPacket.Data metrics =
                MeshPacket.Data.of(Ports.TELEMETRY, new AppMessage.Metrics(5, 1.5f).encode());
        says(new FromRadio.Packet(MeshPacket.toSend(-1, 1, 7, 0, metrics).heard(NODE, 1, 0, 0)));
        says(new FromRadio.Packet(MeshPacket.toSend(-1, 1, 8, 0, metrics).heard(9, 1, 0, 0)));
        says(new FromRadio.Node(9, "!00000009", "Other", "OTHR"));
        assertEquals(
                List.of("packet 010203", "metrics 1.5", "node OTHR"),
                events.subList(events.size() - 3, events.size()));
        session.leave();
        assertEquals("94c300022001", sent.getLast());
    }
}
