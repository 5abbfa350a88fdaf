package io.cartelem.core.collect.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Whether DTR and RTS fall when the last program closes a serial port (`HUPCL`). Boards that are
/// reset by these lines (ESP32, Arduino) would restart whenever a collector lets go of them, so it
/// is switched off on every port that is opened. The setting belongs to the port, not to who opened
/// it, which is why a second descriptor may change it. Any thread; waits in native code.
///
/// Source: POSIX.1-2017, termios.h; the layout is that of Linux on x86, ARM and RISC-V, and of
/// macOS. Elsewhere, and on Windows, which has no such setting, nothing is done.
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private static final boolean MAC = SerialErrors.Os.current() == SerialErrors.Os.MAC;
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = MAC ? 0x20000 : 0x100;
    private static final int O_NONBLOCK = MAC ? 4 : 0x800;
    private static final int TCSANOW = 0;

    /// More than `struct termios` has on any of them.
    private static final long TERMIOS_BYTES = 256;

    /// `c_cflag` is the third field, of 4 bytes on Linux and 8 on macOS. Only its low half matters.
    private static final long CONTROL_AT = MAC ? 16 : 8;

    private static final int HUPCL = MAC ? 0x4000 : 0x400;

    private static final Optional<Calls> CALLS = calls();

    private record Calls(
            MethodHandle open, MethodHandle close, MethodHandle get, MethodHandle set) {}

    private HangUp() {}

    /// Lets the lines stay as they are when the port is closed. Where that cannot be done, the port
    /// works all the same.
    static void avoid(String path) {
        try {
            if (!set(path, false)) {
                LOG.debug("{} drops its lines when it is closed", path);
            }
        } catch (IllegalStateException | LinkageError e) {
            LOG.debug("{} drops its lines when it is closed", path, e);
        }
    }

    /// @return whether the port could be set so
    static boolean set(String path, boolean hangUp) {
        return withModes(
                path,
                (calls, fd, modes) -> {
                    int control = modes.get(ValueLayout.JAVA_INT, CONTROL_AT);
                    int wanted = hangUp ? control | HUPCL : control & ~HUPCL;
                    modes.set(ValueLayout.JAVA_INT, CONTROL_AT, wanted);
                    return (int) calls.set().invokeExact(fd, TCSANOW, modes) == 0;
                });
    }

    /// Whether the port drops its lines; false where nobody knows.
    static boolean isSet(String path) {
        return withModes(
                path, (_, _, modes) -> (modes.get(ValueLayout.JAVA_INT, CONTROL_AT) & HUPCL) != 0);
    }

    private interface Use {
        boolean with(Calls calls, int fd, MemorySegment modes) throws Throwable;
    }

    private static boolean withModes(String path, Use use) {
        if (CALLS.isEmpty()) {
            return false;
        }
        Calls calls = CALLS.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            int fd = (int) calls.open().invokeExact(name, O_RDWR | O_NOCTTY | O_NONBLOCK);
            if (fd < 0) {
                return false;
            }
            try {
                MemorySegment modes = arena.allocate(TERMIOS_BYTES, 8);
                return (int) calls.get().invokeExact(fd, modes) == 0 && use.with(calls, fd, modes);
            } finally {
                int _ = (int) calls.close().invokeExact(fd);
            }
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library could not be made", e);
        }
    }

    private static Optional<Calls> calls() {
        if (SerialErrors.Os.current() == SerialErrors.Os.WINDOWS || !knownLayout()) {
            return Optional.empty();
        }
        ValueLayout.OfInt number = ValueLayout.JAVA_INT;
        AddressLayout pointer = ValueLayout.ADDRESS;
        return Optional.of(
                new Calls(
                        handle(
                                "open",
                                FunctionDescriptor.of(number, pointer, number),
                                Linker.Option.firstVariadicArg(2)),
                        handle("close", FunctionDescriptor.of(number, number)),
                        handle("tcgetattr", FunctionDescriptor.of(number, number, pointer)),
                        handle(
                                "tcsetattr",
                                FunctionDescriptor.of(number, number, number, pointer))));
    }

    private static boolean knownLayout() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64", "aarch64", "arm", "riscv64" -> true;
            default -> false;
        };
    }

    // The signatures are those of POSIX, so the restricted calls cannot break the process.
    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
    }
}
