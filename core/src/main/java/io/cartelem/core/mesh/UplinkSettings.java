package io.cartelem.core.mesh;

import io.cartelem.core.mesh.proto.MeshPacket;

import java.util.OptionalInt;

/// What the car is to send, and to whom.
///
/// @param rateHz samples a second at most
/// @param maxPayload longest payload in bytes, 24 to 231; empty for what the air allows
/// @param to node number of the pit, or [MeshPacket#BROADCAST]
/// @param channel name or index of the private channel, empty for the first one
public record UplinkSettings(double rateHz, OptionalInt maxPayload, int to, String channel) {

    /// Once a second to everyone on the first private channel.
    public static final UplinkSettings USUAL =
            new UplinkSettings(1, OptionalInt.empty(), MeshPacket.BROADCAST, "");

    boolean broadcast() {
        return to == MeshPacket.BROADCAST;
    }
}
