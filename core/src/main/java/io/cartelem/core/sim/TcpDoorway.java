package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// A TCP port on the loopback interface.
final class TcpDoorway implements Doorway {
    private static final int WAITING_CLIENTS = 4;

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
