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
import io.cartelem.core.sim.PseudoTerminal;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The real probes find the simulated car's devices on real ports.
@Timeout(60)
class SimulatedDevicesTest {
    @TempDir Path directory;

    @Test
    void eachSourceGetsItsDevice() throws Exception {
        assumeTrue(PseudoTerminal.available(), "this machine has no pseudo terminals");
        Clock clock = Clock.system();
        Path file = directory.resolve("devices.json");
        try (SimulatedCar car =
                SimulatedCar.start(SimulatedCarSettings.usual().withPtys(true), clock)) {
            PortScanner scanner = scanner(car, file, clock);
            try (ByteLink gps = new AutoLinkOpener("gps", scanner).open();
                    ByteLink obd = new AutoLinkOpener("obd", scanner).open()) {
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

    private static PortScanner scanner(SimulatedCar car, Path file, Clock clock) {
        return new PortScanner(
                new CarPorts(PortAccess.system(), car),
                List.of(new ElmProbe(), new NmeaProbe(clock)),
                new DeviceMemory(file),
                clock);
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
