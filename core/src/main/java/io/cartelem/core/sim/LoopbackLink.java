package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Two links in memory, each the far end of the other. A write waits while 64 KiB are unread.
/// Closing one end is an unplug for the other: it reads what had arrived, then the loss. Any
/// threads.
public final class LoopbackLink implements ByteLink {
    private final String address;
    private final Lane in;
    private final Lane out;

    /// One direction.
    private static final class Lane {
        static final int CAPACITY = 64 * 1024;
        final ReentrantLock lock = new ReentrantLock();
        final Condition changed = lock.newCondition();
        final byte[] ring = new byte[CAPACITY];
        int start;
        int size;
        boolean readerClosed;
        boolean writerClosed;
    }

    /// Both ends.
    ///
    /// @param host the end that a collector uses
    /// @param device the end that a simulated device uses
    public record Pair(LoopbackLink host, LoopbackLink device) {}

    private LoopbackLink(String address, Lane in, Lane out) {
        this.address = address;
        this.in = in;
        this.out = out;
    }

    /// Two new links, connected.
    public static Pair pair() {
        Lane toDevice = new Lane();
        Lane toHost = new Lane();
        return new Pair(
                new LoopbackLink("loopback:host", toHost, toDevice),
                new LoopbackLink("loopback:device", toDevice, toHost));
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        in.lock.lock();
        try {
            long left = timeout.toNanos();
            while (in.size == 0 || in.readerClosed) {
                if (in.readerClosed) {
                    throw new LinkException(Reason.CLOSED, address + " is closed");
                }
                if (in.writerClosed) {
                    throw new LinkException(Reason.LOST, address + " was unplugged");
                }
                if (left <= 0) {
                    return 0;
                }
                left = in.changed.awaitNanos(left);
            }
            int count = Math.min(length, in.size);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = in.ring[(in.start + i) % Lane.CAPACITY];
            }
            in.start = (in.start + count) % Lane.CAPACITY;
            in.size -= count;
            in.changed.signalAll();
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Reason.CLOSED, address + " was interrupted", e);
        } finally {
            in.lock.unlock();
        }
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        out.lock.lock();
        try {
            int sent = 0;
            while (sent < bytes.length) {
                if (out.writerClosed) {
                    throw new LinkException(Reason.CLOSED, address + " is closed");
                }
                if (out.readerClosed) {
                    throw new LinkException(Reason.LOST, address + " was unplugged");
                }
                while (out.size < Lane.CAPACITY && sent < bytes.length) {
                    out.ring[(out.start + out.size++) % Lane.CAPACITY] = bytes[sent++];
                }
                out.changed.signalAll();
                if (sent < bytes.length) {
                    out.changed.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Reason.CLOSED, address + " was interrupted", e);
        } finally {
            out.lock.unlock();
        }
    }

    @Override
    public String address() {
        return address;
    }

    /// Unplugs the other end.
    @Override
    public void close() {
        in.lock.lock();
        try {
            in.readerClosed = true;
            in.changed.signalAll();
        } finally {
            in.lock.unlock();
        }
        out.lock.lock();
        try {
            out.writerClosed = true;
            out.changed.signalAll();
        } finally {
            out.lock.unlock();
        }
    }
}
