package io.cartelem.core.sim.nmea;

/// The frame of u-blox's binary protocol (u-blox M8 receiver description, section 32): two sync
/// characters, class, id, little-endian length, payload and a Fletcher checksum.
final class Ubx {
    static final int SYNC_1 = 0xB5;
    static final int SYNC_2 = 0x62;

    private Ubx() {}

    static byte[] message(int messageClass, int id, byte[] payload) {
        byte[] message = new byte[payload.length + 8];
        message[0] = (byte) SYNC_1;
        message[1] = (byte) SYNC_2;
        message[2] = (byte) messageClass;
        message[3] = (byte) id;
        message[4] = (byte) payload.length;
        message[5] = (byte) (payload.length >> 8);
        System.arraycopy(payload, 0, message, 6, payload.length);
        int a = 0;
        int b = 0;
        for (int i = 2; i < message.length - 2; i++) {
            a = (a + message[i]) & 0xFF;
            b = (b + a) & 0xFF;
        }
        message[message.length - 2] = (byte) a;
        message[message.length - 1] = (byte) b;
        return message;
    }

    static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    static long number(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    static void put(byte[] bytes, int at, int length, long value) {
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
    }
}
