package io.cartelem.core.collect.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.sim.PseudoTerminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

@Timeout(300)
class SerialLinkTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final SerialSettings SETTINGS = SerialSettings.at(38_400);

    @TempDir Path directory;

    @BeforeEach
    void needsPseudoTerminals() {
        assumeTrue(PseudoTerminal.available(), "this machine has no pseudo terminals");
    }

    @Test
    void passesEveryByteUnchangedBothWays() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        try (PseudoTerminal device = PseudoTerminal.open(LONG);
                SerialLink link = SerialLink.open(device.devicePath(), SETTINGS)) {
            assertArrayEquals(bytes, transfer(device, link, bytes));
            assertArrayEquals(bytes, transfer(link, device, bytes));
        }
    }

    @Test
    void timeOutsAreExactAndNotInTenthsOfASecond() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open();
                SerialLink link = SerialLink.open(device.devicePath(), SETTINGS)) {
            long before = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                assertEquals(0, link.read(new byte[8], 0, 8, Duration.ofMillis(5)));
            }
            assertTrue(System.nanoTime() - before >= 50_000_000);
            assertEquals(0, link.read(new byte[8], 0, 8, Duration.ZERO));
        }
    }

    @Test
    void anUnpluggedDeviceIsNoticedByTheWaitingReader() throws Exception {
        PseudoTerminal device = PseudoTerminal.open();
        try (SerialLink link = SerialLink.open(device.devicePath(), SETTINGS)) {
            FutureTask<LinkException> read = blockedRead(link);
            device.close();
            LinkException e = read.get();
            assertEquals(Reason.LOST, e.reason());
            assertEquals(
                    device.devicePath() + " was unplugged, or its device was switched off",
                    e.getMessage());
            assertEquals(Reason.LOST, reason(() -> link.write(new byte[] {1})));
            assertEquals(Reason.LOST, reason(() -> link.baud(9600)));
        }
        assertFalse(PortsInUse.contains(device.devicePath()));
    }

    @Test
    void closingAndInterruptingWakeTheWaitingReader() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            SerialLink link = SerialLink.open(device.devicePath(), SETTINGS);
            FutureTask<LinkException> closed = blockedRead(link);
            link.close();
            link.close();
            assertEquals(Reason.CLOSED, closed.get().reason());
            assertEquals(Reason.CLOSED, reason(() -> link.write(new byte[] {1})));

            try (SerialLink again = SerialLink.open(device.devicePath(), SETTINGS)) {
                FutureTask<LinkException> read = new FutureTask<>(() -> readToFailure(again));
                Thread reader = Thread.ofVirtual().start(read);
                reader.interrupt();
                assertEquals(Reason.CLOSED, read.get().reason());
                assertArrayEquals(new byte[] {5}, transfer(device, again, new byte[] {5}));
            }
        }
    }

    @Test
    void closingAnInterruptedThreadsLinkStillFreesThePort() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            SerialLink link = SerialLink.open(device.devicePath(), SETTINGS);
            Thread.currentThread().interrupt();
            link.close();
            assertTrue(Thread.interrupted());
            SerialLink.open(device.devicePath(), SETTINGS).close();
        }
    }

    @Test
    void theRateChangesWhileTheLinkIsOpen() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open();
                SerialLink link = SerialLink.open(device.devicePath(), SETTINGS)) {
            assertTrue(link.hasBaud());
            assertEquals(38_400, device.lineBaud());
            for (int baud : new int[] {9600, 115_200, 230_400, 500_000, 4800}) {
                link.baud(baud);
                assertEquals(baud, link.baud());
                assertEquals(baud, device.lineBaud());
                assertArrayEquals(new byte[] {1}, transfer(device, link, new byte[] {1}));
            }
        }
    }

    @Test
    void aBoardIsNotResetWhenItsPortIsClosed() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            String path = device.devicePath();
            assumeTrue(HangUp.set(path, true), "nothing is known of this machine's terminals");
            assertTrue(HangUp.isSet(path));
            try (SerialLink link = SerialLink.open(path, SETTINGS)) {
                assertFalse(HangUp.isSet(path));
                link.baud(115_200);
                assertFalse(HangUp.isSet(path));
                assertArrayEquals(new byte[] {7}, transfer(link, device, new byte[] {7}));
            }
            assertFalse(HangUp.isSet(path));
        }
    }

    @Test
    void whatWaitedInThePortBeforeItWasOpenedIsThrownAway() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            device.write(new byte[] {'o', 'l', 'd'});
            try (FileInputStream port = new FileInputStream(device.devicePath())) {
                Await.until(() -> waiting(port) == 3);
            }
            try (SerialLink link = SerialLink.open(device.devicePath(), SETTINGS)) {
                assertArrayEquals(new byte[] {'n'}, transfer(device, link, new byte[] {'n'}));
            }
        }
    }

    private static int waiting(FileInputStream port) {
        try {
            return port.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPortThatOurselvesHaveOpenIsBusy() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open();
                SerialLink link = SerialLink.open(device.devicePath(), SETTINGS)) {
            Path alias = Files.createSymbolicLink(directory.resolve("obd"), path(device));
            for (String name : new String[] {device.devicePath(), alias.toString()}) {
                LinkException e = failure(name);
                assertEquals(Reason.BUSY, e.reason());
                assertEquals(
                        name + " is already in use by another source of Cartelem", e.getMessage());
                assertTrue(PortsInUse.contains(name));
            }
            assertEquals(0, link.read(new byte[1], 0, 1, Duration.ZERO), "the first still works");
        }
    }

    @Test
    void aPortThatAnotherProgramHasLockedIsBusy() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            Process other = lockingProcess(device.devicePath());
            try {
                assertEquals('r', other.getInputStream().read());
                LinkException e = failure(device.devicePath());
                assertEquals(Reason.BUSY, e.reason());
                assertEquals(
                        device.devicePath() + " is in use by another program: close that program",
                        e.getMessage());
            } finally {
                other.getOutputStream().close();
                other.waitFor();
            }
            SerialLink.open(device.devicePath(), SETTINGS).close();
        }
    }

    private static Process lockingProcess(String port) throws Exception {
        Path flock = Path.of("/usr/bin/flock");
        assumeTrue(Files.isExecutable(flock), "there is no other program here that locks a port");
        return new ProcessBuilder(flock.toString(), port, "sh", "-c", "printf r; read line")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aPortThatIsNotThereIsNotFoundAndNoOtherIsTaken() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            String similar = "/dev/nowhere/" + path(device).getFileName();
            for (String name : new String[] {"/dev/ttyNONE7", "ttyNONE7", similar}) {
                LinkException e = failure(name);
                assertEquals(Reason.NOT_FOUND, e.reason());
                assertEquals(
                        name + " is not there: plug the device in, or choose another port",
                        e.getMessage());
            }
        }
    }

    @Test
    void aFileThatIsNoPortIsRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        LinkException e = failure(file.toString());
        assertEquals(Reason.UNSUPPORTED, e.reason());
        assertEquals(file + " is not a serial port", e.getMessage());
        assertFalse(PortsInUse.contains(file.toString()));
    }

    @Test
    void aFullBufferHoldsTheDeviceBackAndLosesNothing() throws Exception {
        byte[] bytes = new byte[200_000];
        new Random(8).nextBytes(bytes);
        try (PseudoTerminal device = PseudoTerminal.open(LONG);
                SerialLink link = SerialLink.open(device.devicePath(), SETTINGS)) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread writer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        begun.countDown();
                                        try {
                                            device.write(bytes);
                                        } catch (LinkException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    });
            begun.await();
            assertArrayEquals(bytes, readExactly(link, bytes.length));
            writer.join();
        }
    }

    @Test
    void theSystemsListHasNoUnknownWordsInIt() throws Exception {
        for (SerialPortInfo port : SerialPorts.list()) {
            assertFalse(port.path().isBlank());
            assertFalse("Unknown".equals(port.serialNumber()));
            assertEquals(port.vendorId() >= 0, port.isUsb());
        }
    }

    private static Path path(PseudoTerminal device) {
        return Path.of(device.devicePath());
    }

    private static byte[] transfer(ByteLink from, ByteLink to, byte[] bytes) throws Exception {
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        from.write(bytes);
                                    } catch (LinkException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        byte[] got = readExactly(to, bytes.length);
        writer.join();
        return got;
    }

    private static byte[] readExactly(ByteLink link, int count) throws LinkException {
        byte[] all = new byte[count];
        int got = 0;
        while (got < count) {
            int some = link.read(all, got, count - got, Duration.ofSeconds(60));
            assertTrue(some > 0, "only " + got + " of " + count + " bytes came");
            got += some;
        }
        return all;
    }

    private static FutureTask<LinkException> blockedRead(SerialLink link) {
        FutureTask<LinkException> read = new FutureTask<>(() -> readToFailure(link));
        Thread.ofVirtual().start(read);
        return read;
    }

    private static LinkException readToFailure(SerialLink link) {
        return assertThrows(LinkException.class, () -> link.read(new byte[1], 0, 1, LONG));
    }

    private static LinkException failure(String name) {
        return assertThrows(LinkException.class, () -> SerialLink.open(name, SETTINGS).close());
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(LinkException.class, action).reason();
    }

    @Test
    void theDeviceFileTellsWhetherItWasPluggedInAgain() throws Exception {
        Path alias = directory.resolve("gps");
        LinkOpener opener =
                LinkOpeners.of(
                        new LinkAddress.Serial(alias.toString()),
                        LinkSettings.at(9600, io.cartelem.core.port.Clock.system()));
        assertTrue(opener.blocksNatively());
        assertEquals(null, opener.presence());
        try (PseudoTerminal device = PseudoTerminal.open()) {
            Files.createSymbolicLink(alias, path(device));
            Object first = opener.presence();
            try (ByteLink link = opener.open()) {
                assertEquals(alias.toString(), link.address());
                assertEquals(first, opener.presence(), "opening changes nothing");
            }
            try (RandomAccessFile use = new RandomAccessFile(alias.toFile(), "rw")) {
                use.write(1);
            }
            assertEquals(first, opener.presence(), "using it changes nothing");
            try (PseudoTerminal other = PseudoTerminal.open()) {
                Files.delete(alias);
                Files.createSymbolicLink(alias, path(other));
                assertFalse(first.equals(opener.presence()));
            }
        }
    }
}
