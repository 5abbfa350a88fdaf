package io.cartelem.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.StoreException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class JsonFileTest {
    @TempDir Path folder;

    record Note(String firstLine, int count, List<String> words) {}

    private JsonFile<Note> file() {
        return new JsonFile<>(folder.resolve("deeper").resolve("note.json"), Note.class);
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        Note note = new Note("one", 2, List.of("a", "ü"));
        assertEquals(Optional.empty(), file().read());
        file().write(note);

        assertEquals(Optional.of(note), file().read());
        assertTrue(Files.readString(file().path()).contains("\"first_line\""));
        assertFalse(Files.exists(file().path().resolveSibling("note.json.new")));
    }

    @Test
    void setsAsideWhatItCannotUnderstandAndLosesNothing() throws IOException {
        file().write(new Note("one", 2, List.of()));
        Files.writeString(file().path(), "{\"first_line\": \"on");

        assertEquals(Optional.empty(), file().read());
        assertFalse(Files.exists(file().path()));
        assertEquals(
                "{\"first_line\": \"on",
                Files.readString(file().path().resolveSibling("note.json.unreadable")));
    }

    @Test
    void saysWhichFileCannotBeWritten() throws IOException {
        Path blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where a folder should be");
        JsonFile<Note> file = new JsonFile<>(blocked.resolve("note.json"), Note.class);

        StoreException refused =
                assertThrows(StoreException.class, () -> file.write(new Note("one", 2, List.of())));
        assertEquals("note.json cannot be written.", refused.getMessage());
    }
}
