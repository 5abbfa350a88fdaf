package io.cartelem.core.mesh.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class SchemaCacheTest {
    @TempDir Path folder;

    @Test
    void understandsTheFirstPacketAfterARestart() {
        SchemaCache.in(folder.resolve("schemas")).add(Reference.SCHEMA);
        PayloadDecoder decoder = new PayloadDecoder(SchemaCache.in(folder.resolve("schemas")));
        byte[] payload =
                new PayloadEncoder(Reference.SCHEMA, 231).data(Reference.SAMPLE, 0).payload();
        assertInstanceOf(Received.Samples.class, decoder.decode(payload, Reference.TIME));
    }

    @Test
    void forgetsTheLongestUnusedOnTheDiskToo() throws IOException {
        SchemaCache cache = SchemaCache.in(folder);
        RadioSchema first = schema(0);
        for (int i = 0; i < SchemaCache.MOST; i++) {
            cache.add(schema(i));
        }
        assertTrue(cache.withHash(first.hash()).isPresent());
        cache.add(schema(1_000));
        assertEquals(SchemaCache.MOST, cache.size());
        assertTrue(cache.withHash(first.hash()).isPresent());
        assertTrue(cache.withHash(schema(1).hash()).isEmpty());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(SchemaCache.MOST, files.count());
        }
    }

    @Test
    void leavesAsideFilesThatAreNotWhatTheirNameSays() throws IOException {
        SchemaCache.in(folder).add(Reference.SCHEMA);
        Files.write(folder.resolve("00000000.schema"), Reference.SCHEMA.description());
        Files.write(folder.resolve("12345678.schema"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("87654321.schema"), new byte[5_000]);
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertEquals(1, SchemaCache.in(folder).size());
    }

    @Test
    void worksWithoutAFolderItCannotMake() throws IOException {
        Path occupied = Files.writeString(folder.resolve("file"), "not a folder");
        SchemaCache cache = SchemaCache.in(occupied);
        cache.add(Reference.SCHEMA);
        assertEquals(1, cache.size());
    }

    @Test
    void tellsSchemasOfOneNameApartByTheirChecksum() {
        RadioSchema other = sameId(Reference.SCHEMA);
        SchemaCache cache = SchemaCache.inMemory();
        cache.add(other);
        PayloadDecoder decoder = new PayloadDecoder(cache);
        byte[] payload =
                new PayloadEncoder(Reference.SCHEMA, 231).data(Reference.SAMPLE, 0).payload();
        assertInstanceOf(Received.Damaged.class, decoder.decode(payload, Reference.TIME));
        cache.add(Reference.SCHEMA);
        assertEquals(
                Reference.SCHEMA,
                assertInstanceOf(Received.Samples.class, decoder.decode(payload, Reference.TIME))
                        .schema());
    }

    private static RadioSchema schema(int number) {
        return RadioSchema.of(List.of(RadioChannel.ranged("c" + number, "", 0, 100, 1)));
    }

    private static RadioSchema sameId(RadioSchema schema) {
        for (int i = 0; ; i++) {
            RadioSchema candidate = schema(i);
            if (candidate.id() == schema.id()) {
                return candidate;
            }
        }
    }
}
