package io.cartelem.core.sim.nmea;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.device.Faults;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Finds configuration messages, UBX or sentences, in what a client sends and lets the receiver's
/// dialect act on them. What is damaged or too long is passed over. One thread.
final class ConfigReader {
    private static final int LONGEST = 512;
    private static final int UBX_OVERHEAD = 8;

    /// Takes a reply's bytes.
    @FunctionalInterface
    interface Reply {
        void send(byte[] bytes) throws LinkException;
    }

    private final Dialect dialect;
    private final Faults<ReceiverFault> faults;
    private final Reply reply;
    private final byte[] held = new byte[LONGEST];
    private int length;

    ConfigReader(Dialect dialect, Faults<ReceiverFault> faults, Reply reply) {
        this.dialect = dialect;
        this.faults = faults;
        this.reply = reply;
    }

    void feed(byte[] bytes, int count) throws LinkException {
        for (int i = 0; i < count; i++) {
            held[length++] = bytes[i];
            digest();
            if (length == LONGEST) {
                length = 0;
            }
        }
    }

    private void digest() throws LinkException {
        int first = held[0] & 0xFF;
        if (first == '$') {
            if (held[length - 1] == '\n') {
                String line = new String(held, 0, length, StandardCharsets.ISO_8859_1).strip();
                length = 0;
                sentence(line);
            }
        } else if (first == Ubx.SYNC_1) {
            boolean broken = length > 1 && (held[1] & 0xFF) != Ubx.SYNC_2;
            int whole = length < 6 ? LONGEST : Ubx.word(held, 4) + UBX_OVERHEAD;
            if (broken || whole > LONGEST) {
                length = 0;
            } else if (length == whole) {
                byte[] message = Arrays.copyOf(held, length);
                length = 0;
                ubx(message);
            }
        } else {
            length = 0;
        }
    }

    private void sentence(String line) throws LinkException {
        int star = line.lastIndexOf('*');
        if (star < 2 || !NmeaWriter.sealed(line.substring(1, star)).equalsIgnoreCase(line)) {
            return;
        }
        List<String> fields = List.of(line.substring(1, star).split(",", -1));
        if (!faults.strikes(ReceiverFault.DEAF)) {
            act(dialect.sentence(fields, faults.strikes(ReceiverFault.REFUSES)));
        }
    }

    private void ubx(byte[] message) throws LinkException {
        byte[] payload = Arrays.copyOfRange(message, 6, message.length - 2);
        int messageClass = message[2] & 0xFF;
        int id = message[3] & 0xFF;
        if (!Arrays.equals(Ubx.message(messageClass, id, payload), message)) {
            return;
        }
        if (!faults.strikes(ReceiverFault.DEAF)) {
            boolean refuse = faults.strikes(ReceiverFault.REFUSES);
            act(dialect.ubx(messageClass, id, payload, refuse));
        }
    }

    private void act(Dialect.Outcome outcome) throws LinkException {
        for (byte[] bytes : outcome.replies()) {
            reply.send(bytes);
        }
        outcome.effect().run();
    }
}
