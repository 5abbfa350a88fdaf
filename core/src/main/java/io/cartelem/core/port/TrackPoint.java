package io.cartelem.core.port;

/// A position on the GPS track.
///
/// @param timeNs nanoseconds since the session's start
/// @param latitude degrees north, WGS 84
/// @param longitude degrees east, WGS 84
/// @param speedKph km/h, NaN if not known
public record TrackPoint(long timeNs, double latitude, double longitude, double speedKph) {}
