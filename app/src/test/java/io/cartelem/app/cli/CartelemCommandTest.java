package io.cartelem.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeStore;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

class CartelemCommandTest {
    private final StringWriter said = new StringWriter();

    @Test
    void refusesAnOptionBeforeTheCommandBecauseItWouldBeLost() {
        assertEquals(2, run("--for", "600", "simulate"));
        assertTrue(said.toString().contains("`cartelem simulate --for …`"), said::toString);
    }

    @Test
    void takesHelpBeforeAndBehindTheCommand() {
        assertEquals(0, run("--help"));
        assertTrue(said.toString().contains("Usage: cartelem"), said::toString);
        assertEquals(0, run("simulate", "--help"));
        assertTrue(said.toString().contains("Usage: cartelem simulate"), said::toString);
    }

    @Test
    void refusesANameThatIsNeitherACommandNorAFile() {
        assertEquals(2, run("simulat"));
        assertTrue(
                said.toString().contains("neither a command nor a file \"simulat\""),
                said::toString);
    }

    @Test
    void tellsThePinWithoutTouchingTheFileThatAServiceMayBeWriting(@TempDir Path folder)
            throws IOException {
        assertEquals(0, run("pin", "--data-dir", folder.toString()));
        String pin = said.toString().strip();
        assertTrue(pin.matches("\\d{6}"), pin);
        Path file = folder.resolve("access.json");
        // what another process wrote need not look as this one would write it
        String written = Files.readString(file).replace(" ", "");
        Files.writeString(file, written);
        said.getBuffer().setLength(0);
        assertEquals(0, run("pin", "--data-dir", folder.toString()));
        assertEquals(pin, said.toString().strip());
        assertEquals(written, Files.readString(file));
    }

    @Test
    void listsAllSessionsAlsoWhenTheyAreMoreThanAPage() {
        FakeStore store = new FakeStore();
        for (int i = 0; i < 5; i++) {
            var _ =
                    store.create(
                            SessionDraft.named("Lap " + i),
                            SessionOrigin.LIVE,
                            Instant.EPOCH.plusSeconds(i));
        }
        SessionsCommand.print(store, "", 2, new PrintWriter(said, true));
        assertEquals(6, said.toString().lines().count(), said::toString);
        assertTrue(said.toString().contains("Lap 0"), said::toString);
    }

    private int run(String... args) {
        PrintWriter out = new PrintWriter(said, true);
        CommandLine line = CartelemCommand.commandLine();
        return line.setOut(out).setErr(out).execute(args);
    }
}
