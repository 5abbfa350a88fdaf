package io.cartelem.core.collect.transport;

import io.cartelem.core.collect.transport.LinkException.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A local UDP port on which datagrams arrive, for example from a phone that sends its position.
/// Their bytes are read as one stream; what is written goes to whoever sent last. There is nothing
/// to lose: a sender that stops is silence. One reader.
public final class UdpLink implements ByteLink {
    private static final int LARGEST = 65_535;

    private final String address;
    private final DatagramSocket socket;
    private final DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    private int position;
    private int end;
    private volatile @Nullable SocketAddress peer;

    private UdpLink(String address, DatagramSocket socket) {
        this.address = address;
        this.socket = socket;
    }

    /// Listens.
    ///
    /// @param host the address of this computer to listen on, `0.0.0.0` for all
    /// @throws LinkException BUSY if another program listens there, NOT_FOUND if the host is not
    ///   this computer
    public static UdpLink open(String address, String host, int port) throws LinkException {
        InetSocketAddress local = new InetSocketAddress(host, port);
        if (local.isUnresolved()) {
            throw new LinkException(
                    Reason.NOT_FOUND, address + ": there is no host called " + host);
        }
        try {
            return new UdpLink(address, new DatagramSocket(local));
        } catch (BindException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            throw taken
                    ? new LinkException(
                            Reason.BUSY, address + ": another program listens on this port", e)
                    : new LinkException(
                            Reason.NOT_FOUND,
                            address + ": " + host + " is not an address of this computer",
                            e);
        } catch (IOException e) {
            throw new LinkException(
                    Reason.FAILED, address + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /// The port on which it listens.
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        if (position == end && !receive(timeout)) {
            return 0;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(packet.getData(), position, buffer, offset, count);
        position += count;
        return count;
    }

    private boolean receive(Duration timeout) throws LinkException {
        try {
            long millis =
                    Math.clamp((timeout.toNanos() + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
            socket.setSoTimeout(Math.toIntExact(millis));
            packet.setLength(LARGEST);
            socket.receive(packet);
            peer = packet.getSocketAddress();
            position = 0;
            end = packet.getLength();
            return end > 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// Sends to whoever sent last.
    ///
    /// @throws LinkException SILENT while nobody has
    @Override
    public void write(byte[] bytes) throws LinkException {
        SocketAddress to = peer;
        if (to == null) {
            throw new LinkException(Reason.SILENT, address + ": nobody has sent anything yet");
        }
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private LinkException broken(IOException e) {
        return socket.isClosed()
                ? new LinkException(Reason.CLOSED, address + " is closed", e)
                : new LinkException(Reason.LOST, address + " was lost: " + e.getMessage(), e);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        socket.close();
    }
}
