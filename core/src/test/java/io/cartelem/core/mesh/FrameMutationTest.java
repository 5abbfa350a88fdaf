package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class FrameMutationTest {
    private static final int MUTATIONS = 100_000;
    private static final byte[] LOG =
            "DEBUG | 12:34:56 789 [Router] x\r\n".getBytes(StandardCharsets.ISO_8859_1);

    /// Everything a pit's node said in two minutes, frame by frame.
    private static List<byte[]> frames() {
        RadioRig rig = new RadioRig(3);
        CarUplink uplink = new CarUplink(UplinkSettings.USUAL);
        rig.add(NodeProfile.car(), uplink);
        RadioRig.Post pit = rig.add(NodeProfile.pit(), new PitReceiver(SchemaCache.inMemory()));
        List<byte[]> frames = new ArrayList<>();
        pit.tap = bytes -> frames.addAll(split(bytes));
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofMinutes(2));
        return frames;
    }

    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = 4 + ((bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF));
            parts.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        return parts;
    }

    /// A pit that is shown a stream of frames; remembers the values of cars that it published.
    private static final class Pit {
        final Set<String> values = new HashSet<>();
        final MeshConnection connection;
        final RadioRig.Post post;
        private long now;

        Pit() {
            RadioRig rig = new RadioRig(4);
            post = rig.add(NodeProfile.pit(), new PitReceiver(SchemaCache.inMemory()));
            post.bus.subscribe(this::keep);
            connection = new MeshConnection(bytes -> {}, post.role, post, 1);
        }

        private void keep(SampleBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                String name = batch.channel(i).name();
                boolean ofRadio = Set.of("packet_count", "loss_pct", "snr", "rssi").contains(name);
                if (!ofRadio) {
                    values.add(batch.channel(i).id() + " = " + batch.value(i));
                }
            }
        }

        void show(byte[] bytes) throws Exception {
            connection.received(bytes, 0, bytes.length, now);
            connection.quiet(now);
        }
    }

    @Test
    void inventsNothingOutOfAHundredThousandDamagedFrames() throws Exception {
        List<byte[]> frames = frames();
        Pit undisturbed = new Pit();
        undisturbed.connection.start(0);
        for (byte[] frame : frames) {
            undisturbed.show(frame);
        }
        assertTrue(undisturbed.values.size() > 500, "values " + undisturbed.values.size());

        Random random = new Random(17);
        Pit pit = new Pit();
        pit.connection.start(0);
        // What comes undamaged first, so that the damaged packets have a schema to be read by.
        for (byte[] frame : frames) {
            pit.show(frame);
        }
        pit.values.clear();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] frame = frames.get(random.nextInt(frames.size()));
            byte[] other = frames.get(random.nextInt(frames.size()));
            pit.show(mutated(frame, other, random));
        }
        pit.values.removeAll(undisturbed.values);
        assertEquals(Set.of(), pit.values, "values that nobody sent");
        assertTrue(pit.post.rejections.size() > MUTATIONS / 4, "nothing was refused");
        assertEquals(1, pit.post.role.status().cars().size(), "cars that are not there");
    }

    private static byte[] mutated(byte[] frame, byte[] other, Random random) {
        byte[] bytes = frame.clone();
        switch (random.nextInt(6)) {
            case 0 -> flip(bytes, 1 + random.nextInt(4), random);
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> bytes = insert(bytes, LOG, random.nextInt(bytes.length));
            case 3 -> bytes = insert(bytes, other, random.nextInt(bytes.length));
            case 4 -> {
                int from = random.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + 1 + random.nextInt(8));
                ByteArrayOutputStream hole = new ByteArrayOutputStream();
                hole.write(bytes, 0, from);
                hole.write(bytes, to, bytes.length - to);
                bytes = hole.toByteArray();
            }
            default -> {
                int at = random.nextInt(bytes.length);
                byte[] noise = new byte[Math.min(bytes.length - at, 1 + random.nextInt(20))];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, at, noise.length);
            }
        }
        return bytes;
    }

    private static void flip(byte[] bytes, int bits, Random random) {
        for (int i = 0; i < bits; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static byte[] insert(byte[] bytes, byte[] piece, int at) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(piece);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }
}
