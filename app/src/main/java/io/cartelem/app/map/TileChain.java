package io.cartelem.app.map;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Several places, asked in their order.
///
/// @param stores the places, the nearest first
public record TileChain(List<TileStore> stores) implements TileStore {

    /// No tiles at all: the map shows a grid.
    public static final TileChain NONE = new TileChain(List.of());

    public TileChain {
        stores = List.copyOf(stores);
    }

    /// The places that the settings name.
    ///
    /// @param mbtiles an MBTiles file, empty for none
    /// @param cache the folder of tiles seen before
    /// @param url a server's address, empty or `off` for none
    /// @throws RuntimeException with a sentence when one of them cannot be used
    public static TileChain of(String mbtiles, Path cache, String url) {
        boolean online = !url.isBlank() && !url.equalsIgnoreCase("off");
        TileStore cached = new CachedTiles(cache, online ? new TileServer(url) : NONE);
        boolean file = !mbtiles.isBlank() && !mbtiles.equalsIgnoreCase("none");
        return new TileChain(
                file ? List.of(new MbTiles(Path.of(mbtiles)), cached) : List.of(cached));
    }

    @Override
    public Optional<byte[]> tile(int zoom, long x, long y) throws IOException {
        for (TileStore store : stores) {
            Optional<byte[]> found = store.tile(zoom, x, y);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public String attribution() {
        return String.join(
                " · ",
                stores.stream().map(TileStore::attribution).filter(a -> !a.isEmpty()).toList());
    }

    @Override
    public void close() {
        stores.forEach(TileStore::close);
    }
}
