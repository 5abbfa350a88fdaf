package io.cartelem.core.gps.wire;

import java.util.Arrays;

/// A message of the u-blox binary protocol (u-blox interface description, "UBX frame structure").
///
/// ```
///  B5 62 | class | id | length (2, little endian) | payload | CK_A CK_B
///          └───────────── 8-bit Fletcher ─────────────────┘
/// ```
///
/// @param messageClass 0 to 255
/// @param messageId 0 to 255
/// @param payload not to be changed
public record UbxMessage(int messageClass, int messageId, byte[] payload) {
    /// The first byte of a frame.
    static final byte SYNC_1 = (byte) 0xB5;

    /// The second byte of a frame.
    static final byte SYNC_2 = 0x62;

    /// Bytes of a frame beside its payload.
    static final int OVERHEAD = 8;

    /// A message from its payload's bytes written as ints, for readable tables.
    public static UbxMessage of(int messageClass, int messageId, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return new UbxMessage(messageClass, messageId, bytes);
    }

    /// Whether it is the message of that class and id.
    public boolean is(int otherClass, int otherId) {
        return messageClass == otherClass && messageId == otherId;
    }

    /// The payload's byte at `index`, 0 to 255.
    public int u8(int index) {
        return payload[index] & 0xFF;
    }

    /// The whole frame as it goes over the wire.
    public byte[] encode() {
        byte[] frame = new byte[payload.length + OVERHEAD];
        frame[0] = SYNC_1;
        frame[1] = SYNC_2;
        frame[2] = (byte) messageClass;
        frame[3] = (byte) messageId;
        frame[4] = (byte) payload.length;
        frame[5] = (byte) (payload.length >> 8);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        int sum = checksum(frame, 2, payload.length + 4);
        frame[frame.length - 2] = (byte) sum;
        frame[frame.length - 1] = (byte) (sum >> 8);
        return frame;
    }

    /// The 8-bit Fletcher checksum, CK_A in the low byte and CK_B in the next.
    static int checksum(byte[] bytes, int offset, int length) {
        int a = 0;
        int b = 0;
        for (int i = offset; i < offset + length; i++) {
            a = (a + bytes[i]) & 0xFF;
            b = (b + a) & 0xFF;
        }
        return b << 8 | a;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UbxMessage that
                && messageClass == that.messageClass
                && messageId == that.messageId
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return (messageClass * 31 + messageId) * 31 + Arrays.hashCode(payload);
    }
}
