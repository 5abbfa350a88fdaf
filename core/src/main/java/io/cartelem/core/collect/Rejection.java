package io.cartelem.core.collect;

/// Bytes that were not understood, for one reason.
///
/// @param reason what was wrong
/// @param count how often
/// @param firstNs monotonic time of the first
/// @param lastNs monotonic time of the last
/// @param sample the beginning of the last bytes
public record Rejection(String reason, long count, long firstNs, long lastNs, byte[] sample) {}
