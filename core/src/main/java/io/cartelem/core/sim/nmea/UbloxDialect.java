package io.cartelem.core.sim.nmea;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// u-blox: generation 8 takes the CFG messages, generation 10 only VALSET (generation 9 would take
/// both). Each is acknowledged or refused by ACK-ACK and ACK-NAK.
final class UbloxDialect implements Dialect {
    private static final int ACK = 0x05;
    private static final int CFG = 0x06;
    private static final int MON = 0x0A;
    private static final int NMEA = 0xF0;
    private static final int CFG_PRT = 0x00;
    private static final int CFG_MSG = 0x01;
    private static final int CFG_RATE = 0x08;
    private static final int CFG_CFG = 0x09;
    private static final int VALSET = 0x8A;
    private static final int MON_VER = 0x04;
    private static final int UART1 = 1;
    private static final int FASTEST_MS = 40;
    private static final int SLOWEST_BAUD = 4_800;
    private static final int FASTEST_BAUD = 921_600;

    private static final Map<Integer, Sentence> NMEA_IDS =
            Map.of(
                    0x00, Sentence.GGA,
                    0x01, Sentence.GLL,
                    0x02, Sentence.GSA,
                    0x03, Sentence.GSV,
                    0x04, Sentence.RMC,
                    0x05, Sentence.VTG,
                    0x08, Sentence.ZDA);

    private static final int KEY_RATE_MEAS = 0x30210001;
    private static final int KEY_UART1_BAUDRATE = 0x40520001;

    /// CFG-MSGOUT-NMEA_ID_*_UART1.
    private static final Map<Integer, Sentence> MSGOUT_KEYS =
            Map.of(
                    0x209100BB, Sentence.GGA,
                    0x209100CA, Sentence.GLL,
                    0x209100C0, Sentence.GSA,
                    0x209100C5, Sentence.GSV,
                    0x209100AC, Sentence.RMC,
                    0x209100B1, Sentence.VTG,
                    0x209100D9, Sentence.ZDA);

    private final ReceiverConfig config;
    private final boolean generation10;

    UbloxDialect(ReceiverConfig config, boolean generation10) {
        this.config = config;
        this.generation10 = generation10;
    }

    @Override
    public Outcome ubx(int messageClass, int id, byte[] payload, boolean refuse) {
        if (messageClass == MON && id == MON_VER && payload.length == 0) {
            return Outcome.of(Ubx.message(MON, MON_VER, version()), () -> {});
        }
        if (messageClass != CFG) {
            return Outcome.NOTHING;
        }
        if (refuse) {
            return Outcome.of(acknowledge(id, false), () -> {});
        }
        byte[] polled = poll(id, payload);
        if (polled.length > 0) {
            byte[] answer = Ubx.message(CFG, id, polled);
            return new Outcome(List.of(answer, acknowledge(id, true)), () -> {});
        }
        Runnable effect = effect(id, payload);
        return effect == null
                ? Outcome.of(acknowledge(id, false), () -> {})
                : Outcome.of(acknowledge(id, true), effect);
    }

    private static byte[] acknowledge(int id, boolean accepted) {
        return Ubx.message(ACK, accepted ? 1 : 0, new byte[] {CFG, (byte) id});
    }

    /// What is to be done, null when the receiver refuses.
    private @Nullable Runnable effect(int id, byte[] payload) {
        if (generation10) {
            return id == VALSET ? valset(payload) : null;
        }
        return switch (id) {
            case CFG_RATE -> payload.length == 6 ? rate(Ubx.word(payload, 0)) : null;
            case CFG_MSG -> message(payload);
            case CFG_PRT ->
                    payload.length == 20 && payload[0] == UART1
                            ? baud(Ubx.number(payload, 8, 4))
                            : null;
            case CFG_CFG -> () -> {};
            default -> null;
        };
    }

    private byte[] poll(int id, byte[] payload) {
        if (generation10 || payload.length > 1) {
            return new byte[0];
        }
        if (id == CFG_RATE && payload.length == 0) {
            byte[] rate = {0, 0, 1, 0, 1, 0};
            Ubx.put(rate, 0, 2, config.periodMs());
            return rate;
        }
        if (id == CFG_PRT) {
            byte[] port = new byte[20];
            port[0] = UART1;
            Ubx.put(port, 4, 4, 0x08D0);
            Ubx.put(port, 8, 4, config.baud());
            port[12] = 0x07;
            port[14] = 0x03;
            return port;
        }
        return new byte[0];
    }

    private @Nullable Runnable rate(long periodMs) {
        return periodMs < FASTEST_MS || periodMs > 10_000
                ? null
                : () -> config.periodMs((int) periodMs);
    }

    private @Nullable Runnable baud(long baud) {
        return baud < SLOWEST_BAUD || baud > FASTEST_BAUD ? null : () -> config.baud((int) baud);
    }

    /// CFG-MSG in its short form, or in the long one with a rate for each of six ports.
    private @Nullable Runnable message(byte[] payload) {
        if (payload.length != 3 && payload.length != 8) {
            return null;
        }
        Sentence sentence = NMEA_IDS.get(payload[1] & 0xFF);
        if ((payload[0] & 0xFF) != NMEA || sentence == null) {
            return null;
        }
        int every = payload[payload.length == 3 ? 2 : 2 + UART1] & 0xFF;
        return () -> config.every(sentence, every);
    }

    /// All keys of a VALSET, or none if one of them is not known.
    private @Nullable Runnable valset(byte[] payload) {
        if (payload.length < 8) {
            return null;
        }
        List<Runnable> effects = new ArrayList<>();
        int at = 4;
        while (at < payload.length) {
            if (at + 5 > payload.length) {
                return null;
            }
            int key = (int) Ubx.number(payload, at, 4);
            int size = valueBytes(key);
            if (size == 0 || at + 4 + size > payload.length) {
                return null;
            }
            Runnable effect = value(key, Ubx.number(payload, at + 4, size));
            if (effect == null) {
                return null;
            }
            effects.add(effect);
            at += 4 + size;
        }
        return () -> effects.forEach(Runnable::run);
    }

    /// The size of a value stands in bits 28 to 30 of its key.
    private static int valueBytes(int key) {
        return switch ((key >>> 28) & 0x07) {
            case 1, 2 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            case 5 -> 8;
            default -> 0;
        };
    }

    private @Nullable Runnable value(int key, long value) {
        if (key == KEY_RATE_MEAS) {
            return rate(value);
        }
        if (key == KEY_UART1_BAUDRATE) {
            return baud(value);
        }
        Sentence sentence = MSGOUT_KEYS.get(key);
        if (sentence != null) {
            return () -> config.every(sentence, (int) value);
        }
        boolean otherPortOrMessage = ((key >> 16) & 0xFF) == 0x91;
        return otherPortOrMessage ? () -> {} : null;
    }

    private byte[] version() {
        List<String> extensions =
                generation10
                        ? List.of("FWVER=SPG 5.10", "PROTVER=34.10", "GPS;GLO;GAL;BDS", "SBAS;QZSS")
                        : List.of("ROM BASE 3.01 (107888)", "FWVER=SPG 3.01", "PROTVER=18.00");
        byte[] payload = new byte[40 + 30 * extensions.size()];
        put(payload, 0, generation10 ? "ROM SPG 5.10 (7b202e)" : "EXT CORE 3.01 (107888)");
        put(payload, 30, generation10 ? "000A0000" : "00080000");
        for (int i = 0; i < extensions.size(); i++) {
            put(payload, 40 + 30 * i, extensions.get(i));
        }
        return payload;
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, at, ascii.length);
    }
}
