package io.cartelem.core.collect.transport;

import io.cartelem.core.collect.transport.LinkException.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// What another program writes into ours through a pipe: `candump -L can0 | cartelem serve`. Read by
/// a thread of its own from the first opening on, because a read of standard input cannot be ended;
/// a full buffer makes the other program wait. Once it has ended it stays ended.
public final class StandardInputLink implements ByteLink {
    static final String ADDRESS = "stdin";
    private static final int CAPACITY = 256 * 1024;

    private static @Nullable ReceiveBuffer shared;

    private final ReceiveBuffer received;
    private volatile boolean closed;

    private StandardInputLink(ReceiveBuffer received) {
        this.received = received;
    }

    /// Opens this process's standard input.
    public static synchronized StandardInputLink open() {
        ReceiveBuffer buffer = shared;
        if (buffer == null) {
            buffer = reading(System.in);
            shared = buffer;
        }
        return new StandardInputLink(buffer);
    }

    /// The same for any stream.
    static StandardInputLink of(InputStream in) {
        return new StandardInputLink(reading(in));
    }

    private static ReceiveBuffer reading(InputStream in) {
        ReceiveBuffer buffer = new ReceiveBuffer(ADDRESS, CAPACITY);
        Thread.ofPlatform().daemon().name("stdin").start(() -> read(in, buffer));
        return buffer;
    }

    private static void read(InputStream in, ReceiveBuffer into) {
        byte[] bytes = new byte[8192];
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                into.put(bytes, 0, count);
            }
            into.end(Reason.LOST, "standard input has ended");
        } catch (IOException e) {
            into.end(Reason.LOST, "standard input was lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        if (closed) {
            throw new LinkException(Reason.CLOSED, ADDRESS + " is closed");
        }
        return received.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        throw new LinkException(Reason.UNSUPPORTED, "nothing can be written to standard input");
    }

    @Override
    public String address() {
        return ADDRESS;
    }

    /// Lets go of it; what comes meanwhile waits for the next who opens it.
    @Override
    public void close() {
        closed = true;
    }
}
