package io.cartelem.core.obd.iso;

/// What one line of the bus carried, without its header and checksum.
///
/// @param ecu who sent it: the CAN identifier (`7E8`, `18DAF110`) or the source address of a K-line
///   or J1850 header; 0 where headers are off
/// @param segmented whether the data begins with an ISO 15765-2 control byte (CAN), or is a whole
///   message
/// @param data 0 to 255 bytes
public record Frame(int ecu, boolean segmented, byte[] data) {}
