package io.cartelem.core.mesh.pack;

/// The four bytes that begin every packet.
///
/// ```
/// 1100 0001   tttt iiii iiii iiii   ssss ssss
/// magic ver   type schema id        sequence
/// ```
///
/// @param id the low twelve bits of the schema's hash
record Head(int type, int id, int sequence) {
    static final int MAGIC = 0xC;
    static final int VERSION = 1;
    static final int DATA = 1;
    static final int BATCH = 2;
    static final int SCHEMA = 3;

    /// Its length in bytes.
    static final int LENGTH = 4;

    /// The length of the checksum at the other end of a packet.
    static final int CHECKSUM = 2;

    void write(BitWriter out) {
        out.put(MAGIC, 4);
        out.put(VERSION, 4);
        out.put(type, 4);
        out.put(id, 12);
        out.put(sequence, 8);
    }

    /// The head of a packet of at least four bytes with the right magic and version.
    static Head read(byte[] packet) {
        BitReader in = new BitReader(packet, 1, LENGTH);
        return new Head((int) in.get(4), (int) in.get(12), (int) in.get(8));
    }
}
