package io.cartelem.app.map;

import java.io.IOException;
import java.util.Optional;

/// A place where map tiles (256×256 images, Web Mercator, y counted from the north) may be found.
/// Called on background threads, several at once.
public interface TileStore extends AutoCloseable {

    /// The tile's encoded image, empty if this place has none.
    ///
    /// @param zoom 0 for the whole world in one tile
    Optional<byte[]> tile(int zoom, long x, long y) throws IOException;

    /// What must be shown with tiles from here; empty for nothing.
    default String attribution() {
        return "";
    }

    @Override
    default void close() {
        // most places hold nothing open
    }
}
