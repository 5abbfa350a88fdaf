package io.cartelem.persistence.export;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// A file that appears under its name only when it is complete and on the disk. Until then it lies
/// beside its target under another name; closing without [#commit] removes it. For one thread.
final class AtomicFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

    private final Path target;
    private final Path part;

    /// @param target where the file shall be; its folder must exist
    AtomicFile(Path target) {
        this.target = target.toAbsolutePath();
        this.part = this.target.resolveSibling("." + UUID.randomUUID() + ".part");
    }

    /// Where to write until [#commit]; does not exist yet.
    Path part() {
        return part;
    }

    /// Forces the content to the disk, then gives the file its name, replacing an older one.
    void commit() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(
                    part,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        forceFolder();
    }

    /// Removes what was not committed.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("The unfinished file {} could not be removed", part, e);
        }
    }

    /// Makes the new name durable. Windows cannot open a folder and needs no such thing.
    private void forceFolder() {
        Path folder = target.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("The folder {} cannot be forced to the disk", folder, e);
        }
    }
}
