package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.Launcher;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The whole program in a process of its own, ended as a user or a dead battery ends it.
@Timeout(120)
class KilledStationTest {
    private static final Pattern STATE =
            Pattern.compile("REC (\\d+):(\\d+):(\\d+) .*\\| (\\d+) samples, .*");

    @TempDir Path folder;

    @Test
    void losesNoMoreThanTheLastQuarterOfASecondWhenKilled() throws Exception {
        Process process = start("simulate", "--headless", "--name", "Killed");
        try (BufferedReader out = process.inputReader()) {
            List<String> head = new ArrayList<>();
            Matcher before = state(out, head, 3);
            Matcher last = state(out, head, Integer.parseInt(before.group(3)) + 1);
            process.destroyForcibly().waitFor();

            assertTrue(head.toString().contains("SIMULATED"), head.toString());
            assertTrue(
                    head.toString().contains(folder.toString()),
                    "says where the file lies: " + head);
            assertTrue(head.toString().contains("OBD_PORT"), "says how to connect: " + head);
            long handedOverASecondAgo = Long.parseLong(before.group(4));
            checkRecovered(handedOverASecondAgo, Integer.parseInt(last.group(3)));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void endsCleanlyWhenAskedTo() throws Exception {
        Process process = start("simulate", "--headless", "--name", "Ended");
        try (BufferedReader out = process.inputReader()) {
            state(out, new ArrayList<>(), 2);
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "ends within 20 s of SIGTERM");
        } finally {
            process.destroyForcibly();
        }
        try (var store = Stores.open(settings(), folder, Clock.system())) {
            assertEquals(List.of(), store.recover());
            SessionInfo session = store.session(1).orElseThrow();
            assertEquals(false, session.active());
            assertEquals(false, session.recovered());
        }
    }

    private void checkRecovered(long handedOver, int seconds) {
        try (Station station = Station.open(settings(), folder, Clock.system(), "test")) {
            assertEquals(1, station.recovered().size());
            SessionInfo session = station.store().session(1).orElseThrow();
            assertEquals("Killed", session.name());
            assertEquals(SessionOrigin.SIMULATED, session.origin());
            assertTrue(session.recovered());
            assertTrue(
                    session.samples() >= handedOver,
                    session.samples() + " samples of " + handedOver + " that were a second old");
            long newest =
                    station.store().channels(1).stream()
                            .mapToLong(ChannelSummary::lastNs)
                            .max()
                            .orElseThrow();
            // A 10 Hz receiver speaks every 100 ms, a commit begins within 250 ms, and a slow disk
            // may take half a second for it; the line of state was printed when its seconds were
            // over.
            assertTrue(
                    newest >= TimeUnit.MILLISECONDS.toNanos(seconds * 1_000L - 900),
                    "the newest sample is of "
                            + newest / 1e9
                            + " s, the kill came after "
                            + seconds
                            + " s");
        }
    }

    private Configuration settings() {
        return new ConfigLoader().load().configuration();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.add(Launcher.class.getName());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data-dir", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("OBD_") || name.startsWith("GPS_"));
        return builder.redirectErrorStream(true).start();
    }

    /// Reads to the first line of state at or after `seconds` of recording.
    private static Matcher state(BufferedReader out, List<String> others, int seconds)
            throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = STATE.matcher(line);
            if (!matcher.matches()) {
                others.add(line);
            } else if (Integer.parseInt(matcher.group(3)) >= seconds) {
                return matcher;
            }
        }
        throw new AssertionError("the process ended early after " + others);
    }
}
