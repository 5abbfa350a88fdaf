package io.cartelem.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The line between a browser and a server, which a test cuts and leads to another server. Its port
/// stays in its hands meanwhile: one that was let go could be somebody else's when it is wanted
/// again.
final class Line implements AutoCloseable {
    private static final int CUT = -1;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int server;

    /// @param server the port to which it leads
    Line(int server) {
        this.server = server;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String address(String path) {
        return "http://127.0.0.1:" + listening.getLocalPort() + path;
    }

    /// Ends every connection and lets none be made.
    void cut() {
        to(CUT);
    }

    /// Leads to another server from now on.
    void to(int port) {
        server = port;
        open.forEach(Line::end);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                // The test is over, or the server has gone: nothing to serve.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        int wanted = server;
        if (wanted == CUT) {
            end(client);
            return;
        }
        Socket to;
        try {
            to = new Socket(InetAddress.getLoopbackAddress(), wanted);
        } catch (IOException e) {
            end(client);
            throw e;
        }
        open.add(client);
        open.add(to);
        if (server != wanted) {
            // Cut while it was being made.
            end(client);
            end(to);
        }
        Thread.ofVirtual().start(() -> pump(client, to));
        Thread.ofVirtual().start(() -> pump(to, client));
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut: both ends learn it by their closed sockets.
        } finally {
            open.remove(from);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is what it should be.
        }
    }

    @Override
    public void close() {
        cut();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
