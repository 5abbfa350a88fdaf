package io.cartelem.core.collect.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.SerialPortInfo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DeviceMemoryTest {
    private static final DeviceIdentity GPS = new DeviceIdentity("usb:1546:01a8:AB", true);
    private static final Finding FOUND = new Finding("gps", "u-blox M8", 115_200);

    @TempDir Path directory;

    @Test
    void remembersOverARestart() throws Exception {
        Path file = directory.resolve("data").resolve("devices.json");
        DeviceMemory memory = new DeviceMemory(file);
        memory.remember(GPS, FOUND, "/dev/ttyACM0");
        memory.remember(GPS, FOUND, "/dev/ttyACM0");
        memory.remember(new DeviceIdentity("port:COM3", false), new Finding("obd", "E", 0), "COM3");

        DeviceMemory again = new DeviceMemory(file);
        assertEquals(memory.all(), again.all());
        DeviceMemory.Known known = again.find(GPS).orElseThrow();
        assertEquals(FOUND, known.finding());
        assertEquals("/dev/ttyACM0", known.port());
        again.forget("port:COM3");
        again.forget("port:COM3");
        assertEquals(1, new DeviceMemory(file).all().size());
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList(), "no half-written file is left");
        }
    }

    @Test
    void keepsTheDevicesSeenLast() {
        DeviceMemory memory = new DeviceMemory(directory.resolve("devices.json"));
        for (int i = 0; i < 100; i++) {
            memory.remember(new DeviceIdentity("port:" + i, false), FOUND, "p");
            memory.remember(GPS, FOUND, "/dev/ttyACM0");
        }
        assertEquals(64, memory.all().size());
        assertTrue(memory.find(GPS).isPresent());
        assertTrue(memory.find(new DeviceIdentity("port:99", false)).isPresent());
        assertFalse(memory.find(new DeviceIdentity("port:0", false)).isPresent());
    }

    @Test
    void aDamagedFileIsSetAsideAndNotLost() throws Exception {
        for (String text :
                List.of(
                        "{\"version\": 1, \"dev",
                        "{\"version\": 9, \"devices\": []}",
                        "{\"version\": 1}",
                        "{\"version\": 1, \"devices\": [{\"identity\": \"x\"}]}",
                        "")) {
            Path file = Files.writeString(directory.resolve("devices.json"), text);
            DeviceMemory memory = new DeviceMemory(file);
            assertEquals(List.of(), memory.all());
            assertFalse(Files.exists(file));
            assertEquals(text, Files.readString(directory.resolve("devices.json.unreadable")));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenCostsOnlyTheMemory() throws Exception {
        Path noFolder = Files.createFile(directory.resolve("file"));
        DeviceMemory memory = new DeviceMemory(noFolder.resolve("devices.json"));
        memory.remember(GPS, FOUND, "/dev/ttyACM0");
        assertTrue(memory.find(GPS).isPresent());
    }

    @Test
    void identifiesByWhatIsUniqueAmongThePortsPresent() {
        List<SerialPortInfo> ports =
                List.of(
                        FakePorts.usb("/dev/ttyUSB0", 0x7523, "AB12", "1-1"),
                        FakePorts.usb("/dev/ttyUSB1", 0x7523, null, "1-2"),
                        FakePorts.usb("/dev/ttyUSB2", 0x7523, "0001", "1-3"),
                        FakePorts.usb("/dev/ttyUSB3", 0x7524, "TWIN", "1-4"),
                        FakePorts.usb("/dev/ttyUSB4", 0x7524, "TWIN", "1-4"),
                        FakePorts.usb("COM9", 0x7525, null, null),
                        FakePorts.plain("/dev/rfcomm0"));
        assertEquals(
                List.of(
                        new DeviceIdentity("usb:1a86:7523:AB12", true),
                        new DeviceIdentity("usb:1a86:7523@1-2", false),
                        new DeviceIdentity("usb:1a86:7523@1-3", false),
                        new DeviceIdentity("usb:1a86:7524:TWIN@1-4", false),
                        new DeviceIdentity("usb:1a86:7524:TWIN@1-4#2", false),
                        new DeviceIdentity("usb:1a86:7525@COM9", false),
                        new DeviceIdentity("port:/dev/rfcomm0", false)),
                DeviceIdentity.locate(ports).stream()
                        .map(DeviceIdentity.Located::identity)
                        .toList());
    }
}
