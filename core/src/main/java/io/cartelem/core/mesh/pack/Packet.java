package io.cartelem.core.mesh.pack;

import java.util.Arrays;

/// A payload for the air. Immutable by agreement: nobody writes into the bytes.
///
/// @param samples how many samples it holds, 0 for a SCHEMA
/// @param leftOut how many values stayed out for want of room
public record Packet(byte[] payload, int samples, int leftOut) {

    /// Its length in bytes.
    public int length() {
        return payload.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packet packet
                && Arrays.equals(packet.payload, payload)
                && packet.samples == samples
                && packet.leftOut == leftOut;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "packet of %d bytes, %d samples".formatted(payload.length, samples);
    }
}
