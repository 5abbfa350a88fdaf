package io.cartelem.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.config.Configuration.Origin;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class ConfigLoaderTest {
    @Test
    void takesTheStrongestOfAllPlaces() {
        Configuration config =
                new ConfigLoader()
                        .settingsFile(
                                Map.of(
                                        "PORT",
                                        "1",
                                        "GPS_RATE_HZ",
                                        "5",
                                        "THEME",
                                        "sunlight",
                                        "HOST",
                                        "a"))
                        .dotEnv(Map.of("PORT", "2", "GPS_RATE_HZ", "6", "THEME", "dark"))
                        .environment(Map.of("PORT", "3", "GPS_RATE_HZ", "7"))
                        .commandLine(Map.of("PORT", "4"))
                        .load()
                        .configuration();

        assertEquals(4, config.get(Keys.PORT));
        assertEquals(Origin.COMMAND_LINE, config.origin(Keys.PORT));
        assertEquals(7.0, config.get(Keys.GPS_RATE_HZ));
        assertEquals(Origin.ENVIRONMENT, config.origin(Keys.GPS_RATE_HZ));
        assertEquals(Theme.DARK, config.get(Keys.THEME));
        assertEquals(Origin.DOTENV, config.origin(Keys.THEME));
        assertEquals("a", config.get(Keys.HOST));
        assertEquals(Origin.SETTINGS, config.origin(Keys.HOST));
        assertEquals(5.0, config.get(Keys.OBD_RATE_HZ));
        assertFalse(config.isSet(Keys.OBD_RATE_HZ));
    }

    @Test
    void namesKeyValueAndWhatIsAllowedOfAnInvalidValue() {
        ConfigLoader.Result result =
                new ConfigLoader().environment(Map.of("PORT", "eighty")).load();

        assertFalse(result.usable());
        assertEquals(
                "PORT must be a port from 0 to 65535, not 'eighty'. (environment)",
                result.problems().getFirst().sentence());
        assertEquals(8000, result.configuration().get(Keys.PORT));
    }

    @Test
    void warnsOfAnUnknownKeyWithTheNearestName() {
        ConfigLoader.Result result =
                new ConfigLoader().dotEnv(Map.of("OBD_PROT", "sim", "BANANA", "1")).load();

        assertTrue(result.usable());
        assertEquals(
                List.of(
                        "BANANA (.env) is not a setting of Cartelem.",
                        "OBD_PROT (.env) is not a setting of Cartelem; did you mean OBD_PORT?"),
                result.problems().stream().map(ConfigProblem::sentence).toList());
    }

    @Test
    void ignoresOtherProgramsEnvironment() {
        assertEquals(
                List.of(),
                new ConfigLoader().environment(Map.of("SHELL", "/bin/sh")).load().problems());
    }

    @Test
    void masksSecretsWhereverTheyAreShown() {
        Configuration config =
                new ConfigLoader()
                        .environment(
                                Map.of(
                                        "OPERATOR_PIN",
                                        "4711",
                                        "DATABASE_URL",
                                        "postgresql://me:secret@db/cars"))
                        .load()
                        .configuration();

        String shown = config.entries().toString();
        assertFalse(shown.contains("4711") || shown.contains("secret"), shown);
        assertEquals("4711", config.get(Keys.OPERATOR_PIN));
    }

    @Test
    void keepsASecretOutOfTheComplaintAboutIt() {
        String sentence =
                new ConfigLoader()
                        .environment(Map.of("OPERATOR_PIN", "hunter2"))
                        .load()
                        .problems()
                        .getFirst()
                        .sentence();

        assertFalse(sentence.contains("hunter2"), sentence);
    }

    @Test
    void readsEveryKindOfValue() {
        Configuration config =
                new ConfigLoader()
                        .commandLine(
                                Map.of(
                                        "GPS_PORT", "gpsd://pit",
                                        "GPS_BAUDRATE", "auto",
                                        "OBD_PORT", "tcp://192.168.0.10:35000",
                                        "OBD_BAUDRATE", "38400",
                                        "OBD_RECONNECT_DELAY", "2.5",
                                        "OBD_PIDS", "RPM, COOLANT_TEMP@0.5",
                                        "RAW_CAPTURE", "yes",
                                        "SYNC", "normal",
                                        "THEME", "light",
                                        "TLS", "self-signed"))
                        .load()
                        .configuration();

        assertEquals(new LinkAddress.Gpsd("pit", 2947), config.get(Keys.GPS_PORT));
        assertTrue(config.get(Keys.GPS_BAUDRATE).isEmpty());
        assertEquals(new LinkAddress.Tcp("192.168.0.10", 35_000), config.get(Keys.OBD_PORT));
        assertEquals(38_400, config.get(Keys.OBD_BAUDRATE).getAsInt());
        assertEquals(Duration.ofMillis(2_500), config.get(Keys.OBD_RECONNECT_DELAY));
        assertEquals(List.of("RPM", "COOLANT_TEMP@0.5"), config.get(Keys.OBD_PIDS));
        assertTrue(config.get(Keys.RAW_CAPTURE));
        assertEquals(SyncMode.NORMAL, config.get(Keys.SYNC));
        assertEquals(Theme.SUNLIGHT, config.get(Keys.THEME));
        assertEquals("self-signed", config.get(Keys.TLS));
    }

    @Test
    void refusesWhatNoKeyAllows() {
        Map<String, String> wrong =
                Map.ofEntries(
                        Map.entry("OBD_PORT", "gpsd://pit"),
                        Map.entry("GPS_PORT", "ftp://pit:1"),
                        Map.entry("GPS_RATE_HZ", "NaN"),
                        Map.entry("OBD_PIDS", "@5"),
                        Map.entry("RAW_CAPTURE", "perhaps"),
                        Map.entry("SYNC", "half"),
                        Map.entry("LANGUAGE", "fr"),
                        Map.entry("TILES_URL", "https://tiles.example"),
                        Map.entry("TLS", "on"),
                        Map.entry("DATABASE_URL", "mysql://db/cars"),
                        Map.entry("HOST", ""),
                        Map.entry("OBD_BAUDRATE", "fast"));

        ConfigLoader.Result result = new ConfigLoader().settingsFile(wrong).load();

        assertEquals(wrong.size(), result.problems().stream().filter(ConfigProblem::fatal).count());
    }
}
