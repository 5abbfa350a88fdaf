package io.cartelem.core.sensor.link;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.sensor.SensorLink;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// A TCP port on which sensors call. Whole lines of all callers become one stream; a half line of a
/// caller that hangs up is forgotten. A caller that sends faster than is read has to wait. A board
/// that lost its power never hangs up, so where there are too many callers, the one that was silent
/// for longest makes room. Each caller has a virtual thread; closing ends them all.
final class TcpServerLink {
    /// Callers at a time.
    static final int MOST_CALLERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(TcpServerLink.class);
    private static final int PIECE = 8 * 1024;

    /// A caller's line beyond this is ended here, for the reader to refuse.
    private static final int LONGEST_LINE = 65 * 1024;

    private final String address;
    private final ServerSocket server;
    private final MessageBuffer buffer;

    /// When each last said something, by [System#nanoTime].
    private final Map<Socket, Long> callers = new ConcurrentHashMap<>();

    private TcpServerLink(String address, ServerSocket server) {
        this.address = address;
        this.server = server;
        this.buffer = new MessageBuffer(address, new LongAdder(), this::close);
    }

    /// Listens.
    ///
    /// @throws LinkException BUSY if another program listens there, NOT_FOUND if the host is not
    ///   this computer
    static ByteLink open(String address, String host, int port) throws LinkException {
        ServerSocket socket = bind(address, host, port);
        String at = new SensorLink.TcpServer(host, socket.getLocalPort()).toString();
        TcpServerLink link = new TcpServerLink(at, socket);
        Thread.ofVirtual().name("sensor-callers-" + port).start(link::accept);
        return link.buffer;
    }

    private static ServerSocket bind(String address, String host, int port) throws LinkException {
        InetSocketAddress local = new InetSocketAddress(host, port);
        if (local.isUnresolved()) {
            throw new LinkException(
                    Reason.NOT_FOUND, address + ": there is no host called " + host);
        }
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(local);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (BindException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            throw new LinkException(
                    taken ? Reason.BUSY : Reason.NOT_FOUND,
                    taken
                            ? address + ": another program listens on this port"
                            : address + ": " + host + " is not an address of this computer",
                    e);
        } catch (IOException e) {
            throw new LinkException(
                    Reason.FAILED, address + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                if (callers.size() >= MOST_CALLERS) {
                    makeRoom();
                }
                callers.put(caller, System.nanoTime());
                if (server.isClosed()) {
                    hangUp(caller);
                    return;
                }
                Thread.ofVirtual().name("sensor-caller").start(() -> serve(caller));
            }
        } catch (IOException e) {
            buffer.end(Reason.LOST, address + " was lost: " + e.getMessage());
        }
    }

    private void makeRoom() {
        long now = System.nanoTime();
        callers.entrySet().stream()
                .max(Comparator.comparingLong(caller -> now - caller.getValue()))
                .map(Map.Entry::getKey)
                .ifPresent(
                        silent -> {
                            LOG.info(
                                    "{}: {} makes room for a new caller",
                                    address,
                                    silent.getRemoteSocketAddress());
                            hangUp(silent);
                        });
    }

    private void serve(Socket caller) {
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        try {
            caller.setKeepAlive(true);
            InputStream in = caller.getInputStream();
            while (true) {
                int got = in.read(line, length, Math.min(PIECE, LONGEST_LINE - length));
                if (got < 0) {
                    return;
                }
                callers.replace(caller, System.nanoTime());
                length += got;
                int whole = lastEnd(line, length);
                if (whole == 0 && length == LONGEST_LINE) {
                    line[length - 1] = '\n';
                    whole = length;
                }
                if (whole > 0) {
                    if (!buffer.put(line, 0, whole)) {
                        return;
                    }
                    System.arraycopy(line, whole, line, 0, length - whole);
                    length -= whole;
                }
            }
        } catch (IOException e) {
            LOG.debug("{}: a caller was lost", address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp(caller);
        }
    }

    /// The number of bytes up to and with the last line's end.
    private static int lastEnd(byte[] bytes, int length) {
        for (int i = length - 1; i >= 0; i--) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                return i + 1;
            }
        }
        return 0;
    }

    private void hangUp(Socket caller) {
        callers.remove(caller);
        try {
            caller.close();
        } catch (IOException e) {
            LOG.debug("{}: a caller does not hang up", address, e);
        }
    }

    private void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("{} does not close", address, e);
        }
        callers.keySet().forEach(this::hangUp);
    }
}
