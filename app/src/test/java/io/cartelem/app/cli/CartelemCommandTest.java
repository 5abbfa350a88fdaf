package io.cartelem.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

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

    private int run(String... args) {
        PrintWriter out = new PrintWriter(said, true);
        CommandLine line = CartelemCommand.commandLine();
        return line.setOut(out).setErr(out).execute(args);
    }
}
