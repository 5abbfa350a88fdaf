package io.cartelem.app.cli;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Tells systemd how the service is, so that it starts what waits for it and restarts it when it
/// hangs: datagrams to the socket named in `NOTIFY_SOCKET` (sd_notify(3)). Java has no datagram
/// sockets of the Unix family, hence the three calls of the C library. Not under systemd it does
/// nothing.
final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    /// unix(7), socket(2) on Linux.
    private static final short AF_UNIX = 1;

    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int LONGEST_PATH = 108;

    private static final ValueLayout.OfShort FAMILY =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    private final byte @Nullable [] path;

    private ServiceManager(byte @Nullable [] path) {
        this.path = path;
    }

    /// The manager that started this process, if any.
    static ServiceManager of(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0 || path.length >= LONGEST_PATH) {
            return new ServiceManager(null);
        }
        if (path[0] == '@') {
            // an abstract name begins with a zero byte, which no environment can hold
            path[0] = 0;
        }
        return new ServiceManager(path);
    }

    /// The station runs.
    void ready(String status) {
        send("READY=1\nSTATUS=" + oneLine(status));
    }

    /// It still runs; more often than `WatchdogSec=` says.
    void alive(String status) {
        send("WATCHDOG=1\nSTATUS=" + oneLine(status));
    }

    /// It is about to end.
    void stopping() {
        send("STOPPING=1");
    }

    private static String oneLine(String status) {
        return status.replace('\n', ' ');
    }

    private void send(String message) {
        if (path == null) {
            return;
        }
        try {
            sendTo(path, message.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable e) {
            // Reporting must never end what is reported on.
            LOG.warn("the service manager cannot be told {}", message, e);
        }
    }

    private static void sendTo(byte[] path, byte[] message) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(2 + LONGEST_PATH);
            address.set(FAMILY, 0, AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            int socket = (int) Calls.SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (socket < 0) {
                throw new IllegalStateException("no socket");
            }
            long sent =
                    (long)
                            Calls.SENDTO.invokeExact(
                                    socket,
                                    bytes,
                                    (long) message.length,
                                    MSG_NOSIGNAL,
                                    address,
                                    2 + path.length);
            int closed = (int) Calls.CLOSE.invokeExact(socket);
            if (sent != message.length || closed != 0) {
                throw new IllegalStateException("nobody listens");
            }
        }
    }

    /// Looked up only where a service manager is.
    private static final class Calls {
        static final MethodHandle SOCKET =
                call(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        static final MethodHandle SENDTO =
                call(
                        "sendto",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        static final MethodHandle CLOSE =
                call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        @SuppressWarnings("restricted")
        private static MethodHandle call(String name, FunctionDescriptor shape) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape);
        }
    }
}
