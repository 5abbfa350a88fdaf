package io.cartelem.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.cartelem.app.station.Await;
import io.cartelem.app.station.Station;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What docs/API.md says is true: its examples run against a station, its list is the station's.
@Timeout(600)
class DocumentedApiTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "API.md");
    private static final Pattern CALL =
            Pattern.compile("^\\| `([A-Z]+ /\\S+)` \\|", Pattern.MULTILINE);
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @TempDir Path folder;

    private Station station;
    private String address;

    @BeforeEach
    void driveTheSimulatedCar() throws Exception {
        station =
                Station.open(
                        new ConfigLoader().commandLine(Map.of("PORT", "0")).load().configuration(),
                        folder,
                        Clock.system(),
                        "test");
        station.simulate();
        String uri = station.serve(true).addresses().getFirst().toString();
        Await.until(
                "the car to speak",
                Duration.ofSeconds(60),
                () ->
                        station.live().latest("obd.RPM").isPresent()
                                && station.live().latest("gps.speed_kph").isPresent());
        address = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void listsEveryCallOfTheOpenApiDocumentAndNoOther() throws IOException {
        Set<String> described = new TreeSet<>();
        Matcher row = CALL.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            described.add(row.group(1));
        }
        Set<String> served = new TreeSet<>();
        try (InputStream openApi = Station.class.getResourceAsStream("/web/openapi.json")) {
            JsonNode paths = new ObjectMapper().readTree(openApi).get("paths");
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> {
                                    if (METHODS.contains(method)) {
                                        served.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey());
                                    }
                                });
            }
        }
        assertEquals(served, described);
    }

    /// In the order of the page: what curl records, Python reads.
    @Test
    void examplesRun() throws Exception {
        assumeTrue(
                Programs.present("bash") && Programs.present("curl"),
                "bash or curl is not on this machine");
        String recorded = run("sh", "bash", "-e");
        assertTrue(recorded.contains("\"name\":\"RPM\""), recorded);
        assertTrue(recorded.contains("id,session_id,source,channel,ts_utc,ts_mono_ns"), recorded);
        String file = Files.readString(folder.resolve("drive.csv"));
        assertTrue(file.contains(",obd,RPM,"), file);

        assumeTrue(Programs.present("python3"), "python3 is not on this machine");
        Matcher counted =
                Pattern.compile("(\\d+) samples of (\\d+)").matcher(run("python", "python3"));
        assertTrue(counted.find());
        assertEquals(counted.group(2), counted.group(1));
        assertFalse(counted.group(1).equals("0"));

        assumeTrue(Programs.present("node"), "node is not on this machine");
        String live = run("js", "node", "--experimental-websocket");
        assertTrue(live.contains(" obd.") || live.contains(" gps."), live);
    }

    private String run(String language, String... program) throws Exception {
        Path script = folder.resolve("example." + language);
        Files.writeString(script, example(language));
        List<String> command = new ArrayList<>(List.of(program));
        command.add(script.toString());
        Path said = folder.resolve(language + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment().put("CARTELEM", address);
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        String output = Files.readString(said);
        assertTrue(ended, "the example does not end: " + output);
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    private static String example(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(DOCUMENT));
        assertTrue(block.find(), "no example in " + language);
        return block.group(1);
    }
}
