package io.cartelem.app.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Tiles seen before, one file each, in front of another place. Without that place it answers from
/// the disk alone, so a track once seen with a map is seen with it in the desert.
public final class CachedTiles implements TileStore {
    private final Path folder;
    private final TileStore behind;

    /// @param behind where a tile that is not on disk is asked for
    public CachedTiles(Path folder, TileStore behind) {
        this.folder = folder;
        this.behind = behind;
    }

    @Override
    public Optional<byte[]> tile(int zoom, long x, long y) throws IOException {
        Path file = folder.resolve(zoom + "/" + x + "/" + y + ".tile");
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            Optional<byte[]> fetched = behind.tile(zoom, x, y);
            if (fetched.isPresent()) {
                keep(file, fetched.get());
            }
            return fetched;
        }
    }

    @Override
    public String attribution() {
        return behind.attribution();
    }

    @Override
    public void close() {
        behind.close();
    }

    private static void keep(Path file, byte[] tile) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), "tile", ".new");
        Files.write(fresh, tile);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
