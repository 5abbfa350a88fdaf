package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.collect.transport.ReceiveBuffer;

import java.time.Duration;

/// Two links in memory, each the far end of the other. A write waits while 64 KiB are unread.
/// Closing one end is an unplug for the other: it reads what had arrived, then the loss. Any
/// threads.
public final class LoopbackLink implements ByteLink {
    private static final int CAPACITY = 64 * 1024;

    private final String address;
    private final ReceiveBuffer in;
    private final ReceiveBuffer out;

    /// Both ends.
    ///
    /// @param host the end that a collector uses
    /// @param device the end that a simulated device uses
    public record Pair(LoopbackLink host, LoopbackLink device) {}

    private LoopbackLink(String address, ReceiveBuffer in, ReceiveBuffer out) {
        this.address = address;
        this.in = in;
        this.out = out;
    }

    /// Two new links, connected.
    public static Pair pair() {
        ReceiveBuffer toHost = new ReceiveBuffer("loopback:host", CAPACITY);
        ReceiveBuffer toDevice = new ReceiveBuffer("loopback:device", CAPACITY);
        return new Pair(
                new LoopbackLink("loopback:host", toHost, toDevice),
                new LoopbackLink("loopback:device", toDevice, toHost));
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        return in.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        try {
            if (!out.put(bytes, 0, bytes.length)) {
                boolean ours = in.ended() == Reason.CLOSED;
                throw new LinkException(
                        ours ? Reason.CLOSED : Reason.LOST,
                        address + (ours ? " is closed" : " was unplugged"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Reason.CLOSED, address + " was interrupted", e);
        }
    }

    @Override
    public String address() {
        return address;
    }

    /// Unplugs the other end.
    @Override
    public void close() {
        in.close();
        out.end(Reason.LOST, address + " unplugged its end");
    }
}
