package io.cartelem.core.model;

/// A snapshot of the latest values of all channels.
///
/// @param id its number within the session, from 1 in order of time
/// @param timeNs nanoseconds since the session's start
/// @param json an object of channel ids and values
public record Frame(long id, long timeNs, String json) {}
