package io.cartelem.core.collect.transport;

import io.cartelem.core.collect.transport.LinkException.Reason;

import jdk.net.ExtendedSocketOptions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// A TCP connection to a WiFi adapter, a serial server or gpsd. The end of the stream is a loss; a
/// peer that vanishes without a word is noticed by keep-alive after about 20 seconds.
///
/// Reads block in Java: on a virtual thread an interrupt ends them, on a platform thread only
/// closing does.
public final class TcpLink implements ByteLink {
    private static final int KEEP_ALIVE_IDLE_S = 10;
    private static final int KEEP_ALIVE_INTERVAL_S = 3;
    private static final int KEEP_ALIVE_COUNT = 3;

    private final String address;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();

    private TcpLink(String address, Socket socket) throws IOException {
        this.address = address;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /// Connects.
    ///
    /// @param address how it is called in sentences, for example `tcp://192.168.0.10:35000`
    /// @throws LinkException NOT_FOUND if there is no such host, UNREACHABLE if it refuses or does
    ///   not answer in time
    public static TcpLink open(String address, String host, int port, Duration timeout)
            throws LinkException, InterruptedException {
        InetAddress[] peers;
        try {
            peers = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new LinkException(
                    Reason.NOT_FOUND, address + ": there is no host called " + host, e);
        }
        // A name like localhost may stand for IPv6 and IPv4, and a server may listen on one only.
        IOException failure = new ConnectException();
        for (InetAddress peer : peers) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(peer, port), (int) timeout.toMillis());
                socket.setTcpNoDelay(true);
                keepAlive(socket);
                return new TcpLink(address, socket);
            } catch (IOException e) {
                closeQuietly(socket);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                failure = e;
            }
        }
        throw unreachable(address, failure);
    }

    private static LinkException unreachable(String address, IOException e) {
        String why =
                switch (e) {
                    case SocketTimeoutException _ ->
                            " does not answer: is this computer in the adapter's WiFi network?";
                    case NoRouteToHostException _ ->
                            " cannot be reached: is this computer in the adapter's WiFi network?";
                    case ConnectException _ ->
                            " refuses the connection: another program may be connected, or the port"
                                    + " is wrong";
                    default -> " cannot be reached: " + e.getMessage();
                };
        return new LinkException(Reason.UNREACHABLE, address + why, e);
    }

    private static void keepAlive(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_S);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_S);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_COUNT);
    }

    private static <T> void setIfSupported(Socket socket, SocketOption<T> option, T value)
            throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        try {
            // A look without waiting must not cost a millisecond; the next read that waits
            // finds the end of the stream.
            if (!timeout.isPositive() && in.available() == 0 && !socket.isClosed()) {
                return 0;
            }
            // A time-out of 0 would wait for ever.
            long millis =
                    Math.clamp((timeout.toNanos() + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
            socket.setSoTimeout(Math.toIntExact(millis));
            int got = in.read(buffer, offset, length);
            if (got < 0) {
                throw new LinkException(Reason.LOST, address + " closed the connection");
            }
            return got;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        writing.lock();
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw broken(e);
        } finally {
            writing.unlock();
        }
    }

    private LinkException broken(IOException e) {
        if (socket.isClosed()) {
            return new LinkException(Reason.CLOSED, address + " is closed", e);
        }
        String why = e instanceof SocketException ? e.getMessage() : e.toString();
        return new LinkException(Reason.LOST, address + " was lost: " + why, e);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closing is all that could be done about it.
            return;
        }
    }
}
