package io.cartelem.app.map;

/// The Web Mercator projection (EPSG:3857) onto a square from 0 to 1, north up.
final class Mercator {
    private Mercator() {}

    static double x(double longitude) {
        return longitude / 360 + 0.5;
    }

    static double y(double latitude) {
        double sine = Math.sin(Math.toRadians(Math.clamp(latitude, -85.0511, 85.0511)));
        return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }

    static double longitude(double x) {
        return (x - 0.5) * 360;
    }

    static double latitude(double y) {
        return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * y))));
    }

    /// Metres on the ground for one unit of the square at that height: the equator's length of WGS
    /// 84 shrunk by the cosine of the latitude.
    static double metresPerUnit(double y) {
        return 40_075_016.686 * Math.cos(Math.toRadians(latitude(y)));
    }
}
