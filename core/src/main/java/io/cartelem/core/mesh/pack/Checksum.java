package io.cartelem.core.mesh.pack;

/// The checksum that ends every packet: CRC-16/IBM-3740 (polynomial 0x1021, start 0xFFFF, nothing
/// reflected) over the four bytes of the schema's hash, then the packet up to the checksum.
///
/// It finds every damage of up to three bits and every burst of up to 16. With the hash in it, a
/// packet never fits another schema that happens to have the same twelve bits as a name.
final class Checksum {
    private static final int POLYNOMIAL = 0x1021;

    private Checksum() {}

    static int of(int schemaHash, byte[] packet, int length) {
        int crc = 0xFFFF;
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc = next(crc, schemaHash >>> shift);
        }
        for (int i = 0; i < length; i++) {
            crc = next(crc, packet[i]);
        }
        return crc;
    }

    /// Whether the last two bytes of `packet` are the checksum of the others.
    static boolean matches(int schemaHash, byte[] packet) {
        int body = packet.length - 2;
        int said = ((packet[body] & 0xFF) << 8) | (packet[body + 1] & 0xFF);
        return of(schemaHash, packet, body) == said;
    }

    private static int next(int before, int value) {
        int crc = before ^ ((value & 0xFF) << 8);
        for (int i = 0; i < 8; i++) {
            crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
        }
        return crc & 0xFFFF;
    }
}
