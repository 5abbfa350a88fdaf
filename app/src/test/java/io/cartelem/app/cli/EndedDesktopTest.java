package io.cartelem.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.fx.FxThread;
import io.cartelem.app.station.Await;
import io.cartelem.app.station.Station;
import io.cartelem.app.station.Stores;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The desktop in a process of its own that is asked to end while it records.
@Timeout(600)
class EndedDesktopTest {
    private static final String READY = "the window stands and the session records";

    @TempDir Path folder;

    @Test
    void aRecordingIsEndedAndNotLeftBehindWhenTheSystemEndsTheDesktop() throws Exception {
        Process process = start();
        try (BufferedReader out = process.inputReader()) {
            List<String> said = new ArrayList<>();
            String line = out.readLine();
            while (line != null && !line.contains(READY)) {
                said.add(line);
                line = out.readLine();
            }
            assertTrue(line != null, "it ended early after " + said);
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends when asked to");
        } finally {
            process.destroyForcibly();
        }
        try (var store = Stores.open(settings(), folder, Clock.system())) {
            assertEquals(List.of(), store.recover());
            SessionInfo session = store.session(1).orElseThrow();
            assertFalse(session.active());
            assertFalse(session.recovered(), "it was ended, not found");
            assertTrue(session.samples() > Child.SAMPLES, session.samples() + " samples");
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dglass.platform=Monocle",
                        "-Dmonocle.platform=Headless",
                        "-Dprism.order=sw",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString()));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static Configuration settings() {
        return new ConfigLoader().settingsFile(Map.of("PORT", "0")).load().configuration();
    }

    /// The child: the simulated car is recorded in a window that nobody closes.
    static final class Child {
        static final int SAMPLES = 50;

        private Child() {}

        public static void main(String[] args) {
            Station station = Station.open(settings(), Path.of(args[0]), Clock.system(), "test");
            station.simulate();
            station.recorder().start(SessionDraft.named("Ended"));
            Thread.ofVirtual().start(() -> sayWhenReady(station));
            Window.open(station, true, List.of(), null);
        }

        private static void sayWhenReady(Station station) {
            AtomicBoolean shown = new AtomicBoolean();
            Await.until(
                    "the window and samples",
                    Duration.ofMinutes(2),
                    () -> {
                        if (station.recorder().status().samples() > SAMPLES && toolkitRuns()) {
                            askForWindows(shown);
                        }
                        return shown.get();
                    });
            System.out.println(READY);
        }

        private static boolean toolkitRuns() {
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("JavaFX Application Thread"));
        }

        private static void askForWindows(AtomicBoolean shown) {
            try {
                FxThread.INSTANCE.execute(
                        () -> shown.set(!javafx.stage.Window.getWindows().isEmpty()));
            } catch (IllegalStateException e) {
                // its thread is there, but takes no work yet
                shown.set(false);
            }
        }
    }
}
