package io.cartelem.core.lap;

/// A place on the ground, WGS 84.
///
/// @param latitude degrees north, −90 to 90
/// @param longitude degrees east, −180 to 180
public record GeoPoint(double latitude, double longitude) {
    public GeoPoint {
        if (!(Math.abs(latitude) <= 90)) {
            throw new IllegalArgumentException("latitude must be -90 to 90, not " + latitude);
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("longitude must be -180 to 180, not " + longitude);
        }
    }
}
