package io.cartelem.core.gps.wire;

/// One verified piece of a receiver's byte stream, or the bytes that are none.
public sealed interface GpsFrame {

    /// An NMEA 0183 sentence whose checksum is right.
    ///
    /// @param body the characters between `$` and `*`, printable ASCII
    /// @param startNs monotonic time at which its first byte was read
    /// @param endNs monotonic time at which its last byte was read
    record Nmea(String body, long startNs, long endNs) implements GpsFrame {}

    /// A u-blox binary message whose checksum is right.
    ///
    /// @param endNs monotonic time at which its last byte was read
    record Ubx(UbxMessage message, long endNs) implements GpsFrame {}

    /// Bytes that are no frame.
    ///
    /// @param reason what was wrong, a sentence without the bytes
    record Rejected(String reason, byte[] bytes) implements GpsFrame {}
}
