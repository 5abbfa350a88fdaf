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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The whole program in a process of its own, ended as a user or a dead battery ends it.
@Timeout(600)
class KilledStationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Pattern STATE =
            Pattern.compile("REC (\\d+):(\\d+):(\\d+) .*\\| (\\d+) samples, .*");

    @TempDir Path folder;

    /// How soon something is on the disk depends on the disk; what is there by then is what a kill
    /// must not take.
    @Test
    void bringsToTheDiskWhatItHasRecordedAndLosesNothingOfThatWhenKilled() throws Exception {
        Process process = start("simulate", "--headless", "--name", "Killed");
        OnDisk disk;
        List<String> head = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            long recorded = Long.parseLong(state(out, head, 3).group(4));
            Await.until(
                    "all that was recorded so far to be on the disk, while it goes on",
                    PATIENCE,
                    () -> onDisk().samples() >= recorded);
            disk = onDisk();
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(head.toString().contains("SIMULATED"), head.toString());
        assertTrue(
                head.toString().contains(folder.toString()), "says where the file lies: " + head);
        assertTrue(head.toString().contains("OBD_PORT"), "says how to connect: " + head);
        checkRecovered(disk);
    }

    /// What another program finds in the file that is being written.
    ///
    /// @param newestUs microseconds since the session's start
    private record OnDisk(long samples, long newestUs) {}

    private OnDisk onDisk() {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Stores.FILE));
                Statement statement = connection.createStatement()) {
            boolean _ = statement.execute("PRAGMA busy_timeout = 60000");
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT sum(n), max(t) FROM"
                                    + " (SELECT count(*) AS n, max(t_us) AS t FROM sample_tail"
                                    + " UNION ALL"
                                    + " SELECT sum(count), max(last_us) FROM sample_chunk)")) {
                assertTrue(found.next());
                return new OnDisk(found.getLong(1), found.getLong(2));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endsCleanlyWhenAskedTo() throws Exception {
        Process process = start("simulate", "--headless", "--name", "Ended");
        try (BufferedReader out = process.inputReader()) {
            state(out, new ArrayList<>(), 2);
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ends when it is asked to");
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

    private void checkRecovered(OnDisk disk) {
        try (Station station = Station.open(settings(), folder, Clock.system(), "test")) {
            assertEquals(1, station.recovered().size());
            SessionInfo session = station.store().session(1).orElseThrow();
            assertEquals("Killed", session.name());
            assertEquals(SessionOrigin.SIMULATED, session.origin());
            assertTrue(session.recovered());
            assertTrue(
                    session.samples() >= disk.samples(),
                    session.samples() + " samples of " + disk.samples());
            long newestUs =
                    station.store().channels(1).stream()
                                    .mapToLong(ChannelSummary::lastNs)
                                    .max()
                                    .orElseThrow()
                            / 1_000;
            assertTrue(
                    newestUs >= disk.newestUs(),
                    "the newest is of " + newestUs + " µs, on the disk was " + disk);
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
        // any free port: what else listens on this machine is no matter
        command.addAll(List.of("--port", "0", "--data-dir", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("OBD_") || name.startsWith("GPS_"));
        return builder.redirectErrorStream(true).start();
    }

    /// Reads to the first line of state at or after `seconds` of recording that tells of samples.
    private static Matcher state(BufferedReader out, List<String> others, int seconds)
            throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = STATE.matcher(line);
            if (!matcher.matches()) {
                others.add(line);
            } else if (Integer.parseInt(matcher.group(3)) >= seconds
                    && Long.parseLong(matcher.group(4)) > 0) {
                return matcher;
            }
        }
        throw new AssertionError("the process ended early after " + others);
    }
}
