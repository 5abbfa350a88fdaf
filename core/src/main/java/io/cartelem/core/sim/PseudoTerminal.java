package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// A serial cable with only one plug: the device's end is this link, the computer's end is a device
/// file that any serial program opens by [#devicePath]. The line is raw. Closing unplugs it: the
/// program that has it open sees the loss at once, and the device file disappears.
///
/// What is written while nobody takes it waits in the system's buffer; once that has been full for
/// a second, or as long as [#open(Duration)] says, the bytes are lost, as they are on a wire, and
/// further ones are until there is room again.
///
/// Linux and macOS only, see [#available]. One reader and any number of writers; both wait in
/// native code, so they should be platform threads. Closing wakes them.
public final class PseudoTerminal implements ByteLink {
    private static final Object NAMING = new Object();
    private static final int CHUNK = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// The rates behind Linux's codes `B50` (1) to `B38400` (15), then `B57600` (0x1001) on. macOS
    /// and glibc from 2.42 give the rate itself.
    private static final int[] LOW_RATES = {
        0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19_200, 38_400
    };

    private static final int[] HIGH_RATES = {
        57_600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600, 1_000_000, 1_152_000,
        1_500_000, 2_000_000
    };

    private final Arena arena = Arena.ofShared();
    private final Side reader = new Side(arena);
    private final Side writer = new Side(arena);
    private final MemorySegment termios = arena.allocate(Posix.TERMIOS_BYTES, 8);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final int master;
    private final int terminal;
    private final int wakeRead;
    private final int wakeWrite;
    private final String path;
    private final int patienceMs;
    private boolean overrun;

    /// What one direction needs for its calls; used under its lock.
    private static final class Side {
        final ReentrantLock lock = new ReentrantLock();
        final MemorySegment errno;
        final MemorySegment buffer;
        final MemorySegment pollfds;

        Side(Arena arena) {
            errno = Posix.newErrno(arena);
            buffer = arena.allocate(CHUNK, 8);
            pollfds = arena.allocate(Posix.POLLFD, 2);
        }

        /// Waits until `fd` is ready or the pipe wakes us; the call's result as `poll` gives it.
        int await(int fd, short events, int wake, int timeoutMs) {
            watch(0, fd, events);
            watch(1, wake, Posix.POLLIN);
            return Posix.poll(errno, pollfds, 2, timeoutMs);
        }

        private void watch(int index, int fd, short events) {
            long at = index * Posix.POLLFD.byteSize();
            pollfds.set(ValueLayout.JAVA_INT, at, fd);
            pollfds.set(ValueLayout.JAVA_SHORT, at + 4, events);
            pollfds.set(ValueLayout.JAVA_SHORT, at + 6, (short) 0);
        }
    }

    private PseudoTerminal(Duration patience) throws LinkException {
        patienceMs = Math.clamp(patience.toMillis(), 0, Integer.MAX_VALUE);
        int openMaster = -1;
        int openTerminal = -1;
        try {
            openMaster = Posix.openMaster(reader.errno);
            synchronized (NAMING) {
                path = Posix.terminalOf(reader.errno, openMaster);
            }
            // Held open, so that the line stays raw and is not torn down between two programs.
            openTerminal = Posix.openRaw(arena, reader.errno, path);
            MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            Posix.pipe(reader.errno, ends);
            wakeRead = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
            wakeWrite = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
        } catch (LinkException e) {
            if (openTerminal >= 0) {
                Posix.close(reader.errno, openTerminal);
            }
            if (openMaster >= 0) {
                Posix.close(reader.errno, openMaster);
            }
            arena.close();
            throw e;
        }
        master = openMaster;
        terminal = openTerminal;
    }

    /// A new pseudo terminal.
    ///
    /// @throws LinkException UNSUPPORTED where there are none, FAILED when the system has no more
    public static PseudoTerminal open() throws LinkException {
        return open(PATIENCE);
    }

    /// The same with another patience.
    ///
    /// @param patience how long a write waits for room before its bytes are lost
    public static PseudoTerminal open(Duration patience) throws LinkException {
        String system = System.getProperty("os.name", "");
        if (!system.startsWith("Linux") && !Posix.isMac()) {
            throw new LinkException(
                    Reason.UNSUPPORTED, system + " has no pseudo terminals; use a TCP link");
        }
        return new PseudoTerminal(patience);
    }

    /// Whether this machine has pseudo terminals; finds out by opening one.
    public static boolean available() {
        try {
            open().close();
            return true;
        } catch (LinkException e) {
            return false;
        }
    }

    /// The device file of the computer's end, for example `/dev/pts/3`. The next pseudo terminal
    /// after a close may have the same.
    public String devicePath() {
        return path;
    }

    /// The rate in baud that the program at the other end has set, 0 if not known. The bytes pass
    /// whatever it is.
    public int lineBaud() {
        writer.lock.lock();
        try {
            if (closed.get()) {
                return 0;
            }
            long code = Posix.speedCode(writer.errno, terminal, termios);
            if (code >= 0 && code < LOW_RATES.length) {
                return LOW_RATES[(int) code];
            }
            long high = code - 0x1001;
            if (high >= 0 && high < HIGH_RATES.length) {
                return HIGH_RATES[(int) high];
            }
            return Math.clamp(code, 0, Integer.MAX_VALUE);
        } finally {
            writer.lock.unlock();
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        long end = System.nanoTime() + Math.max(0, timeout.toNanos());
        reader.lock.lock();
        try {
            while (true) {
                failIfClosed();
                long leftNs = Math.max(0, end - System.nanoTime());
                int leftMs = (int) Math.min(Integer.MAX_VALUE, (leftNs + 999_999) / 1_000_000);
                int ready = reader.await(master, Posix.POLLIN, wakeRead, leftMs);
                failIfClosed();
                if (ready == 0) {
                    return 0;
                }
                int wanted = Math.min(length, CHUNK);
                long got = Posix.read(reader.errno, master, reader.buffer, wanted);
                if (got > 0) {
                    MemorySegment.copy(
                            reader.buffer,
                            ValueLayout.JAVA_BYTE,
                            0,
                            buffer,
                            offset,
                            Math.toIntExact(got));
                    return Math.toIntExact(got);
                }
                if (got == 0 || !isTransient(reader.errno)) {
                    throw lost(reader.errno);
                }
            }
        } finally {
            reader.lock.unlock();
        }
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        writer.lock.lock();
        try {
            int sent = 0;
            while (sent < bytes.length) {
                failIfClosed();
                int chunk = Math.min(CHUNK, bytes.length - sent);
                MemorySegment.copy(bytes, sent, writer.buffer, ValueLayout.JAVA_BYTE, 0, chunk);
                long got = Posix.write(writer.errno, master, writer.buffer, chunk);
                if (got > 0) {
                    overrun = false;
                    sent += Math.toIntExact(got);
                } else if (got < 0 && !isTransient(writer.errno)) {
                    throw lost(writer.errno);
                } else if (!roomCame()) {
                    return;
                }
            }
        } finally {
            writer.lock.unlock();
        }
    }

    /// Waits for room, unless the last wait was in vain.
    private boolean roomCame() {
        int ready = writer.await(master, Posix.POLLOUT, wakeRead, overrun ? 0 : patienceMs);
        overrun = ready == 0;
        return !overrun;
    }

    private static boolean isTransient(MemorySegment errno) {
        int number = Posix.errno(errno);
        return number == Posix.EAGAIN || number == Posix.EINTR;
    }

    private void failIfClosed() throws LinkException {
        if (closed.get()) {
            throw new LinkException(Reason.CLOSED, path + " is closed");
        }
    }

    private LinkException lost(MemorySegment errno) {
        return new LinkException(Reason.LOST, path + " is gone (error " + Posix.errno(errno) + ")");
    }

    @Override
    public String address() {
        return path;
    }

    /// Unplugs: the program at the other end sees the loss at once.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (Arena call = Arena.ofConfined()) {
            MemorySegment errno = Posix.newErrno(call);
            Posix.write(errno, wakeWrite, call.allocate(1), 1);
            reader.lock.lock();
            writer.lock.lock();
            try {
                for (int fd : new int[] {master, terminal, wakeRead, wakeWrite}) {
                    Posix.close(errno, fd);
                }
                arena.close();
            } finally {
                writer.lock.unlock();
                reader.lock.unlock();
            }
        }
    }
}
