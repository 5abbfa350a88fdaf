package io.cartelem.core.collect.transport;

import io.cartelem.core.collect.transport.LinkException.Reason;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A link without bytes, for a collector that has its values from elsewhere: other channels, a
/// library with connections of its own. Reading waits, so that such a collector can still be
/// stopped as every other.
public final class IdleLink implements ByteLink {
    private final String address;
    private final CountDownLatch closed = new CountDownLatch(1);

    private IdleLink(String address) {
        this.address = address;
    }

    /// Opens such links.
    ///
    /// @param address where the values come from, for a person
    public static LinkOpener opener(String address) {
        return new LinkOpener() {
            @Override
            public ByteLink open() {
                return new IdleLink(address);
            }

            @Override
            public String address() {
                return address;
            }
        };
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        try {
            if (!closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LinkException(Reason.CLOSED, address + " is closed");
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        throw new LinkException(Reason.UNSUPPORTED, address + " takes no bytes");
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
