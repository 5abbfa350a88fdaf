package io.cartelem.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.ConfigProblem;
import io.cartelem.core.config.Key;
import io.cartelem.core.config.Keys;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.StoreException;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class SentencesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d\\}");

    /// The source puts sentences together from pieces, mostly at a place or a sign.
    private static final Pattern PIECE = Pattern.compile("\\{\\d\\}|^1 |[.:;)]|, not ");

    private static final Sentences GERMAN = Sentences.of(Locale.GERMAN);

    @TempDir Path folder;

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaces() throws IOException {
        Properties english = load("sentences");
        Properties german = load("sentences_de");
        assertEquals(
                new TreeSet<>(english.stringPropertyNames()),
                new TreeSet<>(german.stringPropertyNames()));
        for (String key : english.stringPropertyNames()) {
            assertEquals(places(english.getProperty(key)), places(german.getProperty(key)), key);
        }
    }

    @Test
    void everyPatternKnowsItsOwnSentenceAndNoOtherTakesIt() throws IOException {
        Properties english = load("sentences");
        Properties german = load("sentences_de");
        for (String key : english.stringPropertyNames()) {
            String sentence = filled(english.getProperty(key));
            assertEquals(Optional.of(key), GERMAN.keyOf(sentence), sentence);
            assertEquals(filled(german.getProperty(key)), GERMAN.say(sentence), key);
        }
    }

    @Test
    void theWholeTableIsHandedOutAsItIsWritten() throws IOException {
        Map<String, String> table = Sentences.table("de");
        Properties english = load("sentences");
        Properties german = load("sentences_de");
        for (String key : english.stringPropertyNames()) {
            assertEquals(german.getProperty(key), table.get(english.getProperty(key)), key);
        }
        assertEquals(Map.of(), Sentences.table("en"));
    }

    @Test
    void everyPatternIsOfASentenceThatStandsInTheSource() throws IOException {
        String source = sources();
        Map<String, String> missing = new TreeMap<>();
        load("sentences")
                .forEach(
                        (key, english) -> {
                            for (String part : PIECE.split((String) english)) {
                                if (part.length() > 5 && !source.contains(part.strip())) {
                                    missing.put((String) key, part);
                                }
                            }
                        });
        assertEquals(Map.of(), missing, "the station says this no more");
    }

    @Test
    void whatIsWrongWithASettingIsSaidInGerman() {
        for (Key<?> key : Keys.all()) {
            for (ConfigProblem problem :
                    new ConfigLoader()
                            .settingsFile(Map.of(key.name(), "no good"))
                            .load()
                            .problems()) {
                String german = GERMAN.say(problem.sentence());
                assertTrue(german.contains(" muss "), german);
                assertTrue(german.endsWith("(Einstellungsdatei)"), german);
                assertTrue(GERMAN.keyOf(key.allowed()).isPresent(), key.allowed());
            }
        }
    }

    @Test
    void whyADeviceCannotBeOpenedIsSaidInGerman() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        knows(failure("tcp://127.0.0.1:" + closed));
        knows(failure("/dev/no-such-port"));
    }

    @Test
    void whyAFileCannotBeOpenedIsSaidInGerman() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.db"), "Dear Ana, ".repeat(200));
        knows(refusal(letter));
        Path file = folder.resolve("cartelem.db");
        try (var first = SqliteStore.open(file, SqliteOptions.defaults(), Clock.system())) {
            assertEquals(0, first.status().lostSamples());
            knows(refusal(file));
        }
    }

    @Test
    void theNamesOfTheFormatsAreSaidInGerman() {
        for (Exporter exporter : Exporters.all()) {
            assertTrue(GERMAN.keyOf(exporter.title()).isPresent(), exporter.title());
        }
    }

    @Test
    void whatStandsInASentenceIsTranslatedToo() {
        assertEquals(
                "/dev/ttyUSB0 wird von einem anderen Programm benutzt: jenes Programm schließen;"
                        + " nächster Versuch in 4 s",
                GERMAN.say(
                        "/dev/ttyUSB0 is in use by another program: close that program;"
                                + " next attempt in 4 s"));
    }

    @Test
    void whatIsLeftOutOfADbcFileIsSaidInGerman() {
        assertEquals(
                "12 Rahmen/s bei 500 kbit/s, 80 % davon in der DBC-Datei; 2 der DBC-Datei"
                        + " ausgelassen: car.dbc, Zeile 7: SG_ ausgelassen: erwartet der Faktor,"
                        + " gefunden \";\"",
                GERMAN.say(
                        "12 frames/s at 500 kbit/s, 80 % of them in the DBC file; 2 left out of the"
                                + " DBC file: car.dbc, line 7: SG_ left out: expected the factor,"
                                + " found \";\""));
        assertEquals(
                "car.dbc, Zeile 3: Signal B von M ausgelassen: es passt nicht in die 8 Byte seiner"
                        + " Botschaft",
                GERMAN.say(
                        "car.dbc, line 3: signal B of M left out: it does not fit into the 8 bytes"
                                + " of its message"));
    }

    @Test
    void whatTheCarCouldNotTellIsSaidInGerman() {
        assertEquals(
                "Ein Teil der gespeicherten Fehlercodes kam beschädigt an; es fehlen vielleicht"
                        + " einige.",
                GERMAN.say(
                        "A part of the stored trouble codes came damaged; some may be missing."));
        assertEquals(
                "Das Auto nennt seine permanenten Fehlercodes nicht.",
                GERMAN.say("The car does not tell permanent trouble codes."));
        assertEquals(
                "Steuergerät 7E8: ein Fehlercode ist abgeschnitten.",
                GERMAN.say("Control unit 7E8: a trouble code is cut in half."));
        assertEquals(
                "Ein Steuergerät nennt eine Fahrgestellnummer, die keine ist: „WVW“.",
                GERMAN.say("A control unit tells a VIN that is none: 'WVW'."));
    }

    @Test
    void whatNobodyTranslatedStaysEnglish() {
        assertEquals("The moon is full.", GERMAN.say("The moon is full."));
        assertEquals("", GERMAN.say(""));
        Sentences english = Sentences.of(Locale.ENGLISH);
        assertEquals("switched off", english.say("switched off"));
        assertEquals("switched off", Sentences.of(Locale.forLanguageTag("fi")).say("switched off"));
    }

    private static void knows(String sentence) {
        assertTrue(GERMAN.keyOf(sentence).isPresent(), sentence);
        assertNotEquals(sentence, GERMAN.say(sentence));
    }

    private static String failure(String address) {
        LinkException failure =
                assertThrows(
                        LinkException.class,
                        () ->
                                LinkOpeners.of(
                                                LinkAddress.parse(address),
                                                LinkSettings.at(9600, Clock.system()))
                                        .open()
                                        .close());
        return String.valueOf(failure.getMessage());
    }

    private static String refusal(Path file) {
        StoreException refusal =
                assertThrows(
                        StoreException.class,
                        () ->
                                SqliteStore.open(file, SqliteOptions.defaults(), Clock.system())
                                        .close());
        return String.valueOf(refusal.getMessage());
    }

    private static List<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group()).sorted().toList();
    }

    private static String filled(String pattern) {
        Matcher place = PLACE.matcher(pattern);
        return place.replaceAll(found -> "<" + found.group().charAt(1) + ">");
    }

    /// All sources with the pieces of broken strings put together.
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("core", "persistence", "embedded-server", "app")) {
            try (var walk = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : walk.filter(p -> p.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }

    private static Properties load(String name) throws IOException {
        Properties properties = new Properties();
        try (var in = Sentences.class.getResourceAsStream(name + ".properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
