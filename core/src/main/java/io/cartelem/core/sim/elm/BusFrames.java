package io.cartelem.core.sim.elm;

import io.cartelem.core.sim.car.Ecu;
import io.cartelem.core.sim.car.ObdProtocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a message becomes frames on the car's bus.
final class BusFrames {
    private static final int FRAME = 8;
    private static final int TESTER = 0xF1;

    private BusFrames() {}

    /// One frame as the adapter received it.
    ///
    /// @param id CAN identifier, or the three header bytes of the older buses as a number
    /// @param data the frame's bytes: on CAN with the protocol control information and any padding,
    ///   else the message without its checksum
    record Frame(int id, byte[] data) {}

    static List<Frame> of(ObdProtocol protocol, Ecu.Role ecu, byte[] message, int padding) {
        if (protocol.can()) {
            int id =
                    protocol.extended()
                            ? 0x18DA_0000 | (TESTER << 8) | ecu.address()
                            : ecu.canReplyId();
            return isoTp(id, message, padding);
        }
        int header =
                switch (protocol) {
                    case J1850_PWM -> 0x416B00 | ecu.address();
                    case KWP_SLOW, KWP_FAST ->
                            ((0x80 | message.length) << 16) | (TESTER << 8) | ecu.address();
                    default -> 0x486B00 | ecu.address();
                };
        return List.of(new Frame(header, message));
    }

    /// ISO 15765-2: a single frame for up to seven bytes, else a first frame with the length in
    /// twelve bits and consecutive frames numbered 1 to F, 0, 1 and so on.
    private static List<Frame> isoTp(int id, byte[] message, int padding) {
        if (message.length < FRAME) {
            return List.of(new Frame(id, frame(message.length, message, 0, FRAME - 1, padding)));
        }
        List<Frame> frames = new ArrayList<>();
        byte[] first = new byte[FRAME];
        first[0] = (byte) (0x10 | (message.length >> 8));
        first[1] = (byte) message.length;
        System.arraycopy(message, 0, first, 2, FRAME - 2);
        frames.add(new Frame(id, first));
        int number = 1;
        for (int at = FRAME - 2; at < message.length; at += FRAME - 1) {
            frames.add(new Frame(id, frame(0x20 | number, message, at, FRAME - 1, padding)));
            number = (number + 1) & 0x0F;
        }
        return frames;
    }

    private static byte[] frame(int control, byte[] message, int from, int most, int padding) {
        int length = Math.min(most, message.length - from);
        byte[] data = new byte[padding < 0 ? length + 1 : FRAME];
        Arrays.fill(data, (byte) Math.max(0, padding));
        data[0] = (byte) control;
        System.arraycopy(message, from, data, 1, length);
        return data;
    }

    /// The sum of all bytes (ISO 9141-2, ISO 14230), or the CRC-8 of SAE J1850.
    static int checksum(ObdProtocol.Bus bus, byte[] bytes) {
        if (bus == ObdProtocol.Bus.K_LINE) {
            int sum = 0;
            for (byte b : bytes) {
                sum += b;
            }
            return sum & 0xFF;
        }
        int crc = 0xFF;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? (crc << 1) ^ 0x1D : crc << 1;
            }
        }
        return ~crc & 0xFF;
    }
}
