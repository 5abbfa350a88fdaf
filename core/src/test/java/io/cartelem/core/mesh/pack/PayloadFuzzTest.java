package io.cartelem.core.mesh.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What the air and torn serial frames do to payloads. The checksum finds every damage of up to
/// three bits and every burst of up to sixteen; of anything else it lets one in 65,536 pass, which
/// the ranges of the values make rarer still.
class PayloadFuzzTest {
    private static final int MUTATIONS = 100_000;
    private static final RadioSchema SCHEMA = Reference.SCHEMA;

    private final Random random = new Random(20_260_621);
    private final List<byte[]> originals = originals();
    private final PayloadDecoder decoder = Reference.decoder(SCHEMA);

    @Test
    void inventsNoValueFromDamagedSamples() {
        int kept = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            int which = random.nextInt(originals.size());
            byte[] original = originals.get(which);
            byte[] damaged = damage(original);
            Received received = decoder.decode(damaged, Reference.TIME);
            if (received
                    instanceof Received.Samples(RadioSchema schema, _, List<RadioSample> samples)) {
                assertRanges(schema, samples);
                assertTrue(
                        originals.stream().anyMatch(whole -> Arrays.equals(whole, damaged)),
                        () -> "invented from " + Arrays.toString(damaged));
                kept++;
            }
        }
        assertTrue(kept < MUTATIONS / 10, "only " + (MUTATIONS - kept) + " were damaged");
    }

    @Test
    void keepsValuesInTheirRangesEvenWhereTheChecksumIsRight() {
        List<RadioSchema> schemas = new ArrayList<>(List.of(SCHEMA));
        List<PayloadDecoder> decoders = new ArrayList<>(List.of(decoder));
        for (int i = 1; i < 100; i++) {
            schemas.add(RandomSchemas.schema(random));
            decoders.add(Reference.decoder(schemas.getLast()));
        }
        int decoded = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            int which = i % schemas.size();
            RadioSchema schema = schemas.get(which);
            boolean whole = random.nextBoolean();
            byte[] payload = new byte[whole ? lengthOfData(schema) : 12 + random.nextInt(60)];
            random.nextBytes(payload);
            payload[0] = (byte) 0xC1;
            payload[1] = (byte) ((1 + random.nextInt(2)) << 4 | schema.id() >> 8);
            payload[2] = (byte) schema.id();
            payload[4] &= 0x7F;
            if (whole) {
                payload[1] = (byte) (1 << 4 | schema.id() >> 8);
                payload[7] |= 0x40;
                payload[payload.length - 3] &= (byte) (0xFF << (-bitsOfData(schema) & 7));
            }
            seal(schema, payload);
            Received received = decoders.get(which).decode(payload, Reference.TIME);
            if (received instanceof Received.Samples(_, _, List<RadioSample> samples)) {
                assertRanges(schema, samples);
                decoded++;
            }
        }
        assertTrue(decoded > 1_000, "only " + decoded + " came as far as their values");
    }

    @Test
    void readsNoOtherSchemaFromADamagedOne() {
        List<RadioChannel> channels = new ArrayList<>(SCHEMA.channels());
        channels.add(RadioChannel.ranged("brake_pressure", "bar", 0, 200, 1));
        channels.add(new RadioChannel("Öldruck", "bar", new Quantisation.Floating(20)));
        RadioSchema schema = RadioSchema.of(channels);
        byte[] original =
                new PayloadEncoder(schema, 231)
                        .schema(Reference.TIME, true, true, 0)
                        .getFirst()
                        .payload();
        for (int i = 0; i < MUTATIONS; i++) {
            SchemaCache cache = SchemaCache.inMemory();
            byte[] damaged = damage(original);
            Received received = new PayloadDecoder(cache).decode(damaged, Reference.TIME);
            if (received instanceof Received.Schema described && described.complete() != null) {
                assertEquals(schema, described.complete());
            }
            assertTrue(cache.size() <= 1);
        }
        Received whole =
                new PayloadDecoder(SchemaCache.inMemory()).decode(original, Reference.TIME);
        assertNotNull(assertInstanceOf(Received.Schema.class, whole).complete());
    }

    @Test
    void keepsFewSchemasInTheMaking() {
        PayloadDecoder never = new PayloadDecoder(SchemaCache.inMemory());
        for (int i = 0; i < 2_000; i++) {
            byte[] piece = new byte[200];
            random.nextBytes(piece);
            int hash = random.nextInt();
            SchemaPart part =
                    new SchemaPart(i % 200, 255, hash, Reference.TIME, false, false, piece);
            byte[] body = part.write(i).toBytes();
            byte[] packet = Arrays.copyOf(body, body.length + Head.CHECKSUM);
            sealWith(hash, packet);
            Received.Schema received =
                    assertInstanceOf(Received.Schema.class, never.decode(packet, Reference.TIME));
            assertEquals(i % 200, received.part());
        }
    }

    private static List<byte[]> originals() {
        PayloadEncoder encoder = new PayloadEncoder(SCHEMA, 231);
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<RadioSample> drive = Drive.samples(2 + i, 500, i);
            all.add(encoder.data(drive.getFirst(), i).payload());
            all.add(encoder.batch(drive, i).payload());
        }
        return all;
    }

    private byte[] damage(byte[] original) {
        byte[] damaged = original.clone();
        switch (random.nextInt(7)) {
            case 0 -> flip(damaged, 1 + random.nextInt(3));
            case 1 -> flip(damaged, 4 + random.nextInt(40));
            case 2 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            case 3 -> damaged = Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(20));
            case 4 -> {
                byte[] other = originals.get(random.nextInt(originals.size()));
                int at = random.nextInt(Math.min(damaged.length, other.length));
                System.arraycopy(
                        other, at, damaged, at, Math.min(damaged.length, other.length) - at);
            }
            case 5 -> {
                int from = random.nextInt(damaged.length);
                int to = Math.min(damaged.length, from + 1 + random.nextInt(8));
                for (int i = from; i < to; i++) {
                    damaged[i] = (byte) random.nextInt();
                }
            }
            default -> random.nextBytes(damaged);
        }
        return damaged;
    }

    private void flip(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit >> 3] ^= (byte) (1 << (bit & 7));
        }
    }

    /// A sample with a value for every channel.
    private static int bitsOfData(RadioSchema schema) {
        int bits = 8 * Head.LENGTH + DayTime.BITS + 2;
        for (RadioChannel channel : schema.channels()) {
            bits += channel.quantisation().bits();
        }
        return bits;
    }

    private static int lengthOfData(RadioSchema schema) {
        return (bitsOfData(schema) + 7) / 8 + Head.CHECKSUM;
    }

    private static void seal(RadioSchema schema, byte[] packet) {
        sealWith(schema.hash(), packet);
    }

    private static void sealWith(int hash, byte[] packet) {
        int body = packet.length - Head.CHECKSUM;
        int checksum = Checksum.of(hash, packet, body);
        packet[body] = (byte) (checksum >> 8);
        packet[body + 1] = (byte) checksum;
    }

    private static void assertRanges(RadioSchema schema, List<RadioSample> samples) {
        for (RadioSample sample : samples) {
            for (int i = 0; i < sample.size(); i++) {
                Quantisation quantisation = schema.channels().get(i).quantisation();
                assertTrue(
                        !sample.has(i) || quantisation.covers(sample.value(i)),
                        schema.channels().get(i) + " " + sample.value(i));
            }
        }
    }
}
