package io.cartelem.core.sim.nmea;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sim.device.Faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

@Timeout(300)
class ReceiverConfigurationTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final byte[] RATE_10_HZ =
            HEX.parseHex("B5 62 06 08 06 00 64 00 01 00 01 00 7A 12");
    private static final byte[] RATE_5_HZ =
            HEX.parseHex("B5 62 06 08 06 00 C8 00 01 00 01 00 DE 6A");
    private static final byte[] VALSET_10_HZ =
            HEX.parseHex("B5 62 06 8A 0A 00 00 01 00 00 01 00 21 30 64 00 51 B9");
    private static final byte[] VALSET_115200 =
            HEX.parseHex("B5 62 06 8A 0C 00 00 01 00 00 01 00 52 40 00 C2 01 00 F3 A5");
    private static final byte[] PRT_115200 =
            HEX.parseHex(
                    "B5 62 06 00 14 00 01 00 00 00 D0 08 00 00 00 C2 01 00 07 00 03 00 00 00 00 00"
                            + " C0 7E");
    private static final byte[] GLL_OFF = HEX.parseHex("B5 62 06 01 03 00 F0 01 00 FB 11");
    private static final byte[] MON_VER = HEX.parseHex("B5 62 0A 04 00 00 0E 34");

    /// A configuration and what a reader answers to it, without a link.
    private static final class Desk {
        final ReceiverConfig config;
        final Faults<ReceiverFault> faults = new Faults<>(ReceiverFault.class, 3);
        final List<byte[]> replies = new ArrayList<>();
        final ConfigReader reader;

        Desk(ReceiverProfile.Kind kind) {
            config = new ReceiverConfig(ReceiverProfile.fresh(kind));
            reader = new ConfigReader(Dialect.of(kind, config), faults, replies::add);
        }

        String feed(byte[] bytes) throws Exception {
            replies.clear();
            reader.feed(bytes, bytes.length);
            StringBuilder all = new StringBuilder();
            replies.forEach(reply -> all.append(HEX.formatHex(reply)).append('|'));
            return all.toString();
        }

        String say(String line) throws Exception {
            replies.clear();
            byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
            reader.feed(bytes, bytes.length);
            StringBuilder all = new StringBuilder();
            replies.forEach(reply -> all.append(new String(reply, StandardCharsets.US_ASCII)));
            return all.toString();
        }

        String tell(String body) throws Exception {
            return say(NmeaWriter.sealed(body));
        }
    }

    private static String ack(int id) {
        return HEX.formatHex(Ubx.message(5, 1, new byte[] {6, (byte) id})) + "|";
    }

    private static String nak(int id) {
        return HEX.formatHex(Ubx.message(5, 0, new byte[] {6, (byte) id})) + "|";
    }

    @Test
    void ubloxOfGeneration8TakesTheReferencesMessages() throws Exception {
        Desk desk = new Desk(ReceiverProfile.Kind.UBLOX_8);
        assertEquals("B5 62 05 01 02 00 06 08 16 3F|", desk.feed(RATE_10_HZ));
        assertEquals(100, desk.config.periodMs());
        assertEquals(ack(0x08), desk.feed(RATE_5_HZ));
        assertEquals(200, desk.config.periodMs());
        assertEquals(1, desk.config.every(Sentence.GLL));
        assertEquals(ack(0x01), desk.feed(GLL_OFF));
        assertEquals(0, desk.config.every(Sentence.GLL));
        assertEquals(ack(0x00), desk.feed(PRT_115200));
        assertEquals(115_200, desk.config.baud());
        assertEquals(nak(0x8A), desk.feed(VALSET_10_HZ));

        byte[] perPort = Ubx.message(6, 1, new byte[] {(byte) 0xF0, 3, 0, 5, 0, 0, 0, 0});
        assertEquals(ack(0x01), desk.feed(perPort));
        assertEquals(5, desk.config.every(Sentence.GSV));
        assertEquals(ack(0x09), desk.feed(Ubx.message(6, 9, new byte[12])));
    }

    @Test
    void ubloxTellsItsVersionAndSettings() throws Exception {
        Desk old = new Desk(ReceiverProfile.Kind.UBLOX_8);
        old.feed(MON_VER);
        String version = new String(old.replies.getFirst(), StandardCharsets.ISO_8859_1);
        assertTrue(version.contains("PROTVER=18.00"), version);
        Desk young = new Desk(ReceiverProfile.Kind.UBLOX_10);
        young.feed(MON_VER);
        version = new String(young.replies.getFirst(), StandardCharsets.ISO_8859_1);
        assertTrue(version.contains("PROTVER=34.10"), version);

        old.feed(RATE_10_HZ);
        old.feed(Ubx.message(6, 8, new byte[0]));
        assertArrayEquals(RATE_10_HZ, old.replies.getFirst());
        old.feed(PRT_115200);
        old.feed(Ubx.message(6, 0, new byte[] {1}));
        assertArrayEquals(PRT_115200, old.replies.getFirst());
        assertEquals(2, old.replies.size());
    }

    @Test
    void ubloxOfGeneration10TakesOnlyValset() throws Exception {
        Desk desk = new Desk(ReceiverProfile.Kind.UBLOX_10);
        assertEquals(ack(0x8A), desk.feed(VALSET_10_HZ));
        assertEquals(100, desk.config.periodMs());
        assertEquals(ack(0x8A), desk.feed(VALSET_115200));
        assertEquals(115_200, desk.config.baud());
        assertEquals(nak(0x08), desk.feed(RATE_5_HZ));
        assertEquals(100, desk.config.periodMs());

        byte[] several = HEX.parseHex("00 01 00 00 CA 00 91 20 00 C5 00 91 20 0A BD 00 91 20 01");
        assertEquals(ack(0x8A), desk.feed(Ubx.message(6, 0x8A, several)));
        assertEquals(0, desk.config.every(Sentence.GLL));
        assertEquals(10, desk.config.every(Sentence.GSV));
        for (String bad :
                List.of(
                        "00 01 00 00",
                        "00 01 00 00 01 00 21 30 01 00",
                        "00 01 00 00 01 00 21 30 64",
                        "00 01 00 00 01 00 21 30 64 00 01",
                        "00 01 00 00 01 00 99 30 64 00",
                        "00 01 00 00 01 00 52 40 01 00 00 00",
                        "00 01 00 00 01 00 21 00 64 00",
                        "00 01 00 00 01 00 21 50 64 00 00 00 00 00 00 00")) {
            assertEquals(nak(0x8A), desk.feed(Ubx.message(6, 0x8A, HEX.parseHex(bad))), bad);
        }
        assertEquals(100, desk.config.periodMs());
    }

    @Test
    void ubloxRefusesWhatItCannotDo() throws Exception {
        Desk desk = new Desk(ReceiverProfile.Kind.UBLOX_8);
        String rate = nak(0x08);
        assertEquals(rate, desk.feed(Ubx.message(6, 8, HEX.parseHex("0A 00 01 00 01 00"))));
        assertEquals(rate, desk.feed(Ubx.message(6, 8, HEX.parseHex("0A 00"))));
        assertEquals(nak(0x01), desk.feed(Ubx.message(6, 1, HEX.parseHex("F0 77 01"))));
        assertEquals(nak(0x01), desk.feed(Ubx.message(6, 1, HEX.parseHex("F0 01"))));
        assertEquals(nak(0x00), desk.feed(Ubx.message(6, 0, new byte[20])));
        assertEquals(nak(0x77), desk.feed(Ubx.message(6, 0x77, new byte[2])));
        assertEquals("", desk.feed(Ubx.message(2, 1, new byte[2])));
        desk.faults.once(ReceiverFault.REFUSES);
        assertEquals(rate, desk.feed(RATE_10_HZ));
        desk.faults.once(ReceiverFault.DEAF);
        assertEquals("", desk.feed(RATE_10_HZ));
        assertEquals(1_000, desk.config.periodMs());
        byte[] broken = RATE_10_HZ.clone();
        broken[13]++;
        assertEquals("", desk.feed(broken));
        assertEquals(ack(0x08), desk.feed(RATE_10_HZ));
    }

    @Test
    void mediatekAcknowledgesOrSaysWhyNot() throws Exception {
        Desk desk = new Desk(ReceiverProfile.Kind.MEDIATEK);
        assertEquals("$PMTK001,220,3*30\r\n", desk.say("$PMTK220,100*2F"));
        assertEquals(100, desk.config.periodMs());
        assertEquals("$PMTK001,251,3*36\r\n", desk.say("$PMTK251,115200*1F"));
        assertEquals(115_200, desk.config.baud());
        assertEquals("$PMTK001,220,2*31\r\n", desk.tell("PMTK220,50"));
        assertTrue(desk.tell("PMTK220,x").startsWith("$PMTK001,220,2"));
        assertTrue(desk.tell("PMTK251,12345").startsWith("$PMTK001,251,2"));
        assertTrue(
                desk.tell("PMTK314,0,1,0,1,0,5,0,0,0,0,0,0,0,0,0,0,0,1,0")
                        .startsWith("$PMTK001,314,3"));
        assertEquals(0, desk.config.every(Sentence.VTG));
        assertEquals(5, desk.config.every(Sentence.GSV));
        assertEquals(1, desk.config.every(Sentence.ZDA));
        assertTrue(desk.tell("PMTK314,0,1").startsWith("$PMTK001,314,2"));
        assertTrue(desk.tell("PMTK605").startsWith("$PMTK705,"));
        assertTrue(desk.tell("PMTK000").startsWith("$PMTK001,0,3"));
        assertTrue(desk.tell("PMTK869,0").startsWith("$PMTK001,869,1"));
        assertEquals("", desk.tell("PUBX,40"));
        assertEquals("", desk.say("$PMTK220,200*00"));
        desk.faults.once(ReceiverFault.REFUSES);
        assertEquals("$PMTK001,220,2*31\r\n", desk.say("$PMTK220,100*2F"));
    }

    @Test
    void casicHeedsInSilence() throws Exception {
        Desk desk = new Desk(ReceiverProfile.Kind.CASIC);
        assertEquals("", desk.say("$PCAS02,100*1E"));
        assertEquals(100, desk.config.periodMs());
        assertEquals("", desk.tell("PCAS01,5"));
        assertEquals(115_200, desk.config.baud());
        desk.tell("PCAS01,77");
        desk.tell("PCAS02,77");
        desk.tell("PCAS02");
        assertEquals(100, desk.config.periodMs());
        assertEquals(115_200, desk.config.baud());
        desk.tell("PCAS03,1,0,0,0,1,,0");
        assertEquals(0, desk.config.every(Sentence.GSV));
        assertEquals(1, desk.config.every(Sentence.VTG));
        assertTrue(desk.tell("PCAS06,0").startsWith("$GPTXT,01,01,02,SW="));
        assertEquals("", desk.tell("PCAS99,1"));
        desk.faults.once(ReceiverFault.REFUSES);
        desk.tell("PCAS02,1000");
        assertEquals(100, desk.config.periodMs());
    }

    @Test
    void plainReceiversTakeNothing() throws Exception {
        Desk desk = new Desk(ReceiverProfile.Kind.PLAIN);
        assertEquals("", desk.feed(RATE_10_HZ));
        assertEquals("", desk.say("$PMTK220,100*2F"));
        assertEquals(1_000, desk.config.periodMs());
    }

    @Test
    void staysInStepThroughNoise() throws Exception {
        Random random = new Random(11);
        for (ReceiverProfile.Kind kind : ReceiverProfile.Kind.values()) {
            Desk desk = new Desk(kind);
            for (int i = 0; i < 3_000; i++) {
                byte[] message = (random.nextBoolean() ? RATE_5_HZ : VALSET_115200).clone();
                int flips = 1 + random.nextInt(3);
                for (int f = 0; f < flips; f++) {
                    message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
                }
                desk.feed(java.util.Arrays.copyOf(message, random.nextInt(message.length + 1)));
            }
            desk.feed(new byte[600]);
            assertTrue(desk.config.periodMs() >= 40);
        }
        Desk desk = new Desk(ReceiverProfile.Kind.UBLOX_8);
        desk.feed("noise $GPXXX,half".getBytes(StandardCharsets.US_ASCII));
        desk.feed("\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(ack(0x08), desk.feed(RATE_10_HZ));
    }

    @Test
    void aConfiguredRateIsKeptOnTheWire() throws Exception {
        try (ReceiverBench bench =
                new ReceiverBench(
                        ReceiverProfile.fresh(ReceiverProfile.Kind.UBLOX_8)
                                .withFirstFix(java.time.Duration.ZERO))) {
            assertTrue(bench.lineWith("RMC").contains(".00,"));
            bench.send(RATE_10_HZ);
            assertEquals("B5 62 05 01 02 00 06 08 16 3F", HEX.formatHex(bench.ubx()));
            bench.send(GLL_OFF);
            bench.ubx();
            bench.lineWith(".00,A");
            String next = bench.lineWith("RMC,");
            while (next.contains(".00,")) {
                next = bench.lineWith("RMC,");
            }
            assertTrue(next.contains(".10,"), next);
            assertTrue(bench.lines(50).stream().noneMatch(line -> line.contains("GLL")));
            assertEquals(100, bench.receiver.periodMs());
            assertEquals(9_600, bench.receiver.baud());
        }
        try (ReceiverBench bench =
                new ReceiverBench(ReceiverProfile.fresh(ReceiverProfile.Kind.MEDIATEK))) {
            bench.line();
            bench.send("$PMTK220,200*2C");
            assertEquals("$PMTK001,220,3*30", bench.lineWith("PMTK001"));
        }
    }
}
