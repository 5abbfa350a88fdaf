package io.cartelem.core.mesh.air;

/// How long a payload is for so many samples: measured, or estimated before the first one.
///
/// @param first bytes of a packet with one sample
/// @param further bytes that each sample more costs
public record PayloadSize(double first, double further) {
    /// What the first delta costs beyond the others, in bytes: the table of the deltas.
    private static final double BATCHING = 9;

    public PayloadSize {
        if (!(first > 0 && further > 0)) {
            throw new IllegalArgumentException(
                    "sizes are above 0, not " + first + " and " + further);
        }
    }

    /// The expected bytes of a packet.
    ///
    /// @param samples 1 or more
    public int bytes(int samples) {
        return samples == 1
                ? (int) Math.ceil(first)
                : (int) Math.ceil(first + BATCHING + further * (samples - 1));
    }

    /// The most samples that are expected to fit into so many bytes, at least 1.
    public int samplesIn(int bytes) {
        return Math.max(1, 1 + (int) Math.floor((bytes - first - BATCHING) / further));
    }
}
