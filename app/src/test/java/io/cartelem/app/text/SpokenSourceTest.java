package io.cartelem.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.air.RadioWarning;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Walks through the source of radio, sensors, CAN bus, calculated channels and plugins: whatever
/// they say to a person has a pattern, and with it a German sentence. Who writes a new sentence
/// there hears of it here.
class SpokenSourceTest {
    private static final Path CORE = Path.of("..", "core", "src", "main", "java", "io", "cartelem");
    private static final List<String> ROOMS = List.of("mesh", "sensor", "can", "calc", "plugin");

    /// What is said here of single bytes stands in the transcript, which is English.
    private static final Set<String> OF_BYTES =
            Set.of(
                    "mesh/pack",
                    "mesh/proto",
                    "mesh/stream/StreamFramer.java",
                    "can/dbc",
                    "can/wire");

    /// Names of devices, words that are looked for, and how a function is written.
    private static final Set<String> NO_SENTENCES =
            Set.of(
                    "duty cycle",
                    "rate limit",
                    "too fast",
                    "in use",
                    "Meshtastic node",
                    "firmware",
                    "SLCAN adapter",
                    "serial number",
                    "Division by zero",
                    "No name",
                    "No subject alternative",
                    "derivative(value) or derivative(value, seconds)",
                    "mean(value, seconds)",
                    "lag(value, seconds)");

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$| // .*$");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    /// Calls whose texts nobody but a programmer reads.
    private static final Pattern UNHEARD =
            Pattern.compile(
                    "(?s)(LOG\\.\\w+|new IllegalStateException|new IllegalArgumentException|"
                            + "\\brejected)\\((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*?\\);");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern EDGE = Pattern.compile("^[\\s\",:;]+|[\\s\",:;]+$");
    private static final Pattern PLACE = Pattern.compile("%[-+,.0-9]*[a-zA-Z%]|\\\\n");

    @Test
    void whateverIsSaidHasAPattern() throws IOException {
        String patterns = patterns();
        Set<String> unknown = new TreeSet<>();
        int looked = 0;
        for (String room : ROOMS) {
            for (Path file : files(room)) {
                for (String piece : pieces(file)) {
                    looked++;
                    if (!patterns.contains(piece) && !NO_SENTENCES.contains(piece)) {
                        unknown.add(file.getFileName() + ": " + piece);
                    }
                }
            }
        }
        assertEquals(Set.of(), unknown, "no pattern in sentences.properties has this");
        assertTrue(looked > 150, "only " + looked + " pieces of sentences were found");
    }

    @Test
    void whatIsPutTogetherIsSaidAsAWhole() {
        Map<String, String> said =
                Map.of(
                        "sensors.toml, line 3, box.baud: \"fast\"; write the serial line's rate, from"
                                + " 1200 to 3000000",
                        "sensors.toml, Zeile 3, box.baud: \"fast\"; die Rate der seriellen Leitung"
                                + " schreiben, von 1200 bis 3000000",
                        "sensors.toml, line 2, box: there is no such key; there are baud\n"
                                + "sensors.toml, line 4, calc.a: its decimals are 0 to 9, not 12",
                        "sensors.toml, Zeile 2, box: diesen Schlüssel gibt es nicht; es gibt baud\n"
                                + "sensors.toml, Zeile 4, calc.a: seine Stellen sind 0 bis 9, nicht"
                                + " 12",
                        "lines arrive; 1 line over the limit; 12 lines not understood; 1 value in"
                                + " doubt",
                        "Zeilen kommen an; 1 Zeile über der Grenze; 12 Zeilen nicht verstanden;"
                                + " 1 Wert zweifelhaft",
                        "lines arrive, but none is as described: the line has 1 column; at least 3"
                                + " are needed",
                        "Zeilen kommen an, aber keine ist wie beschrieben: die Zeile hat 1 Spalte;"
                                + " mindestens 3 sind nötig",
                        "1,950 frames/s at 500 kbit/s, 12 % of them in the DBC file; the bus reports"
                                + " errors",
                        "1,950 Rahmen/s bei 500 kbit/s, 12 % davon in der DBC-Datei; der Bus meldet"
                                + " Fehler",
                        "no frame for 12 s at 500 kbit/s; is the ignition on?",
                        "seit 12 s kein Rahmen bei 500 kbit/s; ist die Zündung an?",
                        "0.5 samples a second, 4 in a packet: the duty limit of the region.",
                        "0.5 Werte in der Sekunde, 4 in einem Paket: so weit die Sendezeitgrenze der"
                                + " Region es zulässt.",
                        "Nothing is heard of CAR2 any more: out of range, or switched off. Receiving"
                                + " CAR1.",
                        "Von CAR2 ist nichts mehr zu hören: außer Reichweite oder ausgeschaltet."
                                + " CAR1 wird empfangen.",
                        "2 channels calculated; 1 cannot be calculated: calc.x: \"sin(\", character"
                                + " 4: it cannot be read; do its brackets come in pairs?",
                        "2 Kanäle berechnet; 1 nicht zu berechnen: calc.x: „sin(“, Zeichen 4: er ist"
                                + " nicht zu lesen; kommen seine Klammern paarweise?");
        Texts german = Texts.of("de");
        said.forEach((english, expected) -> assertEquals(expected, german.sentence(english)));
    }

    @Test
    void everyWarningOfARadioIsSaidInGerman() {
        Texts german = Texts.of("de");
        for (RadioWarning warning : RadioWarning.values()) {
            String key = "radio.warning." + warning.name().toLowerCase(Locale.ROOT);
            assertTrue(german.has(key), key);
        }
    }

    private static List<Path> files(String room) throws IOException {
        Path folder = CORE.resolve("core").resolve(room);
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("RadioWarning.java"))
                    .filter(file -> OF_BYTES.stream().noneMatch(part -> within(file, part)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean within(Path file, String part) {
        return file.startsWith(CORE.resolve("core").resolve(part));
    }

    /// The fixed parts of texts of more than one word.
    private static List<String> pieces(Path file) throws IOException {
        String source = Files.readString(file);
        for (Pattern left : List.of(COMMENT, JOINED, UNHEARD)) {
            source = left.matcher(source).replaceAll("");
        }
        Matcher literal = LITERAL.matcher(source);
        Set<String> pieces = new TreeSet<>();
        while (literal.find()) {
            for (String piece : PLACE.split(literal.group(1).replace("\\\"", "\""))) {
                String words = EDGE.matcher(piece).replaceAll("");
                if (words.length() > 5
                        && words.matches("(?s).*[a-z]{2}.*")
                        && words.contains(" ")) {
                    pieces.add(words);
                }
            }
        }
        return List.copyOf(pieces);
    }

    private static String patterns() throws IOException {
        Properties properties = new Properties();
        try (var in = Sentences.class.getResourceAsStream("sentences.properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return String.join("\n", properties.values().stream().map(String::valueOf).toList());
    }
}
