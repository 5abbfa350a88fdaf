package io.cartelem.core.mesh.stream;

import java.util.zip.CRC32;

/// The number that Cartelem gives its packets: a running number in the high 8 bits, and in the low
/// 24 those of the CRC-32 of sender, running number and payload.
///
/// ```
///  31      24 23                                 0
///  | running |  CRC-32 of from · running · payload |
/// ```
///
/// It costs nothing, because a packet has a number anyway, and it lets the receiver refuse a packet
/// that was damaged between a node and its computer, where the stream has no checksum.
public final class PacketId {
    private static final int CHECK_MASK = 0xFF_FFFF;

    private PacketId() {}

    /// The number of a packet; never 0, which would let the node choose one.
    ///
    /// @param from the sender's node number
    /// @param running counts the sender's packets; the low 8 bits are used
    public static int of(int from, int running, byte[] payload) {
        int id = (running & 0xFF) << 24 | check(from, running, payload);
        return id == 0 ? of(from, running + 1, payload) : id;
    }

    /// Whether a packet is as it was sent.
    public static boolean fits(int id, int from, byte[] payload) {
        return (id & CHECK_MASK) == check(from, id >>> 24, payload);
    }

    private static int check(int from, int running, byte[] payload) {
        CRC32 crc = new CRC32();
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc.update(from >>> shift & 0xFF);
        }
        crc.update(running & 0xFF);
        crc.update(payload);
        return (int) crc.getValue() & CHECK_MASK;
    }
}
