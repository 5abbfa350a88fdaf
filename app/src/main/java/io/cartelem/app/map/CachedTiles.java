package io.cartelem.app.map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tiles seen before, one file each, in front of another place. Without that place it answers from
/// the disk alone, so a track once seen with a map is seen with it in the desert.
///
/// The folder belongs to one server: when another is named, its tiles replace those of the first.
/// It is bounded by [TileFolder].
public final class CachedTiles implements TileStore {
    private static final Logger LOG = LoggerFactory.getLogger(CachedTiles.class);

    /// A tile's file says when it was used last, to the day: that is enough for the order in which
    /// tiles go, and spares a write for each look.
    private static final Duration TOUCH_AFTER = Duration.ofDays(1);

    private final TileFolder folder;
    private final TileStore behind;

    /// @param behind where a tile that is not on disk is asked for
    public CachedTiles(Path folder, TileStore behind) {
        this(folder, behind, TileFolder.STANDARD_LIMIT);
    }

    /// @param limit bytes kept at most
    CachedTiles(Path folder, TileStore behind, long limit) {
        this.folder = new TileFolder(folder, limit);
        this.behind = behind;
    }

    @Override
    public Optional<byte[]> tile(int zoom, long x, long y) throws IOException {
        Path file = folder.file(zoom, x, y);
        try {
            byte[] tile = Files.readAllBytes(file);
            touch(file);
            return Optional.of(tile);
        } catch (NoSuchFileException e) {
            Optional<byte[]> fetched = behind.tile(zoom, x, y);
            if (fetched.isPresent()) {
                keep(file, fetched.get());
            }
            return fetched;
        }
    }

    /// What must be shown with the tiles on disk, whether or not their server is asked now.
    @Override
    public String attribution() {
        String now = behind.attribution();
        return now.isEmpty() ? folder.attribution() : now;
    }

    @Override
    public void close() {
        behind.close();
    }

    /// A tile that cannot be kept is still shown.
    private void keep(Path file, byte[] tile) {
        try {
            folder.belongsTo(behind.attribution());
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "tile", TileFolder.UNFINISHED);
            Files.write(fresh, tile);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            folder.grew(tile.length);
        } catch (IOException e) {
            LOG.warn("a map tile could not be kept at {}", file, e);
        }
    }

    private static void touch(Path file) {
        try {
            Instant now = Instant.now();
            Instant used = Files.getLastModifiedTime(file).toInstant();
            if (used.isBefore(now.minus(TOUCH_AFTER))) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException e) {
            LOG.debug("the use of {} could not be noted", file, e);
        }
    }
}
