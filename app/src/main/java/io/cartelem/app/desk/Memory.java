package io.cartelem.app.desk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/// What the window remembers by itself: layouts, sizes, choices. A small file in the data folder;
/// losing it loses no recording, so trouble with it is logged and nothing else. Any thread.
public final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final Path file;
    private final Executor background;
    private final Properties values = new Properties();
    private final ReentrantLock writing = new ReentrantLock();

    /// Reads `file` on the calling thread, if it exists.
    ///
    /// @param background where changes are written
    public Memory(Path file, Executor background) {
        this.file = file;
        this.background = background;
        if (Files.isReadable(file)) {
            try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(in);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("the window's layout in {} cannot be read; the default is used", file, e);
            }
        }
    }

    public String get(String key, String fallback) {
        return values.getProperty(key, fallback);
    }

    /// A remembered number, `fallback` if there is none.
    public double number(String key, double fallback) {
        try {
            return Double.parseDouble(values.getProperty(key, ""));
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    /// Remembers, and writes the file in the background.
    public void put(String key, String value) {
        if (value.equals(values.setProperty(key, value))) {
            return;
        }
        background.execute(this::write);
    }

    private void write() {
        writing.lock();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (Writer out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                values.store(out, "Layout of the Cartelem window");
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the window's layout cannot be kept in {}", file, e);
        } finally {
            writing.unlock();
        }
    }
}
