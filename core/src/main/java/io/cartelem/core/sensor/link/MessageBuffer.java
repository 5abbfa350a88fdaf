package io.cartelem.core.sensor.link;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.collect.transport.ReceiveBuffer;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/// A link of lines that is fed with whole messages by other threads. Bounded: a message for which
/// there is no room is given up and counted ([#offer]), or its bringer waits ([#put]).
final class MessageBuffer implements ByteLink {
    static final int CAPACITY = 256 * 1024;

    private final String address;
    private final ReceiveBuffer buffer;
    private final LongAdder lost;
    private final Runnable onClose;

    /// One bringer at a time, so that messages do not run into each other.
    private final ReentrantLock bringing = new ReentrantLock();

    /// @param lost counts messages given up
    /// @param onClose lets go of whatever brings the messages
    MessageBuffer(String address, LongAdder lost, Runnable onClose) {
        this.address = address;
        this.buffer = new ReceiveBuffer(address, CAPACITY);
        this.lost = lost;
        this.onClose = onClose;
    }

    /// Adds lines if there is room for all of them.
    boolean offer(byte[] lines) {
        boolean room = buffer.offer(lines, 0, lines.length);
        if (!room && buffer.ended() == null) {
            lost.increment();
        }
        return room;
    }

    /// Adds lines, waiting for room.
    ///
    /// @return false when nobody reads any more
    boolean put(byte[] lines, int offset, int length) throws InterruptedException {
        bringing.lockInterruptibly();
        try {
            return buffer.put(lines, offset, length);
        } finally {
            bringing.unlock();
        }
    }

    /// Says that nothing more will come and why.
    void end(Reason reason, String sentence) {
        buffer.end(reason, sentence);
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration timeout) throws LinkException {
        return buffer.read(into, offset, length, timeout);
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
        buffer.close();
        onClose.run();
    }
}
