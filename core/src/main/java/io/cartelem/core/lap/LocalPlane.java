package io.cartelem.core.lap;

/// A flat map around a point: x metres east, y metres north. Within 20 km of the origin distances
/// are true to better than 1 in 1,000 at latitudes up to 60°, which is far below what a receiver
/// knows; the plane of a course is therefore laid through its start line.
///
/// Metres per degree come from the radii of curvature of the WGS 84 ellipsoid at the origin (NIMA
/// TR8350.2, section 3).
public final class LocalPlane {
    private static final double SEMI_MAJOR_M = 6_378_137.0;
    private static final double ECCENTRICITY_SQUARED = 6.694_379_990_14e-3;

    private final GeoPoint origin;
    private final double metresPerLatitude;
    private final double metresPerLongitude;

    public LocalPlane(GeoPoint origin) {
        this.origin = origin;
        double phi = Math.toRadians(origin.latitude());
        double w = 1 - ECCENTRICITY_SQUARED * Math.sin(phi) * Math.sin(phi);
        double meridian = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / Math.pow(w, 1.5);
        double transverse = SEMI_MAJOR_M / Math.sqrt(w);
        metresPerLatitude = Math.toRadians(meridian);
        // At a pole every direction is north; a course there is out of scope, a division by zero
        // is not.
        metresPerLongitude = Math.toRadians(transverse * Math.max(Math.cos(phi), 1e-9));
    }

    public GeoPoint origin() {
        return origin;
    }

    /// Metres east of the origin; the shorter way around the date line.
    public double x(double longitude) {
        return wrapped(longitude - origin.longitude()) * metresPerLongitude;
    }

    /// Metres north of the origin.
    public double y(double latitude) {
        return (latitude - origin.latitude()) * metresPerLatitude;
    }

    /// The place at `x` metres east and `y` metres north.
    ///
    /// @throws IllegalArgumentException if that lies beyond a pole
    public GeoPoint point(double x, double y) {
        return new GeoPoint(
                origin.latitude() + y / metresPerLatitude,
                wrapped(origin.longitude() + x / metresPerLongitude));
    }

    /// Metres between two places near each other.
    public static double distance(GeoPoint a, GeoPoint b) {
        LocalPlane plane =
                new LocalPlane(new GeoPoint((a.latitude() + b.latitude()) / 2, a.longitude()));
        return Math.hypot(
                plane.x(b.longitude()) - plane.x(a.longitude()),
                plane.y(b.latitude()) - plane.y(a.latitude()));
    }

    private static double wrapped(double degrees) {
        return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
    }
}
