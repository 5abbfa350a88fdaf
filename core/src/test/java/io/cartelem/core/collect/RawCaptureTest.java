package io.cartelem.core.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

@Timeout(300)
class RawCaptureTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final TelemetryBus bus = new TelemetryBus();
    private final CollectorRegistry registry = new CollectorRegistry(clock);

    @TempDir Path directory;

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void oneFileFollowsASourceThroughAnExchangeOfItsCollector() throws Exception {
        Path folder = directory.resolve("raw");
        LoopbackLink first = start("gps");
        try (RawCapture capture = RawCapture.begin(registry, folder, clock)) {
            send(first, "A");
            LoopbackLink second = start("gps");
            send(second, "B");
            assertEquals(List.of(), capture.failures());
        }
        send(start("obd"), "C");
        List<String> lines = Files.readAllLines(folder.resolve("gps.capture"));
        assertTrue(lines.contains("0.000000 < A"), lines.toString());
        assertTrue(lines.contains("0.000000 = open loopback:host"), lines.toString());
        assertTrue(lines.contains("0.000000 < B"), lines.toString());
        assertFalse(Files.exists(folder.resolve("obd.capture")), "it had ended");
    }

    @Test
    void aFileThatCannotBeMadeDoesNotStopTheCollector() throws Exception {
        Files.createDirectories(directory.resolve("gps.capture"));
        try (RawCapture capture = RawCapture.begin(registry, directory, clock)) {
            send(start("gps"), "A");
            assertEquals(List.of(), capture.failures());
        }
        Path file = Files.createFile(directory.resolve("file"));
        assertThrows(IOException.class, () -> RawCapture.begin(registry, file, clock).close());
    }

    private LoopbackLink start(String source) throws InterruptedException {
        PluggableOpener port = new PluggableOpener();
        port.plug();
        registry.start(
                new CollectorSupervisor(
                        new FakeCollector(source), port, bus, clock, SupervisorSettings.DEFAULT));
        return port.device();
    }

    private void send(LoopbackLink device, String text) throws Exception {
        long before = bus.published();
        device.write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Await.until(() -> bus.published() == before + text.length());
    }
}
