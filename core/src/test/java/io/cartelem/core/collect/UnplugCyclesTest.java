package io.cartelem.core.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.PseudoTerminal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/// Cables that are pulled two hundred times within a minute of simulated time leave nothing behind.
@Timeout(300)
class UnplugCyclesTest {
    private static final int CYCLES = 200;

    /// Threads and files that the runtime may open meanwhile for itself; cycles that left one
    /// behind would show two hundred.
    private static final int STRANGERS = 20;

    /// A cycle that left a link's buffers behind would cost 64 KiB, all of them 13 MB.
    private static final long HEAP_TOLERANCE = 4 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final TelemetryBus bus = new TelemetryBus();

    @TempDir Path directory;

    @Test
    void inMemory() throws Exception {
        PluggableOpener port = new PluggableOpener();
        port.tellsPresence = true;
        port.plug();
        long threads = threads();
        try (CollectorSupervisor supervisor = supervisor(port)) {
            supervisor.start();
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                LoopbackLink device = port.device();
                device.write(new byte[] {'A'});
                awaitPublished(cycle);
                port.unplug();
                device.close();
                awaitRetrying(supervisor);
                port.plug();
                clock.advance(Duration.ofMillis(200));
            }
            port.device();
        }
        assertTrue(clock.monoNs() <= Duration.ofMinutes(1).toNanos());
        assertEquals(CYCLES + 1, port.attempts.get());
        Await.until(() -> threads() <= threads + STRANGERS);
    }

    @Test
    void overARealCable() throws Exception {
        assumeTrue(PseudoTerminal.available(), "this machine has no pseudo terminals");
        Path port = directory.resolve("ttyUSB0");
        LinkAddress address = new LinkAddress.Serial(port.toString());
        // The first cycle loads the serial library and whatever it keeps.
        cycle(address, port, 1);
        long threads = threads();
        long handles = handles();
        long heap = heap();
        cycle(address, port, CYCLES);
        Await.until(() -> threads() <= threads + STRANGERS);
        assertTrue(handles() <= handles + STRANGERS, "file handles are left open");
        // What other threads have just made is garbage with one of the next collections.
        Await.until(() -> heap() - heap < HEAP_TOLERANCE);
    }

    private void cycle(LinkAddress address, Path port, int cycles) throws Exception {
        long begin = clock.monoNs();
        long published = bus.published();
        PseudoTerminal device = plug(port);
        try (CollectorSupervisor supervisor =
                supervisor(LinkOpeners.of(address, LinkSettings.at(9600, clock)))) {
            supervisor.start();
            for (int cycle = 1; cycle <= cycles; cycle++) {
                Await.until(() -> supervisor.state().phase() == Phase.STARTING);
                device.write(new byte[] {'A'});
                awaitPublished(published + cycle);
                Files.delete(port);
                // Opened before the old one is gone, so that the system gives it another number.
                PseudoTerminal next = PseudoTerminal.open();
                device.close();
                device = next;
                awaitRetrying(supervisor);
                assertEquals("lost", supervisor.state().code());
                Files.createSymbolicLink(port, Path.of(next.devicePath()));
                clock.advance(Duration.ofMillis(200));
            }
        } finally {
            device.close();
            Files.deleteIfExists(port);
        }
        assertTrue(clock.monoNs() - begin <= Duration.ofMinutes(1).toNanos());
    }

    private static PseudoTerminal plug(Path port) throws Exception {
        PseudoTerminal device = PseudoTerminal.open();
        Files.createSymbolicLink(port, Path.of(device.devicePath()));
        return device;
    }

    private CollectorSupervisor supervisor(io.cartelem.core.collect.transport.LinkOpener opener) {
        return new CollectorSupervisor(
                new FakeCollector("gps"), opener, bus, clock, SupervisorSettings.DEFAULT);
    }

    private void awaitPublished(long count) {
        Await.until(() -> bus.published() == count);
    }

    private void awaitRetrying(CollectorSupervisor supervisor) throws InterruptedException {
        Await.until(() -> supervisor.state().phase() == Phase.RETRYING);
        clock.awaitPause(PATIENCE);
    }

    /// All threads but those of the runtime that carry virtual ones and come as needed.
    private static long threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .filter(name -> !name.startsWith("ForkJoinPool") && !name.contains("VirtualThread"))
                .count();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long handles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (var files = Files.list(open)) {
            return files.count();
        }
    }
}
