package io.cartelem.core.collect.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.SerialPortInfo;
import io.cartelem.core.gps.NmeaProbe;
import io.cartelem.core.obd.adapter.ElmProbe;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.PseudoTerminal;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The real probes find the simulated car's devices on real ports.
@Timeout(300)
class SimulatedDevicesTest {
    @TempDir Path directory;
    private final ManualClock betweenSearches = new ManualClock(Instant.EPOCH);

    @Test
    void eachSourceGetsItsDevice() throws Exception {
        assumeTrue(PseudoTerminal.available(), "this machine has no pseudo terminals");
        Path file = directory.resolve("devices.json");
        try (SimulatedCar car =
                SimulatedCar.start(SimulatedCarSettings.usual().withPtys(true), Clock.system())) {
            PortScanner scanner = scanner(car, file);
            try (ByteLink gps = open("gps", scanner);
                    ByteLink obd = open("obd", scanner)) {
                assertEquals(car.gpsAddress(), gps.address());
                assertEquals(car.elmAddress(), obd.address());
            }
            for (PortReport report : scanner.reports()) {
                assertTrue(report.status().startsWith("is "), report.status());
            }
            List<String> sources =
                    new DeviceMemory(file).all().stream().map(known -> known.source()).toList();
            assertEquals(List.of("gps", "obd"), sources.stream().sorted().toList());
        }
    }

    private PortScanner scanner(SimulatedCar car, Path file) {
        return new PortScanner(
                new CarPorts(PortAccess.system(), car),
                List.of(new ElmProbe(), new NmeaProbe(Clock.system())),
                new DeviceMemory(file),
                betweenSearches);
    }

    /// Looks again, as a supervisor does: a busy machine may take longer than a probe waits.
    private ByteLink open(String source, PortScanner scanner) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                return new AutoLinkOpener(source, scanner).open();
            } catch (LinkException e) {
                if (tries == 20) {
                    throw e;
                }
                betweenSearches.advance(Duration.ofHours(1));
            }
        }
    }

    /// The car's ports, which the system's list leaves out.
    private record CarPorts(PortAccess system, SimulatedCar car) implements PortAccess {
        @Override
        public List<SerialPortInfo> list() {
            return List.of(FakePorts.plain(car.elmAddress()), FakePorts.plain(car.gpsAddress()));
        }

        @Override
        public ByteLink open(String path, int baud) throws LinkException {
            return system.open(path, baud);
        }

        @Override
        public @Nullable String user(String path) {
            return system.user(path);
        }

        @Override
        public @Nullable Object presence(String path) {
            return system.presence(path);
        }
    }
}
