package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A TCP port on the loopback interface.
final class TcpDoorway implements Doorway {
    private static final int WAITING_CLIENTS = 4;

    /// Opens the same port each time. One that the system chose is held in between, without anybody
    /// listening, so that no other program gets it; where a system does not let a port be held and
    /// listened on, it is only asked for again.
    static final class SamePort implements Doorway.Opener {
        private @Nullable Socket held;
        private int port;

        /// @param port 0 for any free one
        SamePort(int port) {
            this.port = port;
        }

        @Override
        public synchronized TcpDoorway open() throws IOException {
            if (port == 0) {
                held = new Socket();
                held.setReuseAddress(true);
                held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                port = held.getLocalPort();
            }
            try {
                return new TcpDoorway(port);
            } catch (IOException e) {
                if (held == null || held.isClosed()) {
                    throw e;
                }
                held.close();
                return new TcpDoorway(port);
            }
        }

        @Override
        public synchronized void close() {
            if (held == null) {
                return;
            }
            try {
                held.close();
            } catch (IOException e) {
                // it holds nothing any more either way
            }
        }
    }

    private final ServerSocket server;

    /// @param port 0 for any free one
    /// @throws IOException with a sentence that names the port when it cannot be opened
    TcpDoorway(int port) throws IOException {
        server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING_CLIENTS);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "the simulated car cannot use TCP port " + port + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public ByteLink accept() throws IOException {
        return new SocketLink(server.accept());
    }

    @Override
    public String address() {
        return "tcp://" + server.getInetAddress().getHostAddress() + ":" + port();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // nobody can come in any more either way
        }
    }
}
