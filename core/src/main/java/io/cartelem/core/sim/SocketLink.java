package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// The device's end of an accepted TCP connection.
final class SocketLink implements ByteLink {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private volatile boolean closed;

    SocketLink(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        try {
            if (!timeout.isPositive() && in.available() == 0) {
                return 0;
            }
            socket.setSoTimeout(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
            int count = in.read(buffer, offset, length);
            if (count < 0) {
                throw new LinkException(
                        LinkException.Reason.LOST, "the client at " + address() + " left");
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private LinkException broken(IOException cause) {
        return closed
                ? new LinkException(LinkException.Reason.CLOSED, address() + " was closed", cause)
                : new LinkException(
                        LinkException.Reason.LOST, "the client at " + address() + " left", cause);
    }

    @Override
    public String address() {
        return "tcp://" + socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }
}
