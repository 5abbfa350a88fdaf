package io.cartelem.core.can.dbc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/// Damaged DBC files: nothing thrown but a sentence, and no signal whose bits are not in its
/// message.
class DbcFuzzTest {
    private static final int MUTATIONS = 100_000;

    @Test
    void survivesDamagedFiles() throws IOException {
        byte[][] files = {
            resource("multiplexed.dbc"), resource("bmw_e9x.dbc"), resource("floats.dbc")
        };
        Random random = new Random(19);
        int usable = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] file = files[i % files.length].clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                int at = random.nextInt(file.length);
                switch (random.nextInt(4)) {
                    case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> file[at] = file[random.nextInt(file.length)];
                    case 2 -> file = Arrays.copyOf(file, Math.max(1, at));
                    default -> {
                        int length = Math.min(random.nextInt(80), file.length - at);
                        int from = random.nextInt(file.length - length + 1);
                        System.arraycopy(file.clone(), from, file, at, length);
                    }
                }
            }
            usable += check(file) ? 1 : 0;
        }
        assertTrue(usable > MUTATIONS / 2, "most damage costs a statement, not the file");
    }

    private static boolean check(byte[] file) {
        try {
            for (DbcMessage message : DbcFile.parse("damaged.dbc", file).messages()) {
                for (DbcSignal signal : message.signals()) {
                    int first =
                            signal.bigEndian()
                                    ? signal.startBit() / 8 * 8 + 7 - signal.startBit() % 8
                                    : signal.startBit();
                    assertTrue(
                            first >= 0 && first + signal.length() <= message.length() * 8,
                            signal::toString);
                }
            }
            return true;
        } catch (DbcException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("damaged.dbc "), e::getMessage);
            return false;
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DbcFuzzTest.class.getResourceAsStream("/can/" + name)) {
            return in.readAllBytes();
        }
    }
}
