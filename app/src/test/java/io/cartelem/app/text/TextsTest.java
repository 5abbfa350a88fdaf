package io.cartelem.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.config.Keys;
import io.cartelem.core.model.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class TextsTest {

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertEquals(
                new TreeSet<>(load("texts").stringPropertyNames()),
                new TreeSet<>(load("texts_de").stringPropertyNames()));
    }

    @Test
    void placeholdersAreTheSameInBothLanguages() throws IOException {
        Properties german = load("texts_de");
        load("texts")
                .forEach(
                        (key, text) ->
                                assertEquals(
                                        placeholders((String) text),
                                        placeholders(german.getProperty((String) key)),
                                        () -> "placeholders of " + key));
    }

    @Test
    void everyTextNamedInTheSourceExists() throws IOException {
        Properties texts = load("texts");
        Pattern use =
                Pattern.compile("(?:text|get|item|menu\\.)\\(\\s*\"([a-z]+(?:[._][a-z_]+)+)\"");
        TreeSet<String> missing = new TreeSet<>();
        int found = 0;
        List<Path> sources;
        try (var walk = Files.walk(Path.of("src/main/java/io/cartelem/app"))) {
            sources = walk.filter(p -> p.toString().endsWith(".java")).toList();
        }
        for (Path source : sources) {
            Matcher matcher = use.matcher(Files.readString(source));
            while (matcher.find()) {
                found++;
                String key = matcher.group(1);
                if (key.contains(".") && !key.endsWith(".") && !texts.containsKey(key)) {
                    missing.add(source.getFileName() + ": " + key);
                }
            }
        }
        assertTrue(found > 20, "the search pattern finds too few uses: " + found);
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void everySettingHasItsMeaning() throws IOException {
        Properties texts = load("texts");
        assertEquals(
                List.of(),
                Keys.all().stream()
                        .map(key -> "setting." + key.name())
                        .filter(key -> !texts.containsKey(key))
                        .toList());
    }

    @Test
    void anUnknownKeyShowsItself() {
        assertEquals("no.such.key", Texts.of("en").get("no.such.key"));
    }

    @Test
    void germanIsUsedForGermanAndEnglishForWhatIsNotTranslated() {
        assertEquals("Einstellungen", Texts.of("de").get("page.settings"));
        assertEquals("Settings", Texts.of("fi").get("page.settings"));
    }

    @Test
    void unknownChannelsGetAReadableName() {
        Texts texts = Texts.of("en");
        assertEquals("Coolant", texts.channel(Channel.number("obd", "COOLANT_TEMP", "°C", 0)));
        assertEquals("Oil temp", texts.channel(Channel.number("obd", "OIL_TEMP", "°C", 0)));
        assertEquals("MAP", texts.channel(Channel.number("obd", "MAP", "kPa", 0)));
        assertEquals("Tyre pressure", texts.channel("box", "tyre_pressure"));
    }

    private static Set<String> placeholders(String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d\\}").matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Properties load(String name) throws IOException {
        Properties properties = new Properties();
        try (var in = Texts.class.getResourceAsStream(name + ".properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
