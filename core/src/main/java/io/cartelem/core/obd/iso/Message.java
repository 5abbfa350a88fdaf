package io.cartelem.core.obd.iso;

/// One whole message of one control unit.
///
/// @param ecu as in [Frame]
/// @param payload 1 to 4095 bytes, the service byte first
public record Message(int ecu, byte[] payload) {}
