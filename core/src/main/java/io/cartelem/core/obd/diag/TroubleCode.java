package io.cartelem.core.obd.diag;

/// A diagnostic trouble code (ISO 15031-6).
///
/// @param code such as `P0301`
/// @param meaning a sentence in English; what the digits tell where the code itself is not known
/// @param ecu the control unit that reports it, in hex; `0` where headers are off
public record TroubleCode(String code, String meaning, String ecu) {}
