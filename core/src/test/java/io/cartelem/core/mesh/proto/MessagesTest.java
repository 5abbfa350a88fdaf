package io.cartelem.core.mesh.proto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.proto.FromRadio.Channel;
import io.cartelem.core.mesh.proto.FromRadio.LoraConfig;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;

class MessagesTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final MeshPacket PACKET =
            MeshPacket.toSend(
                    MeshPacket.BROADCAST,
                    1,
                    0x12345678,
                    1,
                    MeshPacket.Data.of(256, HEX.parseHex("deadbeef")));

    @Test
    void writesTheReferenceBytesOfWhatAClientSays() {
        assertEquals("18ac9e04", HEX.formatHex(new ToRadio.WantConfig(69_420).encode()));
        assertEquals("3a00", HEX.formatHex(new ToRadio.Heartbeat(0).encode()));
        assertEquals("2001", HEX.formatHex(new ToRadio.Disconnect().encode()));
        assertEquals(
                "0a1915ffffffff180122090880021204deadbeef35785634124801",
                HEX.formatHex(new ToRadio.Packet(PACKET).encode()));
    }

    @Test
    void readsBackWhatAClientSays() {
        assertEquals(
                new ToRadio.WantConfig(69_420),
                understood(ToRadio.decode(HEX.parseHex("18ac9e04"))));
        assertEquals(new ToRadio.Heartbeat(0), understood(ToRadio.decode(HEX.parseHex("3a00"))));
        assertEquals(new ToRadio.Disconnect(), understood(ToRadio.decode(HEX.parseHex("2001"))));
        ToRadio.Packet sent =
                (ToRadio.Packet)
                        understood(
                                ToRadio.decode(
                                        HEX.parseHex(
                                                "0a1915ffffffff180122090880021204deadbeef35785634124801")));
        assertEquals(MeshPacket.BROADCAST, sent.packet().to());
        assertEquals(0x12345678, sent.packet().id());
        assertEquals(1, sent.packet().hopLimit());
        MeshPacket.Data data = Objects.requireNonNull(sent.packet().data());
        assertEquals(256, data.port());
        assertArrayEquals(HEX.parseHex("deadbeef"), data.payload());
    }

    @Test
    void readsBackEverythingANodeSays() {
        List<FromRadio> messages =
                List.of(
                        new FromRadio.MyInfo(0xA1B2C3D4),
                        new FromRadio.Node(0xA1B2C3D4, "!a1b2c3d4", "Wagen Zwei", "CAR2"),
                        new FromRadio.DeviceConfig(2),
                        new LoraConfig(true, 6, 0, 0, 0, 3, 3, true, false),
                        new LoraConfig(false, 0, 250, 9, 5, 1, 0, false, true),
                        new FromRadio.QueueStatus(0, 15, 16, 0xFEDCBA98),
                        new FromRadio.QueueStatus(34, 16, 16, 7),
                        new FromRadio.Metadata("2.7.15.567b8ea", true),
                        new FromRadio.Notification(0xF0000001, 30, "Duty cycle limit exceeded."),
                        new FromRadio.ConfigComplete(69_420),
                        new FromRadio.Rebooted(),
                        new FromRadio.Other(9));
        for (FromRadio message : messages) {
            assertEquals(message, understood(FromRadio.decode(message.encode(17))));
        }
        Channel channel = new Channel(1, new byte[] {1, 2, 3}, "pit", 2);
        Channel back = (Channel) understood(FromRadio.decode(channel.encode(18)));
        assertArrayEquals(channel.psk(), back.psk());
        assertEquals("pit", back.name());
        assertTrue(back.enabled() && back.isPrivate() && back.index() == 1);
    }

    @Test
    void keepsTheSignAndTheNoiseOfAHeardPacket() {
        MeshPacket heard = PACKET.heard(0xFFFFFFF0, 1_700_000_000, -7.25f, -113);
        FromRadio.Packet back =
                (FromRadio.Packet)
                        understood(FromRadio.decode(new FromRadio.Packet(heard).encode(1)));
        assertEquals(-113, back.packet().rxRssi());
        assertEquals(-7.25f, back.packet().rxSnr());
        assertEquals(0xFFFFFFF0, back.packet().from());
        assertEquals(1_700_000_000, back.packet().rxTime());
        String bytes = HEX.formatHex(new FromRadio.Packet(heard).encode(1));
        assertTrue(bytes.contains("608fffffffffffffffff01"), bytes);
    }

    @Test
    void readsWhatApplicationsSay() {
        List<AppMessage> messages =
                List.of(
                        new AppMessage.Routing(9),
                        new AppMessage.Metrics(12.5f, 3.25f),
                        new AppMessage.User(new FromRadio.Node(5, "!00000005", "Pit", "PIT")));
        int[] ports = {Ports.ROUTING, Ports.TELEMETRY, Ports.NODE_INFO};
        for (int i = 0; i < ports.length; i++) {
            MeshPacket.Data data = MeshPacket.Data.of(ports[i], messages.get(i).encode());
            assertEquals(messages.get(i), understood(AppMessage.decode(5, data)));
        }
    }

    @Test
    void refusesWhatNoNodeWrites() {
        refuses("", "an empty message");
        refuses("0801", "an empty message");
        refuses("40013801", "two messages in one");
        refuses("09", "a field has the unused wire type 1");
        refuses("00", "a field has an impossible number");
        refuses("1205", "field 2 is longer than its message");
        refuses("12ffffffffffffffffff01", "field 2 is longer than its message");
        refuses("38ffffffffffffffffffff", "a value has more than 64 bits");
        refuses("38ffffffff7f", "field 7 does not fit 32 bits");
        refuses("38", "the message ends within a value");
        refuses("120d0d", "field 2 is longer than its message");
        refuses("12020d00", "the message ends within a value");
        refuses("4005", "field 8 is neither true nor false");
        refuses("6a040a02c328", "field 1 is not UTF-8");
        refuses("1a00", "a node without a number");
        refuses("f20700", "the unknown message 126");
        refuses("3d00000000", "field 7 has the wire type 5, not 0");
    }

    private static void refuses(String hex, String reason) {
        Parsed<FromRadio> parsed = FromRadio.decode(HEX.parseHex(hex));
        assertEquals(
                reason, assertInstanceOf(Parsed.Malformed.class, parsed, hex).reason(), () -> hex);
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(7);
        byte[] valid = new FromRadio.Packet(PACKET.heard(9, 1, 2, -3)).encode(4);
        int understood = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = valid.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            Parsed<FromRadio> parsed = FromRadio.decode(random.nextBoolean() ? cut : bytes);
            if (parsed instanceof Parsed.Message<FromRadio>) {
                understood++;
            }
            assertNotNull(ToRadio.decode(bytes));
            assertNotNull(AppMessage.decode(1, MeshPacket.Data.of(Ports.TELEMETRY, cut)));
        }
        // Flips within numbers stay readable; the packet's own check finds those.
        assertTrue(understood > 1_000 && understood < 60_000, "understood " + understood);
    }

    private static <T> T understood(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Message<T>(T value) -> value;
            case Parsed.Malformed<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
