package io.cartelem.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.cartelem.server.Phrasebook;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every word of the pages stands in the tables of words, in each language, and nowhere else.
class PageTextsTest {
    private static final List<String> LANGUAGES = List.of("en", "de");
    private static final Pattern MARKED = Pattern.compile("data-(?:text|label|hint)=\"([^\"]+)\"");
    private static final Pattern ASKED =
            Pattern.compile("(?:\\bt|knows|count)\\((?:\\w+ [^'`]*\\? )?[`']([^`']+)[`']");
    private static final Pattern KEY =
            Pattern.compile("'([a-z]+(?:\\.[a-z_]+)+)'|`([a-z]+\\.)\\$\\{[^}]+}`");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern COMMENT =
            Pattern.compile("/\\*[\\s\\S]*?\\*/|^\\s*//.*$", Pattern.MULTILINE);
    private static final Pattern LITERAL = Pattern.compile("'([^'\\n]*)'|`([^`]*)`");
    private static final Pattern INSERTED = Pattern.compile("\\$\\{[^{}]*}");

    /// Keys that are made of a part and what the server, or a page, names.
    private static final Set<String> FAMILIES =
            Set.of(
                    "said.",
                    "channel.",
                    "badge.",
                    "part.",
                    "origin.",
                    "severity.",
                    "connection.",
                    "text.",
                    "language.",
                    "lap.",
                    "compare.",
                    "title.");

    /// Where the server says something, below this module.
    private static final Path SERVER = Path.of("src", "main", "java", "io", "cartelem", "server");

    /// What the server says to programs, in answers to calls that no page makes.
    private static final Set<String> TO_PROGRAMS =
            Set.of(
                    "There is no token with that id.",
                    "This address has no such method.",
                    "The body is no JSON that is accepted here.",
                    "The body is no JSON: line %d, column %d.",
                    "More is posted to this sensor than is read.",
                    "A message to a sensor has at most 128 KiB.",
                    "The map has no such tile.",
                    "The store has a problem; the desktop shows which.",
                    "The desktop shows the last failure.",
                    "The car cannot be asked now.",
                    "No OBD adapter is connected.",
                    "Switched off.",
                    "The message is no JSON.",
                    "Known here is ping; seek, pause, play and speed belong to a replay.",
                    "Known are ping, seek, pause, play and speed.");

    private static String read(String path) throws IOException {
        try (InputStream in = PageTextsTest.class.getResourceAsStream("/web" + path)) {
            assertTrue(in != null, path);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> table(String language) throws IOException {
        String text = read("/js/text/" + language + ".js");
        String json = text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1);
        return new ObjectMapper()
                .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .readValue(json, new TypeReference<TreeMap<String, String>>() {});
    }

    private static Map<String, String> files(String extension) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String path : new TreeSet<>(new StaticFiles(Phrasebook.NONE).paths())) {
            boolean own = !path.startsWith("/lib/") && !path.startsWith("/js/text/");
            if (own && path.endsWith(extension) && !path.startsWith("/docs")) {
                found.put(path, read(path));
            }
        }
        return found;
    }

    @Test
    void everyKeyHasWordsInEveryLanguage() throws IOException {
        Map<String, String> english = table("en");
        for (String language : LANGUAGES) {
            Map<String, String> other = table(language);
            assertEquals(english.keySet(), other.keySet(), language);
            for (String key : english.keySet()) {
                assertFalse(other.get(key).isBlank(), language + " " + key);
                assertEquals(places(english.get(key)), places(other.get(key)), key);
            }
        }
    }

    private static Set<String> places(String words) {
        Set<String> found = new TreeSet<>();
        PLACE.matcher(words).results().forEach(place -> found.add(place.group()));
        return found;
    }

    @Test
    void everyKeyOfAPageOrAModuleIsInTheTable() throws IOException {
        Set<String> known = table("en").keySet();
        for (Map.Entry<String, String> page : files(".html").entrySet()) {
            Matcher marked = MARKED.matcher(page.getValue());
            while (marked.find()) {
                assertTrue(known.contains(marked.group(1)), page.getKey() + " " + marked.group(1));
            }
        }
        for (Map.Entry<String, String> module : files(".js").entrySet()) {
            Matcher asked = ASKED.matcher(module.getValue());
            while (asked.find()) {
                String key = asked.group(1);
                int open = key.indexOf("${");
                boolean right =
                        open < 0
                                ? known.contains(key)
                                : open == 0 || FAMILIES.contains(key.substring(0, open));
                assertTrue(right, module.getKey() + " asks for " + key);
            }
        }
    }

    @Test
    void everySentenceOfTheServerThatAPageShowsIsSaidInTheOtherLanguages() throws IOException {
        Pattern whole = Pattern.compile("\"(\\p{Lu}[^\"\\n]* [^\"\\n]*\\.|\\p{Lu}\\p{Ll}+\\.)\"");
        Collection<String> known = table("en").values();
        Set<String> unknown = new TreeSet<>();
        int looked = 0;
        try (Stream<Path> walk = Files.walk(SERVER)) {
            for (Path file : walk.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher said = whole.matcher(Files.readString(file));
                while (said.find()) {
                    looked++;
                    if (!known.contains(said.group(1)) && !TO_PROGRAMS.contains(said.group(1))) {
                        unknown.add(file.getFileName() + ": " + said.group(1));
                    }
                }
            }
        }
        assertEquals(Set.of(), unknown);
        assertTrue(looked > 30, "only " + looked + " sentences were found");
    }

    @Test
    void aPageCanAskForTheStationsSentencesInEveryLanguageButEnglish() {
        Set<String> paths = new StaticFiles(Phrasebook.NONE).paths();
        for (String language : LANGUAGES) {
            boolean there = paths.contains("/js/text/sentences-" + language + ".json");
            assertEquals(!language.equals("en"), there, language);
        }
    }

    @Test
    void noKeyIsLeftOver() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String page : files(".html").values()) {
            MARKED.matcher(page).results().forEach(found -> used.add(found.group(1)));
        }
        for (String module : files(".js").values()) {
            KEY.matcher(module)
                    .results()
                    .forEach(f -> used.add(f.group(1) == null ? f.group(2) : f.group(1)));
            ASKED.matcher(module).results().forEach(found -> used.add(found.group(1)));
        }
        List<String> left = new ArrayList<>();
        for (String key : table("en").keySet()) {
            String one = key.endsWith(".one") ? key.substring(0, key.length() - 4) : key;
            String family = key.substring(0, key.indexOf('.') + 1);
            if (!used.contains(one) && !FAMILIES.contains(family)) {
                left.add(key);
            }
        }
        assertEquals(List.of(), left);
    }

    @Test
    void noPageHasWordsOfItsOwn() throws IOException {
        for (Map.Entry<String, String> page : files(".html").entrySet()) {
            String words =
                    page.getValue()
                            .replaceAll("<[^>]*>", " ")
                            .replace("&nbsp;", " ")
                            .replace("Cartelem", " ");
            assertFalse(
                    Pattern.compile("\\p{L}{2}").matcher(words).find(),
                    () -> page.getKey() + " says " + words.strip().replaceAll("\\s+", " "));
            Matcher said =
                    Pattern.compile("(?:aria-label|placeholder|title|alt)=\"([^\"]+)\"")
                            .matcher(page.getValue());
            while (said.find()) {
                assertEquals("Cartelem", said.group(1), page.getKey());
            }
        }
    }

    @Test
    void noModuleHasSentencesOfItsOwn() throws IOException {
        Pattern sentence =
                Pattern.compile("^\\p{Lu}\\p{Ll}+(?:$|[ .:…])|\\p{L}{2,} \\p{Ll}+ \\p{Ll}+");
        Pattern notForPeople = Pattern.compile("[\\[\\]#<>;()]|sans-serif|^[A-Z][a-z]+$");
        for (Map.Entry<String, String> module : files(".js").entrySet()) {
            String code = COMMENT.matcher(module.getValue()).replaceAll("");
            Matcher literal = LITERAL.matcher(code);
            while (literal.find()) {
                String text = literal.group(1) == null ? literal.group(2) : literal.group(1);
                String words = INSERTED.matcher(text).replaceAll("");
                if (sentence.matcher(words).find() && !notForPeople.matcher(words).find()) {
                    throw new AssertionError(module.getKey() + " says '" + text + "'");
                }
                assertFalse(
                        table("en").containsValue(words)
                                && Pattern.compile("^\\p{Lu}\\p{Ll}{2,}").matcher(words).find(),
                        () -> module.getKey() + " says '" + text + "', which is in the table");
            }
        }
    }
}
