package io.cartelem.app.map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The folder of tiles on disk, and how large it may become. When it has grown over its limit, the
/// tiles that were not used for the longest time go until a tenth is free. Any thread.
final class TileFolder {
    /// 256 MiB are about 15,000 tiles: a race track in every zoom takes a few hundred, a day's
    /// drive through a country some thousands.
    static final long STANDARD_LIMIT = 256L << 20;

    /// The end of the name of a tile that is being written.
    static final String UNFINISHED = ".new";

    private static final Logger LOG = LoggerFactory.getLogger(TileFolder.class);
    private static final String ATTRIBUTION = "attribution.txt";
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final long NOT_COUNTED = -1;

    private final Path folder;
    private final long limit;
    private final AtomicLong bytes = new AtomicLong(NOT_COUNTED);
    private final ReentrantLock tidying = new ReentrantLock();

    private record Tile(Path file, long bytes, FileTime used) {}

    TileFolder(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    Path file(int zoom, long x, long y) {
        return folder.resolve(zoom + "/" + x + "/" + y + ".tile");
    }

    /// What must be shown with these tiles; empty for nothing.
    String attribution() {
        try {
            return Files.readString(folder.resolve(ATTRIBUTION), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            LOG.warn("whose map tiles lie in {} cannot be read", folder, e);
            return "";
        }
    }

    /// Notes whose tiles are kept from now on. Those of another server go.
    void belongsTo(String attribution) throws IOException {
        if (attribution.equals(attribution())) {
            return;
        }
        tidying.lock();
        try {
            if (!attribution.equals(attribution())) {
                for (Tile tile : tiles()) {
                    Files.deleteIfExists(tile.file);
                }
                bytes.set(0);
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(ATTRIBUTION), attribution, StandardCharsets.UTF_8);
            }
        } finally {
            tidying.unlock();
        }
    }

    /// A tile came. The first time, all are counted.
    void grew(long by) throws IOException {
        long now = bytes.get() == NOT_COUNTED ? NOT_COUNTED : bytes.addAndGet(by);
        if (now != NOT_COUNTED && now <= limit) {
            return;
        }
        if (!tidying.tryLock()) {
            return;
        }
        try {
            tidy();
        } finally {
            tidying.unlock();
        }
    }

    private void tidy() throws IOException {
        List<Tile> tiles = tiles();
        long all = tiles.stream().mapToLong(Tile::bytes).sum();
        if (all > limit) {
            tiles.sort(Comparator.comparing(Tile::used));
            long target = limit - limit / 10;
            int gone = 0;
            for (Tile tile : tiles) {
                if (all <= target) {
                    break;
                }
                Files.deleteIfExists(tile.file);
                all -= tile.bytes;
                gone++;
            }
            LOG.info("{} map tiles that were not used for long are gone from {}", gone, folder);
        }
        bytes.set(all);
    }

    /// The tiles that lie there. What a crash left half written goes on the way.
    private List<Tile> tiles() throws IOException {
        List<Tile> tiles = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return tiles;
        }
        Instant abandoned = Instant.now().minus(ABANDONED);
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes about)
                            throws IOException {
                        String name = file.getFileName().toString();
                        if (name.endsWith(".tile")) {
                            tiles.add(new Tile(file, about.size(), about.lastModifiedTime()));
                        } else if (name.endsWith(UNFINISHED)
                                && about.lastModifiedTime().toInstant().isBefore(abandoned)) {
                            Files.deleteIfExists(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return tiles;
    }
}
