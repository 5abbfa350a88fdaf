package io.cartelem.core.mesh.proto;

import org.jspecify.annotations.Nullable;

/// A packet as it travels between a node and its client (`MeshPacket`).
///
/// @param from node number of the sender; 0 in a packet to be sent, the node puts its own
/// @param to node number of the receiver, or [#BROADCAST]
/// @param channel index of the channel, 0 for the primary one
/// @param data its decoded content, null when the node could not decrypt it
/// @param id its number, together with `from` unique in the mesh for a while; 0 lets the node
///   choose
/// @param rxTime when the node received it, seconds of UTC, 0 if it does not know
/// @param rxSnr signal to noise ratio in dB, 0 for a packet of the node itself
/// @param rxRssi strength in dBm, negative; 0 if unknown
/// @param hopLimit hops it may still go
/// @param hopStart hops it could go at first
public record MeshPacket(
        int from,
        int to,
        int channel,
        @Nullable Data data,
        int id,
        int rxTime,
        float rxSnr,
        int rxRssi,
        int hopLimit,
        int hopStart,
        boolean wantAck,
        boolean pkiEncrypted) {

    /// To every node.
    public static final int BROADCAST = 0xFFFF_FFFF;

    /// What a packet says to an application (`Data`).
    ///
    /// @param port which application, see [Ports]
    /// @param requestId the packet that this answers, 0 for none
    public record Data(int port, byte[] payload, int requestId) {

        public static Data of(int port, byte[] payload) {
            return new Data(port, payload, 0);
        }

        ProtoWriter write() {
            return new ProtoWriter().uint32(1, port).octets(2, payload).fixed32(6, requestId);
        }

        static Data read(ProtoReader in) throws MalformedException {
            int port = 0;
            byte[] payload = {};
            int requestId = 0;
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> port = in.uint32();
                    case 2 -> payload = in.octets();
                    case 6 -> requestId = in.fixed32();
                    default -> in.skip();
                }
            }
            return new Data(port, payload, requestId);
        }
    }

    /// A packet to be sent without relays and without acknowledgement.
    public static MeshPacket toSend(int to, int channel, int id, int hopLimit, Data data) {
        return new MeshPacket(0, to, channel, data, id, 0, 0, 0, hopLimit, 0, false, false);
    }

    /// The same packet as another node hears it.
    public MeshPacket heard(int sender, int seconds, float snr, int rssi) {
        return new MeshPacket(
                sender,
                to,
                channel,
                data,
                id,
                seconds,
                snr,
                rssi,
                hopLimit,
                hopLimit,
                wantAck,
                pkiEncrypted);
    }

    ProtoWriter write() {
        ProtoWriter out = new ProtoWriter().fixed32(1, from).fixed32(2, to).uint32(3, channel);
        if (data != null) {
            out.message(4, data.write());
        }
        return out.fixed32(6, id)
                .fixed32(7, rxTime)
                .real(8, rxSnr)
                .uint32(9, hopLimit)
                .bool(10, wantAck)
                .int32(12, rxRssi)
                .uint32(15, hopStart)
                .bool(17, pkiEncrypted);
    }

    static MeshPacket read(ProtoReader in) throws MalformedException {
        int from = 0;
        int to = 0;
        int channel = 0;
        Data data = null;
        int id = 0;
        int rxTime = 0;
        float rxSnr = 0;
        int rxRssi = 0;
        int hopLimit = 0;
        int hopStart = 0;
        boolean wantAck = false;
        boolean pkiEncrypted = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> from = in.fixed32();
                case 2 -> to = in.fixed32();
                case 3 -> channel = in.uint32();
                case 4 -> data = Data.read(in.message());
                case 6 -> id = in.fixed32();
                case 7 -> rxTime = in.fixed32();
                case 8 -> rxSnr = in.real();
                case 9 -> hopLimit = in.uint32();
                case 10 -> wantAck = in.bool();
                case 12 -> rxRssi = in.int32();
                case 15 -> hopStart = in.uint32();
                case 17 -> pkiEncrypted = in.bool();
                default -> in.skip();
            }
        }
        return new MeshPacket(
                from,
                to,
                channel,
                data,
                id,
                rxTime,
                rxSnr,
                rxRssi,
                hopLimit,
                hopStart,
                wantAck,
                pkiEncrypted);
    }
}
