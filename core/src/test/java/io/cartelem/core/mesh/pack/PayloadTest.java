package io.cartelem.core.mesh.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.air.Airtime;
import io.cartelem.core.model.Channel;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class PayloadTest {
    private static final RadioSchema SCHEMA = Reference.SCHEMA;

    @Test
    void packsTheReferenceSampleInto27Bytes() {
        Packet packet =
                new PayloadEncoder(SCHEMA, Airtime.LARGEST_PAYLOAD).data(Reference.SAMPLE, 0);
        assertEquals(27, packet.length());
        assertEquals(0, packet.leftOut());
    }

    @Test
    void readsTheReferenceSampleBack() {
        Received.Samples samples =
                samples(
                        Reference.decoder(SCHEMA)
                                .decode(
                                        encoder(231).data(Reference.SAMPLE, 300).payload(),
                                        Reference.TIME.plusSeconds(4_000)));
        assertEquals(44, samples.sequence());
        assertEquals(SCHEMA, samples.schema());
        RadioSample sample = samples.samples().getFirst();
        assertEquals(Reference.TIME, sample.utc());
        assertTrue(sample.trusted());
        assertSame(SCHEMA, Reference.SAMPLE, sample);
    }

    @Test
    void keepsValuesApartFromTheirAbsence() {
        double[] values = new double[SCHEMA.channels().size()];
        java.util.Arrays.fill(values, Double.NaN);
        values[5] = 0;
        RadioSample sparse = new RadioSample(Reference.TIME, false, values);
        byte[] payload = encoder(231).data(sparse, 1).payload();
        RadioSample read = samples(decode(payload)).samples().getFirst();
        assertFalse(read.trusted());
        assertEquals(0, read.value(5));
        assertSame(SCHEMA, sparse, read);
    }

    @Test
    void clampsAndCountsWhatIsOutOfRange() {
        double[] values = new double[SCHEMA.channels().size()];
        java.util.Arrays.fill(values, Double.NaN);
        values[2] = 512;
        values[5] = -4;
        values[8] = 92;
        PayloadEncoder encoder = encoder(231);
        RadioSample read =
                samples(decode(encoder.data(sample(values), 1).payload())).samples().getFirst();
        assertEquals(409.5, read.value(2));
        assertEquals(0, read.value(5));
        assertEquals(92, read.value(8));
        assertEquals(2, encoder.clamped());
        assertEquals(1, encoder.clamped(2));
        assertEquals(0, encoder.clamped(8));
    }

    @Test
    void leavesOutTheLastChannelsWhereThereIsNoRoom() {
        Packet packet = encoder(24).data(Reference.SAMPLE, 1);
        assertTrue(packet.length() <= 24);
        RadioSample read = samples(decode(packet.payload())).samples().getFirst();
        assertTrue(read.has(0) && read.has(1) && read.has(2));
        assertFalse(read.has(9));
        int absent = 0;
        for (int i = 0; i < read.size(); i++) {
            absent += read.has(i) ? 0 : 1;
        }
        assertEquals(absent, packet.leftOut());
    }

    @Test
    void packsAsManySamplesAsThePayloadHolds() {
        List<RadioSample> drive = Drive.samples(64, 1_000, 7);
        for (int limit : new int[] {40, 80, 120, 231}) {
            Packet packet = encoder(limit).batch(drive, 9);
            assertTrue(packet.length() <= limit, limit + ": " + packet.length());
            List<RadioSample> read = samples(decode(packet.payload())).samples();
            assertEquals(packet.samples(), read.size());
            for (int i = 0; i < read.size(); i++) {
                assertSame(SCHEMA, drive.get(i), read.get(i));
            }
        }
    }

    @Test
    void sendsASingleSampleOfABatchAsData() {
        assertEquals(27, encoder(231).batch(List.of(Reference.SAMPLE), 0).length());
        assertEquals(1, encoder(40).batch(List.of(Reference.SAMPLE, later(700_000)), 0).samples());
        assertEquals(1, encoder(231).batch(List.of(Reference.SAMPLE, later(-10)), 0).samples());
    }

    @Test
    void carriesABatchOverMidnight() {
        Instant beforeMidnight = Instant.parse("2026-12-31T23:59:59.500Z");
        List<RadioSample> samples = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            samples.add(
                    new RadioSample(
                            beforeMidnight.plusMillis(i * 400L),
                            true,
                            new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
        }
        Packet packet = encoder(231).batch(samples, 0);
        Received decoded =
                Reference.decoder(SCHEMA)
                        .decode(packet.payload(), Instant.parse("2027-01-01T00:00:03Z"));
        List<RadioSample> read = samples(decoded).samples();
        assertEquals(
                samples.stream().map(RadioSample::utc).toList(),
                read.stream().map(RadioSample::utc).toList());
    }

    @Test
    void roundTripsRandomSamplesOfRandomSchemas() {
        Random random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            RadioSchema schema = RandomSchemas.schema(random);
            List<RadioSample> samples = RandomSchemas.samples(schema, random);
            PayloadEncoder encoder = new PayloadEncoder(schema, 24 + random.nextInt(208));
            Packet packet =
                    random.nextBoolean()
                            ? encoder.batch(samples, round)
                            : encoder.data(samples.getFirst(), round);
            Received decoded =
                    Reference.decoder(schema)
                            .decode(packet.payload(), samples.getFirst().utc().plusSeconds(30));
            List<RadioSample> read = samples(decoded).samples();
            assertEquals(packet.samples(), read.size());
            assertEquals(0, encoder.clamped());
            for (int i = 0; i < read.size(); i++) {
                if (packet.leftOut() == 0) {
                    assertSame(schema, samples.get(i), read.get(i));
                }
                long offMs =
                        Math.abs(
                                samples.get(i).utc().toEpochMilli()
                                        - read.get(i).utc().toEpochMilli());
                assertTrue(offMs <= 5, "off by " + offMs);
            }
        }
    }

    @Test
    void waitsForASchemaItDoesNotKnow() {
        byte[] payload = encoder(231).data(Reference.SAMPLE, 5).payload();
        PayloadDecoder decoder = new PayloadDecoder(SchemaCache.inMemory());
        assertEquals(new Received.Waiting(SCHEMA.id(), 5), decoder.decode(payload, Reference.TIME));
        Packet schema = encoder(231).schema(Reference.TIME, true, true, 6).getFirst();
        Received.Schema described =
                assertInstanceOf(
                        Received.Schema.class, decoder.decode(schema.payload(), Reference.TIME));
        assertEquals(SCHEMA, described.complete());
        assertTrue(described.first());
        assertTrue(described.trusted());
        assertEquals(Instant.parse("2026-06-21T14:03:27Z"), described.sent());
        samples(decoder.decode(payload, Reference.TIME));
    }

    @Test
    void assemblesASchemaFromPartsInAnyOrder() {
        List<RadioChannel> channels = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            channels.add(RadioChannel.of(Channel.number("tyre", "pressure_" + i, "kPa", 1)));
        }
        RadioSchema schema = RadioSchema.of(channels);
        List<Packet> parts = new PayloadEncoder(schema, 40).schema(Reference.TIME, false, false, 0);
        assertTrue(parts.size() > 10);
        PayloadDecoder decoder = new PayloadDecoder(SchemaCache.inMemory());
        for (int i = parts.size() - 1; i >= 0; i--) {
            assertTrue(parts.get(i).length() <= 40);
            Received.Schema part =
                    assertInstanceOf(
                            Received.Schema.class,
                            decoder.decode(parts.get(i).payload(), Reference.TIME));
            assertEquals(i, part.sequence());
            assertEquals(i == 0 ? schema : null, part.complete());
        }
    }

    @Test
    void ignoresWhatIsNotItsOwn() {
        assertInstanceOf(Received.Foreign.class, decode(new byte[0]));
        assertInstanceOf(Received.Foreign.class, decode(new byte[] {0x20, 1, 2, 3, 4, 5, 6}));
        assertEquals(
                new Received.Foreign("the payload is of version 2 of the format"),
                decode(new byte[] {(byte) 0xC2, 1, 2, 3, 4, 5, 6}));
        assertInstanceOf(
                Received.Foreign.class, decode(new byte[] {(byte) 0xC1, 0x70, 2, 3, 4, 5, 6}));
        assertInstanceOf(Received.Damaged.class, decode(new byte[] {(byte) 0xC1, 0x10, 2}));
        assertInstanceOf(Received.Damaged.class, decode(longPayload()));
    }

    @Test
    void refusesLimitsAndSamplesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> encoder(23));
        assertThrows(IllegalArgumentException.class, () -> encoder(232));
        PayloadEncoder encoder = encoder(231);
        RadioSample foreign = new RadioSample(Reference.TIME, true, new double[3]);
        assertThrows(IllegalArgumentException.class, () -> encoder.data(foreign, 0));
    }

    static void assertSame(RadioSchema schema, RadioSample sent, RadioSample read) {
        for (int i = 0; i < sent.size(); i++) {
            Quantisation quantisation = schema.channels().get(i).quantisation();
            String where = schema.channels().get(i) + " " + sent.value(i);
            assertEquals(sent.has(i), read.has(i), where);
            if (sent.has(i)) {
                double off = Math.abs(sent.value(i) - read.value(i));
                if (quantisation instanceof Quantisation.Steps steps && steps.cyclic()) {
                    double turn = (steps.top() + 1) * steps.step() / Math.pow(10, steps.decimals());
                    off = Math.min(off, Math.abs(off - turn));
                }
                assertTrue(
                        off <= quantisation.tolerance(sent.value(i)),
                        where + " came as " + read.value(i));
            }
        }
    }

    private static byte[] longPayload() {
        byte[] payload = new byte[300];
        payload[0] = (byte) 0xC1;
        return payload;
    }

    private static RadioSample sample(double[] values) {
        return new RadioSample(Reference.TIME, true, values);
    }

    private static RadioSample later(long ms) {
        double[] values = new double[SCHEMA.channels().size()];
        return new RadioSample(Reference.TIME.plusMillis(ms), true, values);
    }

    private static PayloadEncoder encoder(int limit) {
        return new PayloadEncoder(SCHEMA, limit);
    }

    private static Received decode(byte[] payload) {
        return Reference.decoder(SCHEMA).decode(payload, Reference.TIME);
    }

    private static Received.Samples samples(Received received) {
        return assertInstanceOf(Received.Samples.class, received);
    }
}
