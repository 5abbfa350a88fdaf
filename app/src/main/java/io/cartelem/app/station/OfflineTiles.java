package io.cartelem.app.station;

import io.cartelem.app.map.TileChain;
import io.cartelem.app.map.TileStore;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.port.StoreException;
import io.cartelem.server.TileSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The map tiles that the web pages get: of the user's MBTiles file and of the cache that the
/// desktop fills. Never of a tile server, because a phone that looks on must not send the laptop to
/// the internet.
final class OfflineTiles implements TileSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineTiles.class);
    private static final String NO_SERVER = "";

    private final TileStore places;

    private OfflineTiles(TileStore places) {
        this.places = places;
    }

    /// An MBTiles file that cannot be used is said in the log and left out.
    static OfflineTiles of(Configuration config, Path dataFolder) {
        Path cache = dataFolder.resolve("tiles");
        try {
            return new OfflineTiles(TileChain.of(config.get(Keys.TILES_MBTILES), cache, NO_SERVER));
        } catch (StoreException e) {
            LOG.warn("the offline map is left out: {}", e.getMessage());
            return new OfflineTiles(TileChain.of("", cache, NO_SERVER));
        }
    }

    @Override
    public Optional<Tile> tile(int zoom, int x, int y) {
        try {
            return places.tile(zoom, x, y).map(image -> new Tile(mediaType(image), image));
        } catch (IOException e) {
            LOG.debug("tile {}/{}/{} cannot be read", zoom, x, y, e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        places.close();
    }

    /// By the first bytes of the image: PNG (RFC 2083, section 3.1), WebP (RFC 9649), else JPEG.
    private static String mediaType(byte[] image) {
        if (image.length > 1 && (image[0] & 0xFF) == 0x89 && image[1] == 'P') {
            return "image/png";
        }
        return image.length > 1 && image[0] == 'R' && image[1] == 'I' ? "image/webp" : "image/jpeg";
    }
}
