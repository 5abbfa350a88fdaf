package io.cartelem.core.collect.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

@Timeout(300)
class PortScannerTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final FakePorts ports = new FakePorts();

    @TempDir Path directory;
    private PortScanner scanner;

    @BeforeEach
    void scanner() {
        scanner =
                new PortScanner(
                        ports,
                        List.of(FakePorts.OBD, FakePorts.GPS),
                        new DeviceMemory(directory.resolve("devices.json")),
                        clock);
    }

    @Test
    void findsWhatIsOnEachPortAndSaysSo() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, "A1", "1-1"), "gps");
        ports.plug(FakePorts.usb("/dev/ttyUSB1", 2, null, "1-2"), "obd");
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        ports.plug(FakePorts.plain("/dev/ttyS1"), "locked");
        ports.plug(FakePorts.plain("/dev/ttyS2"), "dying");
        ports.plug(FakePorts.plain("/dev/ttyS3"), "gps");
        ports.users.put("/dev/ttyS3", "gpsd (process 7)");
        List<PortReport> reports = scanner.scan();
        assertEquals(
                List.of(
                        "/dev/ttyUSB0 is the device of gps (u-blox M8 at 115200 baud)",
                        "/dev/ttyUSB1 is the device of obd (ELM327 v1.5 at 38400 baud)",
                        "/dev/ttyS0 does not answer as gps or obd",
                        "/dev/ttyS1 is in use by another program: close that program",
                        "/dev/ttyS2 was unplugged",
                        "/dev/ttyS3 is in use by gpsd (process 7)"),
                reports.stream().map(report -> report.port() + " " + report.status()).toList());
        assertEquals(reports, scanner.reports());
        assertEquals("usb:1a86:0001:A1", reports.getFirst().identity());
        assertEquals("USB Serial", reports.getFirst().description());
        assertNotNull(reports.getFirst().finding());
        assertNull(reports.get(2).finding());
    }

    @Test
    void neverWritesToADeviceThatTalksByItselfNorTouchesAPortInUse() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "gps");
        ports.plug(FakePorts.usb("/dev/ttyUSB1", 1, null, "1-2"), "modem");
        ports.users.put("/dev/ttyUSB1", "minicom (process 8)");
        scanner.scan();
        assertEquals(List.of(), ports.written);
        assertEquals(List.of("/dev/ttyUSB0@9600"), ports.takeOpened());
    }

    @Test
    void aDeviceWithASerialNumberIsOpenedAtOnceUnderAnyName() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, "A1", "1-1"), "gps");
        open("gps", "/dev/ttyUSB0").close();
        ports.takeOpened();

        ports.unplug("/dev/ttyUSB0");
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, "B2", "1-1"), "obd");
        ports.plug(FakePorts.usb("/dev/ttyUSB7", 1, "A1", "1-4"), "gps");
        open("gps", "/dev/ttyUSB7").close();
        assertEquals(
                List.of("/dev/ttyUSB7@115200"), ports.takeOpened(), "no other port is touched");
    }

    @Test
    void anotherDeviceOnTheOldPortIsNotTakenForTheRememberedOne() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "gps");
        open("gps", "/dev/ttyUSB0").close();
        ports.unplug("/dev/ttyUSB0");
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "obd");
        assertEquals("1 port tried: /dev/ttyUSB0 does not answer as gps", failure("gps"));
        open("obd", "/dev/ttyUSB0").close();
    }

    @Test
    void aDeviceWithoutASerialNumberIsAskedFirstWhereItWas() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "obd");
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        open("obd", "/dev/ttyUSB0").close();
        ports.takeOpened();
        ports.unplug("/dev/ttyUSB0");
        ports.plug(FakePorts.usb("/dev/ttyUSB3", 1, null, "1-1"), "obd");
        open("obd", "/dev/ttyUSB3").close();
        assertEquals(List.of("/dev/ttyUSB3@38400"), ports.takeOpened());

        // In another socket it is looked for under its make, before everything else.
        ports.unplug("/dev/ttyUSB3");
        ports.plug(FakePorts.usb("/dev/ttyUSB4", 1, null, "1-9"), "obd");
        open("obd", "/dev/ttyUSB4").close();
        assertEquals(List.of("/dev/ttyUSB4@38400"), ports.takeOpened());
    }

    @Test
    void aKnownDeviceThatFailsAfterOpeningIsAskedTheNextTime() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, "A1", "1-1"), "obd");
        scanner.scan();
        open("obd", "/dev/ttyUSB0").close();
        assertTrue(ports.written.size() == 1, "known by its number, so not asked again");
        open("obd", "/dev/ttyUSB0").close();
        assertTrue(ports.written.size() == 2, "asked, because it was not plugged in anew");
    }

    @Test
    void aPortThatAnswersToNothingIsLeftAloneForLongerAndLonger() throws Exception {
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        String sentence = "1 port tried: /dev/ttyS0 does not answer as gps or obd";
        int tries = 0;
        for (int second = 0; second <= 1800; second += 10) {
            assertEquals(sentence, failure("gps"));
            tries += ports.takeOpened().size();
            clock.advance(Duration.ofSeconds(10));
        }
        // At 0, 30, 90, 210, 450, 930 and 1530 s.
        assertEquals(7, tries);

        ports.unplug("/dev/ttyS0");
        ports.plug(FakePorts.plain("/dev/ttyS0"), "obd");
        open("obd", "/dev/ttyS0").close();
    }

    @Test
    void aUsersSearchTriesEveryFreePort() throws Exception {
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        scanner.scan();
        scanner.scan();
        assertEquals(2, ports.takeOpened().size());
    }

    @Test
    void oneSearchFindsTheDevicesOfAllSources() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "gps");
        ports.plug(FakePorts.usb("/dev/ttyUSB1", 2, "B2", "1-2"), "obd");
        open("gps", "/dev/ttyUSB0");
        ports.users.put("/dev/ttyUSB0", "another source of Cartelem");
        ports.takeOpened();
        ports.written.clear();
        open("obd", "/dev/ttyUSB1");
        assertEquals(List.of("/dev/ttyUSB1@38400"), ports.takeOpened());
        assertEquals(List.of(), ports.written);
    }

    @Test
    void aDeviceFoundForAnotherSourceIsNotAskedAgain() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "gps");
        String sentence =
                "1 port tried: /dev/ttyUSB0 is the device of gps (u-blox M8 at 115200 baud)";
        assertEquals(sentence, failure("obd"));
        ports.takeOpened();
        clock.advance(Duration.ofHours(1));
        assertEquals(sentence, failure("obd"));
        assertEquals(List.of(), ports.takeOpened());
    }

    @Test
    void saysWhatItLookedAt() throws Exception {
        assertEquals(
                "there is no serial port: plug the device in, or enter its address",
                failure("gps"));
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, "A1", "1-1"), "obd");
        ports.plug(FakePorts.usb("/dev/ttyUSB1", 1, null, "1-2"), "locked");
        assertEquals(
                "3 ports tried: /dev/ttyS0 does not answer as gps or obd, /dev/ttyUSB0 is the"
                        + " device of obd (ELM327 v1.5 at 38400 baud), /dev/ttyUSB1 is in use by"
                        + " another program: close that program",
                failure("gps"));
    }

    @Test
    void aKnownDeviceThatIsInUseSaysByWhom() throws Exception {
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, "A1", "1-1"), "gps");
        scanner.scan();
        ports.users.put("/dev/ttyUSB0", "gpsd (process 7)");
        assertEquals("1 port tried: /dev/ttyUSB0 is in use by gpsd (process 7)", failure("gps"));
        ports.users.clear();
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, "A1", "1-1"), "locked");
        assertEquals(
                "1 port tried: /dev/ttyUSB0 is in use by another program: close that program",
                failure("gps"));
    }

    @Test
    void aPortThatArrivesIsNewsOneThatLeavesIsNot() throws Exception {
        AutoLinkOpener opener = new AutoLinkOpener("gps", scanner);
        assertEquals("auto", opener.address());
        assertEquals("looking for the device on the serial ports", opener.intent());
        assertTrue(opener.blocksNatively());
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        Object before = opener.presence();
        assertEquals(before, opener.presence());
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "gps");
        Object plugged = opener.presence();
        assertTrue(!before.equals(plugged));
        ports.unplug("/dev/ttyUSB0");
        assertEquals(plugged, opener.presence());
        ports.plug(FakePorts.usb("/dev/ttyUSB0", 1, null, "1-1"), "gps");
        assertTrue(!plugged.equals(opener.presence()));
    }

    @Test
    void aProbeThatBreaksIsThatPortsTroubleOnly() throws Exception {
        DeviceProbe broken = new BrokenProbe(null);
        PortScanner other = scannerWith(broken);
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        assertEquals(
                "could not be tried: java.lang.IllegalStateException: it broke",
                other.scan().getFirst().status());
    }

    @Test
    void anInterruptEndsASearch() throws Exception {
        CountDownLatch probing = new CountDownLatch(1);
        PortScanner other = scannerWith(new BrokenProbe(probing));
        ports.plug(FakePorts.plain("/dev/ttyS0"), "modem");
        FutureTask<Object> search =
                new FutureTask<>(
                        () -> assertThrows(InterruptedException.class, () -> other.scan()));
        Thread thread = Thread.ofPlatform().start(search);
        probing.await();
        thread.interrupt();
        assertNotNull(search.get());
    }

    private PortScanner scannerWith(DeviceProbe probe) {
        return new PortScanner(
                ports, List.of(probe), new DeviceMemory(directory.resolve("other.json")), clock);
    }

    /// Throws, or hangs until it is interrupted.
    private record BrokenProbe(CountDownLatch hanging) implements DeviceProbe {
        @Override
        public String source() {
            return "gps";
        }

        @Override
        public boolean passive() {
            return true;
        }

        @Override
        public java.util.Optional<Finding> probe(ByteLink link) throws InterruptedException {
            if (hanging == null) {
                throw new IllegalStateException("it broke");
            }
            hanging.countDown();
            new CountDownLatch(1).await();
            return java.util.Optional.empty();
        }
    }

    private ByteLink open(String source, String expected) throws Exception {
        ByteLink link = new AutoLinkOpener(source, scanner).open();
        assertEquals(expected, link.address());
        assertEquals(source.equals("gps") ? 115_200 : 38_400, link.baud());
        return link;
    }

    private String failure(String source) {
        LinkException e =
                assertThrows(
                        LinkException.class,
                        () -> new AutoLinkOpener(source, scanner).open().close());
        assertEquals(Reason.NOT_FOUND, e.reason());
        return e.getMessage();
    }
}
