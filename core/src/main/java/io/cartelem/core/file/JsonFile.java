package io.cartelem.core.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A JSON document of the user's data folder. Written to a file beside it, forced to the disk and
/// moved into place, so that a crash leaves the old or the new one. A file that cannot be
/// understood is set aside, never overwritten. Safe on any thread.
///
/// @param <T> the document: a record whose components become members in snake_case
public final class JsonFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(JsonFile.class);
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final Path file;
    private final Class<T> type;

    /// @param file need not exist, nor its folder
    public JsonFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    public Path path() {
        return file;
    }

    /// What the file says; empty if there is none, or if it had to be set aside.
    public Optional<T> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            T document = JSON.readValue(file.toFile(), type);
            if (document == null) {
                throw new IOException("it is empty");
            }
            return Optional.of(document);
        } catch (IOException e) {
            setAside(e);
            return Optional.empty();
        }
    }

    /// Replaces the file.
    ///
    /// @throws StoreException FAILED with a sentence if it cannot be written; the old one is still
    ///   there then
    public void write(T document) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(fresh, JSON.writeValueAsBytes(document));
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(Reason.FAILED, file.getFileName() + " cannot be written.", e);
        }
    }

    /// Sets the file aside because of what is in it.
    ///
    /// @param cause why, with a sentence
    public void setAside(Exception cause) {
        String why =
                cause instanceof JacksonException damaged
                        ? damaged.getOriginalMessage()
                        : cause.getMessage();
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        LOG.warn("{} cannot be understood and is set aside as {}: {}", file, aside, why);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be set aside", file, e);
        }
    }
}
