package io.cartelem.core.mesh.air;

import java.time.Duration;

/// How long a packet occupies the channel.
///
/// Source: Semtech AN1200.13 and the SX1262 data sheet, 6.1.4, with an explicit header, the CRC on,
/// and Meshtastic's preamble of 16 symbols.
public final class Airtime {
    /// The largest payload of port 256 in a broadcast, in bytes.
    public static final int LARGEST_PAYLOAD = 231;

    /// The largest payload of a unicast that the firmware encrypts for its receiver's key.
    public static final int LARGEST_UNICAST = 219;

    /// What such a unicast costs beside its payload.
    public static final int UNICAST_COST = 12;

    private static final int AROUND_PAYLOAD = 23;
    private static final int TWO_BYTE_LENGTH = 128;
    private static final double PREAMBLE_SYMBOLS = 16 + 4.25;
    private static final double SLOW_SYMBOL_SECONDS = 0.016;
    private static final double NANOS = 1e9;

    private Airtime() {}

    /// The bytes a modem sends for a payload: the mesh header, the port and the length around it.
    ///
    /// @param payloadBytes 0 to 255
    public static int onAirLength(int payloadBytes) {
        return payloadBytes + AROUND_PAYLOAD + (payloadBytes >= TWO_BYTE_LENGTH ? 1 : 0);
    }

    /// The time from the first to the last chirp of a packet.
    ///
    /// @param payloadBytes what the application hands to the node, 0 to 255; extra bytes of a
    ///   signature or an encryption added by whoever knows of them
    public static Duration of(int payloadBytes, Modulation modulation) {
        return Duration.ofNanos(Math.round(seconds(payloadBytes, modulation) * NANOS));
    }

    /// As [#of], in seconds.
    public static double seconds(int payloadBytes, Modulation modulation) {
        if (payloadBytes < 0 || payloadBytes > 255) {
            throw new IllegalArgumentException(
                    "a LoRa packet has 0 to 255 bytes, not " + payloadBytes);
        }
        int spread = modulation.spreadFactor();
        boolean fast = spread < 7;
        boolean slow = modulation.symbolSeconds() >= SLOW_SYMBOL_SECONDS;
        int bits = 8 * onAirLength(payloadBytes) + 16 - 4 * spread + (fast ? 0 : 8) + 20;
        int bitsPerBlock = 4 * (slow ? spread - 2 : spread);
        int blocks = Math.ceilDiv(Math.max(bits, 0), bitsPerBlock);
        double symbols =
                PREAMBLE_SYMBOLS + (fast ? 2 : 0) + 8 + (double) blocks * modulation.codingRate();
        return symbols * modulation.symbolSeconds();
    }
}
