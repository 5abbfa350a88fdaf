package io.cartelem.app.fx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a file whole or not at all. Any thread.
public final class WholeFile {
    private WholeFile() {}

    /// What a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// Leaves `out` open.
        void write(OutputStream out) throws IOException;
    }

    /// Writes beside the file and then over it, so that no half file stays and the one before stays
    /// until the new one is whole.
    ///
    /// @throws UncheckedIOException with a sentence
    public static void write(Path file, Content content) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try {
                try (OutputStream out = Files.newOutputStream(fresh)) {
                    content.write(out);
                }
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
