package io.cartelem.core.collect.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.SerialPortInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.PseudoTerminal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The search over the system's own ports: pseudo terminals, which the system's list leaves out.
@Timeout(300)
class RealPortsTest {
    @TempDir Path directory;

    @BeforeEach
    void needsPseudoTerminals() {
        assumeTrue(PseudoTerminal.available(), "this machine has no pseudo terminals");
    }

    @Test
    void findsADeviceOpensItAndThenLeavesItAlone() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open();
                PseudoTerminal other = PseudoTerminal.open()) {
            Thread.ofPlatform().daemon().start(() -> echo(device));
            PortScanner scanner =
                    new PortScanner(
                            listing(other.devicePath(), device.devicePath()),
                            List.of(new EchoProbe(device.devicePath())),
                            new DeviceMemory(directory.resolve("devices.json")),
                            Clock.system());
            try (ByteLink link = new AutoLinkOpener("obd", scanner).open()) {
                assertEquals(device.devicePath(), link.address());
                assertEquals(57_600, device.lineBaud());
                List<PortReport> reports = scanner.scan();
                assertEquals("does not answer as obd", reports.get(0).status());
                assertEquals("is in use by another source of Cartelem", reports.get(1).status());
                assertNotNull(reports.get(1).finding());
            }
        }
    }

    @Test
    void seesAnotherProgramThatReadsAPortWithoutLockingIt() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "only Linux shows open files");
        try (PseudoTerminal device = PseudoTerminal.open()) {
            assertNull(PortAccess.system().user(device.devicePath()));
            Process reader =
                    new ProcessBuilder("cat")
                            .redirectInput(Path.of(device.devicePath()).toFile())
                            .start();
            try {
                String user = PortAccess.system().user(device.devicePath());
                assertNotNull(user);
                assertTrue(user.endsWith("(process " + reader.pid() + ")"), user);
            } finally {
                reader.destroy();
                reader.waitFor();
            }
            assertNull(PortAccess.system().user(device.devicePath()));
        }
    }

    @Test
    void believesALockFileOfALivingProcessOnly() throws Exception {
        Path port = Path.of("/dev/ttyUSB0");
        List<Path> folders = List.of(directory.resolve("none"), directory);
        assertNull(PortUsers.lockHolder(port, folders));
        Path lock = directory.resolve("LCK..ttyUSB0");
        long living = ProcessHandle.current().pid();
        Files.writeString(lock, "      " + living + " minicom root\n");
        assertTrue(PortUsers.lockHolder(port, folders).endsWith("(process " + living + ")"));
        Files.writeString(lock, "2147483646\n");
        assertNull(PortUsers.lockHolder(port, folders));
        Files.writeString(lock, "binary");
        assertNull(PortUsers.lockHolder(port, folders));
        assertNull(PortUsers.openBy(port, directory.resolve("none")));
    }

    @Test
    void theSystemsPortsCanBeListed() throws Exception {
        PortAccess system = PortAccess.system();
        for (SerialPortInfo port : system.list()) {
            assertFalse(port.path().isBlank());
        }
        assertNull(system.presence("/dev/ttyNONE7"));
    }

    private static PortAccess listing(String... paths) {
        PortAccess system = PortAccess.system();
        return new PortAccess() {
            @Override
            public List<SerialPortInfo> list() {
                return java.util.Arrays.stream(paths).map(FakePorts::plain).toList();
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
        };
    }

    private static void echo(PseudoTerminal device) {
        byte[] buffer = new byte[16];
        try {
            while (true) {
                if (device.read(buffer, 0, 16, Duration.ofDays(1)) > 0) {
                    device.write(new byte[] {buffer[0]});
                }
            }
        } catch (LinkException e) {
            // The test is over.
            return;
        }
    }

    /// Finds a device that gives back what it is sent, and wants 57,600 baud.
    private record EchoProbe(String echoing) implements DeviceProbe {
        @Override
        public String source() {
            return "obd";
        }

        @Override
        public boolean passive() {
            return false;
        }

        @Override
        public Optional<Finding> probe(ByteLink link) throws LinkException {
            link.write(new byte[] {'?'});
            // As long as it takes where an answer comes, and no time where none ever does.
            boolean comes = link.address().equals(echoing);
            Duration patience = comes ? Duration.ofMinutes(1) : Duration.ZERO;
            boolean answers = link.read(new byte[1], 0, 1, patience) == 1;
            return answers ? Optional.of(new Finding("obd", "echo", 57_600)) : Optional.empty();
        }
    }
}
