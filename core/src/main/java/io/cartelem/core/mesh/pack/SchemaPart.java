package io.cartelem.core.mesh.pack;

import java.time.Instant;
import java.util.Arrays;

/// What a SCHEMA packet holds.
///
/// ```
/// head:32  part:8  parts:8  hash:32  sent:32  trusted:1 first:1 0:6  piece  checksum:16
/// ```
///
/// @param sent to the second
/// @param piece bytes of the description
record SchemaPart(
        int part, int parts, int hash, Instant sent, boolean trusted, boolean first, byte[] piece) {
    /// What a part costs beside its piece, in bytes.
    static final int AROUND = Head.LENGTH + 1 + 1 + 4 + 4 + 1 + Head.CHECKSUM;

    private static final int HASH_AT = Head.LENGTH + 2;
    private static final int PIECE_AT = AROUND - Head.CHECKSUM;

    BitWriter write(int sequence) {
        BitWriter out = new BitWriter();
        new Head(Head.SCHEMA, RadioSchema.idOf(hash), sequence).write(out);
        out.put(part, 8);
        out.put(parts, 8);
        out.put(hash, 32);
        out.put(sent.getEpochSecond(), 32);
        out.put(trusted ? 1 : 0, 1);
        out.put(first ? 1 : 0, 1);
        out.put(0, 6);
        out.put(piece);
        return out;
    }

    /// The hash in a packet that is at least [#AROUND] bytes long.
    static int hashIn(byte[] packet) {
        return (int) new BitReader(packet, HASH_AT, packet.length).get(32);
    }

    /// The content of a packet that is longer than [#AROUND] and whose checksum is right.
    static SchemaPart read(byte[] packet) {
        BitReader in = new BitReader(packet, Head.LENGTH, packet.length);
        return new SchemaPart(
                (int) in.get(8),
                (int) in.get(8),
                (int) in.get(32),
                Instant.ofEpochSecond(in.get(32)),
                in.flag(),
                in.flag(),
                Arrays.copyOfRange(packet, PIECE_AT, packet.length - Head.CHECKSUM));
    }
}
