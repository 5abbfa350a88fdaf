package io.cartelem.app.map;

import com.gluonhq.maps.MapLayer;
import com.gluonhq.maps.MapPoint;
import com.gluonhq.maps.MapView;

import javafx.geometry.Point2D;

/// A layer that projects by itself: the library is asked once a frame where two points lie, and
/// every other place is one multiplication and addition of its [Mercator] coordinates. FX thread.
abstract class ProjectedLayer extends MapLayer {
    private static final double PROBE = 1.0 / 4096;

    final MapView map;

    /// Pixels of the Mercator origin and pixels of the whole world's width, once [#locate] said
    /// yes.
    double originX;

    double originY;
    double scale;

    ProjectedLayer(MapView map) {
        this.map = map;
        setManaged(false);
        setMouseTransparent(true);
    }

    /// Finds out how the library maps the world onto pixels at this moment.
    ///
    /// @return whether it could tell; if not, what was found before stays
    final boolean locate() {
        MapPoint center = map.getCenter();
        double x = Mercator.x(center.getLongitude());
        double y = Mercator.y(center.getLatitude());
        Point2D here = getMapPoint(center.getLatitude(), center.getLongitude());
        Point2D there = getMapPoint(center.getLatitude(), Mercator.longitude(x + PROBE));
        if (here == null || there == null || !(there.getX() > here.getX())) {
            return false;
        }
        scale = (there.getX() - here.getX()) / PROBE;
        originX = here.getX() - x * scale;
        originY = here.getY() - y * scale;
        return true;
    }

    /// Metres on the ground to a pixel, in the middle of the map.
    final double metresPerPixel() {
        return Mercator.metresPerUnit((map.getHeight() / 2 - originY) / scale) / scale;
    }
}
