package io.cartelem.server;

import java.util.Optional;

/// Map tiles from the offline map or the cache. Safe on any thread.
@FunctionalInterface
public interface TileSource {
    /// A map without tiles.
    TileSource NONE = (zoom, x, y) -> Optional.empty();

    /// The tile in the XYZ scheme (y grows to the south), if there is one.
    ///
    /// @param zoom 0 to 22; x and y within the zoom's range
    Optional<Tile> tile(int zoom, int x, int y);

    /// A tile's image.
    ///
    /// @param mediaType for example `image/png`
    record Tile(String mediaType, byte[] image) {}
}
