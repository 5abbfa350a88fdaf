package io.cartelem.core.mesh.proto;

import org.jspecify.annotations.Nullable;

/// What a client says to its node (`ToRadio`).
public sealed interface ToRadio {

    /// Send this.
    record Packet(MeshPacket packet) implements ToRadio {
        @Override
        public byte[] encode() {
            return new ProtoWriter().message(1, packet.write()).bytes();
        }
    }

    /// Tell the configuration.
    ///
    /// @param nonce comes back at the end of the answer; some values select a part of it
    record WantConfig(int nonce) implements ToRadio {
        /// Asks for the node's own configuration only, without the other nodes it knows.
        public static final int CONFIG_ONLY = 69_420;

        @Override
        public byte[] encode() {
            return new ProtoWriter().always(3, Integer.toUnsignedLong(nonce)).bytes();
        }
    }

    /// The client leaves.
    record Disconnect() implements ToRadio {
        @Override
        public byte[] encode() {
            return new ProtoWriter().bool(4, true).bytes();
        }
    }

    /// The client is still there; answered by a queue status.
    ///
    /// @param nonce 0; a 1 would have the node announce itself to the whole mesh
    record Heartbeat(int nonce) implements ToRadio {
        @Override
        public byte[] encode() {
            return new ProtoWriter().message(7, new ProtoWriter().uint32(1, nonce)).bytes();
        }
    }

    /// The message's bytes, without a frame.
    byte[] encode();

    /// Reads a message, as a node does.
    static Parsed<ToRadio> decode(byte[] bytes) {
        return Parsed.all(bytes, ToRadio::read);
    }

    private static ToRadio read(ProtoReader in) throws MalformedException {
        @Nullable ToRadio message = null;
        while (in.next()) {
            if (message != null) {
                throw new MalformedException("two messages in one");
            }
            message =
                    switch (in.field()) {
                        case 1 -> new Packet(MeshPacket.read(in.message()));
                        case 3 -> new WantConfig(in.uint32());
                        case 4 -> {
                            in.skip();
                            yield new Disconnect();
                        }
                        case 7 -> new Heartbeat(heartbeatNonce(in.message()));
                        default ->
                                throw new MalformedException(
                                        "the unknown message " + in.field() + " to a node");
                    };
        }
        if (message == null) {
            throw new MalformedException("an empty message");
        }
        return message;
    }

    private static int heartbeatNonce(ProtoReader in) throws MalformedException {
        int nonce = 0;
        while (in.next()) {
            if (in.field() == 1) {
                nonce = in.uint32();
            } else {
                in.skip();
            }
        }
        return nonce;
    }
}
