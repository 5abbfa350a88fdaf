package io.cartelem.core.model;

/// A remark at an instant of a session.
///
/// @param id its number in the store, above 0
/// @param timeNs nanoseconds since the session's start
public record Marker(long id, long timeNs, String text) {}
