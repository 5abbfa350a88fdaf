package io.cartelem.core.mesh.air;

/// To whom packets go, which decides what the firmware adds to them.
public enum Addressing {
    /// To everyone on the channel.
    BROADCAST(Airtime.LARGEST_PAYLOAD),

    /// The same from firmware 2.8 on, which signs what it broadcasts where the signature still
    /// fits.
    SIGNED_BROADCAST(Airtime.LARGEST_PAYLOAD),

    /// To one node whose key is known.
    UNICAST(Airtime.LARGEST_UNICAST);

    private static final int SIGNATURE = 66;
    private static final int UNSIGNED_FROM = 166;

    private final int largestPayload;

    Addressing(int largestPayload) {
        this.largestPayload = largestPayload;
    }

    /// The largest payload the node takes, in bytes.
    public int largestPayload() {
        return largestPayload;
    }

    /// What the firmware adds to a payload, in bytes.
    public int added(int payloadBytes) {
        return switch (this) {
            case BROADCAST -> 0;
            case SIGNED_BROADCAST -> payloadBytes < UNSIGNED_FROM ? SIGNATURE : 0;
            case UNICAST -> Airtime.UNICAST_COST;
        };
    }

    /// How long a payload occupies the air with all that is added to it, in seconds.
    public double seconds(int payloadBytes, Modulation modulation) {
        return Airtime.seconds(payloadBytes + added(payloadBytes), modulation);
    }
}
