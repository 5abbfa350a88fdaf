package io.cartelem.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.alert.AlertRule.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class AlertBookTest {
    @TempDir Path folder;

    private AlertBook book() {
        return new AlertBook(folder.resolve(AlertBook.FILE));
    }

    @Test
    void hasSensibleRulesBeforeAnybodyWroteAny() {
        List<AlertRule> rules = book().all();

        assertTrue(rules.stream().anyMatch(r -> r.channel().equals("obd.COOLANT_TEMP")));
        assertTrue(rules.stream().anyMatch(r -> r.channel().equals("obd.battery_voltage")));
        assertTrue(
                rules.stream()
                        .anyMatch(
                                r ->
                                        r.channel().equals("gps.latitude")
                                                && r.kind() == Kind.MISSING));
        assertTrue(
                rules.stream()
                        .anyMatch(r -> r.channel().equals("obd.RPM") && r.kind() == Kind.MISSING));
        assertFalse(Files.exists(folder.resolve(AlertBook.FILE)));
    }

    @Test
    void remembersWhatTheUserChanged() {
        AlertRule rule =
                new AlertRule(
                        "rev", "Revs", "obd.RPM", Kind.ABOVE, 6_500, 200, 0, Severity.INFO, true);
        AlertBook book = book();
        book.put(rule);
        book.put(rule.enabled(false));
        assertTrue(book.remove("gps-stale"));
        assertFalse(book.remove("gps-stale"));

        assertEquals(book.all(), book().all());
        assertEquals(rule.enabled(false), book().find("rev").orElseThrow());
        assertTrue(book().find("gps-stale").isEmpty());
        book.reset();
        assertTrue(book().find("gps-stale").isPresent());
    }

    @Test
    void setsAsideAFileThatMakesNoSense() throws IOException {
        String[] wrong = {
            "{",
            "{\"version\": 2, \"rules\": []}",
            "{\"version\": 1, \"rules\": [null]}",
            "{\"version\": 1, \"rules\": [{\"id\": \"a\", \"limit\": 1, \"hysteresis\": 0,"
                    + " \"seconds\": 0, \"enabled\": true}]}",
            "{\"version\": 1, \"rules\": [{\"id\": \"A A\", \"name\": \"A\", \"channel\": \"a.b\","
                    + " \"kind\": \"ABOVE\", \"limit\": 1, \"hysteresis\": 0, \"seconds\": 0,"
                    + " \"severity\": \"INFO\", \"enabled\": true}]}"
        };
        for (String text : wrong) {
            Files.writeString(folder.resolve(AlertBook.FILE), text);
            assertEquals(6, book().all().size(), text);
            assertTrue(Files.exists(folder.resolve(AlertBook.FILE + ".unreadable")), text);
            Files.delete(folder.resolve(AlertBook.FILE + ".unreadable"));
        }
    }
}
