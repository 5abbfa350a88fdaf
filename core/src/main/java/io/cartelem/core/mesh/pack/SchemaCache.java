package io.cartelem.core.mesh.pack;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The schemas seen so far, at most [#MOST], the longest unused forgotten first. In a folder they
/// outlive the program, so that a receiver started in the middle of a race understands the first
/// packet. A file that cannot be read or written costs the wait for the next SCHEMA and is logged.
/// Safe on any thread.
public final class SchemaCache {
    /// How many schemas are kept.
    public static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);
    private static final String ENDING = ".schema";

    private final @Nullable Path folder;

    /// By hash, the longest unused first.
    private final Map<Integer, RadioSchema> byHash = new LinkedHashMap<>();

    private SchemaCache(@Nullable Path folder) {
        this.folder = folder;
    }

    /// A cache that forgets with the program.
    public static SchemaCache inMemory() {
        return new SchemaCache(null);
    }

    /// A cache in a folder of its own, which is made when the first schema comes.
    public static SchemaCache in(Path folder) {
        SchemaCache cache = new SchemaCache(folder);
        cache.load(folder);
        return cache;
    }

    synchronized List<RadioSchema> withId(int id) {
        List<RadioSchema> found = new ArrayList<>();
        for (RadioSchema schema : byHash.values()) {
            if (schema.id() == id) {
                found.add(schema);
            }
        }
        return found;
    }

    synchronized Optional<RadioSchema> withHash(int hash) {
        RadioSchema schema = byHash.remove(hash);
        if (schema != null) {
            byHash.put(hash, schema);
        }
        return Optional.ofNullable(schema);
    }

    /// Keeps a schema.
    public synchronized void add(RadioSchema schema) {
        if (byHash.put(schema.hash(), schema) == null) {
            save(schema);
        }
        while (byHash.size() > MOST) {
            int oldest = byHash.keySet().iterator().next();
            byHash.remove(oldest);
            forget(oldest);
        }
    }

    /// How many schemas it holds.
    public synchronized int size() {
        return byHash.size();
    }

    private void load(Path from) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(ENDING)).limit(MOST).toList()) {
                read(file).ifPresent(schema -> byHash.put(schema.hash(), schema));
            }
        } catch (IOException e) {
            LOG.warn("Radio schemas in {} cannot be read", from, e);
        }
    }

    private static Optional<RadioSchema> read(Path file) throws IOException {
        if (Files.size(file) <= RadioSchema.MAX_DESCRIPTION) {
            Optional<RadioSchema> schema = Descriptions.read(Files.readAllBytes(file));
            if (schema.isPresent()
                    && file.getFileName().toString().equals(nameOf(schema.get().hash()))) {
                return schema;
            }
        }
        LOG.warn("{} is not the radio schema that its name says; it is left aside", file);
        return Optional.empty();
    }

    private void save(RadioSchema schema) {
        if (folder == null) {
            return;
        }
        Path file = folder.resolve(nameOf(schema.hash()));
        Path fresh = folder.resolve(nameOf(schema.hash()) + ".new");
        try {
            Files.createDirectories(folder);
            Files.write(fresh, schema.description());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; the schema is asked for anew after a restart", file, e);
        }
    }

    private void forget(int hash) {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(nameOf(hash)));
        } catch (IOException e) {
            LOG.warn("The radio schema {} cannot be removed", nameOf(hash), e);
        }
    }

    private static String nameOf(int hash) {
        return String.format(Locale.ROOT, "%08x%s", hash, ENDING);
    }
}
