package io.cartelem.core.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

@Timeout(300)
class PseudoTerminalTest {
    private static final byte[] EVERY_BYTE = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            EVERY_BYTE[i] = (byte) i;
        }
    }

    @BeforeEach
    void needsPseudoTerminals() {
        assumeTrue(PseudoTerminal.available(), "this machine has no pseudo terminals");
    }

    @Test
    void passesEveryByteUnchangedBothWays() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open();
                RandomAccessFile host = new RandomAccessFile(device.devicePath(), "rw")) {
            host.write(EVERY_BYTE);
            assertArrayEquals(EVERY_BYTE, readExactly(device, 256));

            device.write(EVERY_BYTE);
            byte[] got = new byte[256];
            host.readFully(got);
            assertArrayEquals(EVERY_BYTE, got);
        }
    }

    @Test
    void givesNothingWhenNothingCameInTime() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            long before = System.nanoTime();
            assertEquals(0, device.read(new byte[8], 0, 8, Duration.ofMillis(30)));
            assertTrue(System.nanoTime() - before >= 30_000_000);
            assertEquals(0, device.read(new byte[8], 0, 8, Duration.ZERO));
        }
    }

    @Test
    void closingUnplugsTheProgramAtTheOtherEnd() throws Exception {
        PseudoTerminal device = PseudoTerminal.open();
        try (RandomAccessFile host = new RandomAccessFile(device.devicePath(), "rw")) {
            FutureTask<Integer> blockedRead =
                    new FutureTask<>(
                            () -> {
                                try {
                                    return host.read();
                                } catch (IOException hungUp) {
                                    return -1;
                                }
                            });
            Thread.ofPlatform().start(blockedRead);
            device.close();
            assertEquals(-1, blockedRead.get());
            // As long as the host holds its end, no other program can get a terminal of this name.
            assertFalse(Files.exists(Path.of(device.devicePath())));
        }
    }

    @Test
    void closingWakesTheReader() throws Exception {
        PseudoTerminal device = PseudoTerminal.open();
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Integer> read =
                new FutureTask<>(
                        () -> {
                            started.countDown();
                            return device.read(new byte[1], 0, 1, Duration.ofDays(1));
                        });
        Thread reader = Thread.ofPlatform().start(read);
        started.await();
        device.close();
        device.close();
        reader.join();
        Exception e = assertThrows(Exception.class, read::get);
        assertEquals(Reason.CLOSED, ((LinkException) e.getCause()).reason());
        LinkException write = assertThrows(LinkException.class, () -> device.write(EVERY_BYTE));
        assertEquals(Reason.CLOSED, write.reason());
        assertEquals(0, device.lineBaud());
    }

    @Test
    void survivesThatProgramsComeAndGo() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            for (int i = 0; i < 3; i++) {
                try (RandomAccessFile host = new RandomAccessFile(device.devicePath(), "rw")) {
                    host.write('a' + i);
                }
                assertArrayEquals(new byte[] {(byte) ('a' + i)}, readExactly(device, 1));
            }
        }
    }

    @Test
    void losesBytesThatNobodyTakesInsteadOfWaitingForEver() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            byte[] much = new byte[1 << 20];
            device.write(much);
            device.write(much);
            try (RandomAccessFile host = new RandomAccessFile(device.devicePath(), "rw")) {
                assertEquals(0, host.read());
            }
        }
    }

    @Test
    void leavesNoFileHandleBehind() throws Exception {
        Path handles = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(handles), "only Linux shows open file handles as files");
        PseudoTerminal.open().close();
        long before = count(handles);
        for (int i = 0; i < 100; i++) {
            PseudoTerminal.open().close();
        }
        assertTrue(count(handles) <= before + 50, "file handles are left open");
    }

    private static long count(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    private static byte[] readExactly(PseudoTerminal device, int count) throws LinkException {
        byte[] all = new byte[count];
        int got = 0;
        while (got < count) {
            int some = device.read(all, got, count - got, Duration.ofSeconds(60));
            assertTrue(some > 0, "only " + got + " bytes came");
            got += some;
        }
        return all;
    }
}
