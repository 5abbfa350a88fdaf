package io.cartelem.core.mesh.air;

import java.time.Duration;

/// What a person wants sent.
///
/// @param rateHz the most samples a second, above 0
/// @param limitBytes the longest payload, at most what `addressing` allows
/// @param hops how often other nodes are asked to repeat a packet, 0 to 7
/// @param patience how old the first sample of a packet may be when it is sent
/// @param size how long payloads are
/// @param schemaBytes bytes of all packets that describe the schema
/// @param schemaPackets how many packets that is
public record SendWish(
        double rateHz,
        int limitBytes,
        Addressing addressing,
        int hops,
        Duration patience,
        PayloadSize size,
        int schemaBytes,
        int schemaPackets) {
    /// A patience that suits a pit that wants to see the car.
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    public SendWish {
        if (!(rateHz > 0)) {
            throw new IllegalArgumentException("a rate is above 0, not " + rateHz);
        }
        if (hops < 0 || hops > 7) {
            throw new IllegalArgumentException("hops are 0 to 7, not " + hops);
        }
        if (limitBytes < 1 || schemaBytes < 1 || schemaPackets < 1) {
            throw new IllegalArgumentException("a limit and a schema have at least a byte");
        }
    }

    /// The limit that holds: the wish's or the node's, whichever is less.
    int limit() {
        return Math.min(limitBytes, addressing.largestPayload());
    }
}
