package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.LinkException;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/// The few calls of the C library that a pseudo terminal needs, on Linux and macOS. A call that
/// fails gives -1 and its `errno` in the memory handed to it. Not safe to share that memory between
/// threads.
final class Posix {
    static final int EINTR = 4;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;
    static final int O_RDWR = 2;

    /// `struct pollfd` of both systems.
    static final StructLayout POLLFD =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_INT.withName("fd"),
                    ValueLayout.JAVA_SHORT.withName("events"),
                    ValueLayout.JAVA_SHORT.withName("revents"));

    /// More than `struct termios` has on any of them; it is only handed back and forth.
    static final long TERMIOS_BYTES = 256;

    private static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    static final int O_NOCTTY = MAC ? 0x20000 : 0x100;
    static final int EAGAIN = MAC ? 35 : 11;
    private static final int O_NONBLOCK = MAC ? 4 : 0x800;
    private static final int F_SETFL = 4;
    private static final int TCSANOW = 0;

    private static final StructLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            ERRNO_LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle POSIX_OPENPT = call("posix_openpt", INT, INT);
    private static final MethodHandle GRANTPT = call("grantpt", INT, INT);
    private static final MethodHandle UNLOCKPT = call("unlockpt", INT, INT);
    private static final MethodHandle PTSNAME = call("ptsname", POINTER, INT);
    private static final MethodHandle OPEN = call("open", INT, POINTER, INT);
    private static final MethodHandle CLOSE = call("close", INT, INT);
    private static final MethodHandle PIPE = call("pipe", INT, POINTER);
    private static final MethodHandle READ = call("read", LONG, INT, POINTER, LONG);
    private static final MethodHandle WRITE = call("write", LONG, INT, POINTER, LONG);
    // nfds_t is an unsigned long on Linux and an unsigned int on macOS: small counts fit both.
    private static final MethodHandle POLL = call("poll", INT, POINTER, MAC ? INT : LONG, INT);
    private static final MethodHandle TCGETATTR = call("tcgetattr", INT, INT, POINTER);
    private static final MethodHandle TCSETATTR = call("tcsetattr", INT, INT, INT, POINTER);
    private static final MethodHandle CFMAKERAW =
            handle("cfmakeraw", FunctionDescriptor.ofVoid(POINTER));
    private static final MethodHandle CFGETOSPEED = call("cfgetospeed", LONG, POINTER);
    private static final MethodHandle FCNTL =
            handle(
                    "fcntl",
                    FunctionDescriptor.of(INT, INT, INT, INT),
                    Linker.Option.firstVariadicArg(2));

    private Posix() {}

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... parameters) {
        return handle(name, FunctionDescriptor.of(result, parameters));
    }

    // The signatures are those of POSIX, so the restricted calls cannot break the process.
    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup lookup = linker.defaultLookup();
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        return linker.downcallHandle(lookup.findOrThrow(name), signature, all);
    }

    static MemorySegment newErrno(Arena arena) {
        return arena.allocate(ERRNO_LAYOUT);
    }

    static int errno(MemorySegment errno) {
        return (int) ERRNO.get(errno, 0L);
    }

    /// The master of a new pseudo terminal, unlocked and not blocking.
    static int openMaster(MemorySegment errno) throws LinkException {
        int fd = invoke(POSIX_OPENPT, errno, O_RDWR | O_NOCTTY);
        check("posix_openpt", fd, errno);
        try {
            check("grantpt", invoke(GRANTPT, errno, fd), errno);
            check("unlockpt", invoke(UNLOCKPT, errno, fd), errno);
            check("fcntl", invoke(FCNTL, errno, fd, F_SETFL, O_RDWR | O_NONBLOCK), errno);
            return fd;
        } catch (LinkException e) {
            close(errno, fd);
            throw e;
        }
    }

    /// The path of the terminal that belongs to a master. One caller at a time: the C library keeps
    /// the answer in a place of its own.
    @SuppressWarnings("restricted")
    static String terminalOf(MemorySegment errno, int master) throws LinkException {
        MemorySegment name;
        try {
            name = (MemorySegment) PTSNAME.invokeExact(errno, master);
        } catch (Throwable e) {
            throw impossible(e);
        }
        check("ptsname", name.address() == 0 ? -1 : 0, errno);
        return name.reinterpret(1024).getString(0);
    }

    /// Opens a terminal and makes it raw: no echo, no line editing, no translation.
    static int openRaw(Arena arena, MemorySegment errno, String path) throws LinkException {
        int fd;
        try {
            fd = (int) OPEN.invokeExact(errno, arena.allocateFrom(path), O_RDWR | O_NOCTTY);
        } catch (Throwable e) {
            throw impossible(e);
        }
        check("open " + path, fd, errno);
        try {
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
            check("tcgetattr", attributes(TCGETATTR, errno, fd, termios), errno);
            CFMAKERAW.invokeExact(errno, termios);
            check("tcsetattr", (int) TCSETATTR.invokeExact(errno, fd, TCSANOW, termios), errno);
            return fd;
        } catch (LinkException e) {
            close(errno, fd);
            throw e;
        } catch (Throwable e) {
            close(errno, fd);
            throw impossible(e);
        }
    }

    /// The code of the line's rate: the rate itself or one of Linux's `B…` numbers; -1 if the
    /// terminal is gone.
    static long speedCode(MemorySegment errno, int fd, MemorySegment termios) {
        try {
            if (attributes(TCGETATTR, errno, fd, termios) < 0) {
                return -1;
            }
            // speed_t is an unsigned int on Linux: the upper half of the register is left over.
            return 0xFFFF_FFFFL & (long) CFGETOSPEED.invokeExact(errno, termios);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Opens a pipe; `ends` takes its reading and writing descriptor.
    static void pipe(MemorySegment errno, MemorySegment ends) throws LinkException {
        int result;
        try {
            result = (int) PIPE.invokeExact(errno, ends);
        } catch (Throwable e) {
            throw impossible(e);
        }
        check("pipe", result, errno);
    }

    /// @param timeoutMs -1 waits for ever
    static int poll(MemorySegment errno, MemorySegment pollfds, int count, int timeoutMs) {
        try {
            return MAC
                    ? (int) POLL.invokeExact(errno, pollfds, count, timeoutMs)
                    : (int) POLL.invokeExact(errno, pollfds, (long) count, timeoutMs);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long read(MemorySegment errno, int fd, MemorySegment buffer, long length) {
        return transfer(READ, errno, fd, buffer, length);
    }

    static long write(MemorySegment errno, int fd, MemorySegment buffer, long length) {
        return transfer(WRITE, errno, fd, buffer, length);
    }

    static void close(MemorySegment errno, int fd) {
        invoke(CLOSE, errno, fd);
    }

    static boolean isMac() {
        return MAC;
    }

    private static long transfer(
            MethodHandle call, MemorySegment errno, int fd, MemorySegment buffer, long length) {
        try {
            return (long) call.invokeExact(errno, fd, buffer, length);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static int attributes(
            MethodHandle call, MemorySegment errno, int fd, MemorySegment termios) {
        try {
            return (int) call.invokeExact(errno, fd, termios);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static int invoke(MethodHandle call, MemorySegment errno, int argument) {
        try {
            return (int) call.invokeExact(errno, argument);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static int invoke(MethodHandle call, MemorySegment errno, int a, int b, int c) {
        try {
            return (int) call.invokeExact(errno, a, b, c);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static void check(String what, int result, MemorySegment errno) throws LinkException {
        if (result < 0) {
            throw new LinkException(
                    LinkException.Reason.FAILED,
                    "no pseudo terminal: " + what + " failed with error " + errno(errno));
        }
    }

    private static IllegalStateException impossible(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a call of the C library could not be made", e);
    }
}
