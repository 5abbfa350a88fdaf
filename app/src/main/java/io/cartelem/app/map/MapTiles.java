package io.cartelem.app.map;

import com.gluonhq.maps.tile.TileRetriever;

import io.cartelem.app.fx.FxThread;

import javafx.scene.image.Image;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// What the map library asks for tiles. It is found through ServiceLoader, so that the library's
/// own retriever, which asks a public server without being told to, is never used. Which places are
/// asked can be changed while maps are open.
public final class MapTiles implements TileRetriever {
    private static final Logger LOG = LoggerFactory.getLogger(MapTiles.class);
    private static volatile TileStore store = TileChain.NONE;
    private static volatile String owed = "";
    private static final AtomicLong FOUND = new AtomicLong();
    private static final AtomicLong MISSED = new AtomicLong();

    /// Uses these places from now on and closes those before.
    public static synchronized void use(TileStore places) {
        TileStore before = store;
        store = places;
        FOUND.set(0);
        MISSED.set(0);
        owed = "";
        before.close();
    }

    /// Whether any tile was found since the places were last changed; else the map draws a grid.
    public static boolean any() {
        return FOUND.get() > 0;
    }

    /// Whether any tile was not found since then; there the map needs a grid.
    public static boolean gaps() {
        return MISSED.get() > 0;
    }

    /// What must be shown with the tiles found so far; empty for nothing. Quick.
    public static String attribution() {
        return owed;
    }

    /// Never fails: the library would retry for ever. A tile that is nowhere has no image: even one
    /// clear pixel would be stretched over the tile in every frame, 30 ms for a window of them.
    @Override
    public CompletableFuture<@Nullable Image> loadTile(int zoom, long x, long y) {
        CompletableFuture<@Nullable Image> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("map-tile")
                .start(
                        () -> {
                            @Nullable Image image = load(zoom, x, y);
                            FxThread.INSTANCE.execute(() -> answer.complete(image));
                        });
        return answer;
    }

    private static @Nullable Image load(int zoom, long x, long y) {
        TileStore asked = store;
        try {
            Optional<byte[]> tile = asked.tile(zoom, x, y);
            if (tile.isPresent()) {
                Image image = new Image(new ByteArrayInputStream(tile.get()));
                if (!image.isError()) {
                    FOUND.incrementAndGet();
                    owed = asked.attribution();
                    return image;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("tile {}/{}/{} could not be had", zoom, x, y, e);
        }
        MISSED.incrementAndGet();
        return null;
    }
}
