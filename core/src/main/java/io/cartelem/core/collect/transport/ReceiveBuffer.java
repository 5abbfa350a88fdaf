package io.cartelem.core.collect.transport;

import io.cartelem.core.collect.transport.LinkException.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bytes between the thread that takes them from a device and the one that reads the link.
/// Bounded: a full buffer makes the producer wait, so that nothing is lost here. Any threads.
///
/// ```
///  producer: put(...)… end(reason)  →  ring of `capacity` bytes  →  reader: read(...)… close()
/// ```
///
/// After [#end] the reader first gets what is left, then the reason.
public final class ReceiveBuffer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final String address;
    private final byte[] ring;
    private int start;
    private int size;
    private boolean closed;
    private @Nullable Reason endReason;
    private String endSentence = "";

    /// @param address the link's address, for the sentences
    /// @param capacity bytes, 1 or more
    public ReceiveBuffer(String address, int capacity) {
        this.address = address;
        this.ring = new byte[capacity];
    }

    /// Adds bytes, waiting while the buffer is full.
    ///
    /// @return false when the buffer was closed or ended, and the rest is of no use
    public boolean put(byte[] bytes, int offset, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int done = 0;
            while (!closed && endReason == null) {
                if (done == length) {
                    return true;
                }
                if (size == ring.length) {
                    changed.await();
                    continue;
                }
                int count = Math.min(length - done, ring.length - size);
                append(bytes, offset + done, count);
                done += count;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Adds bytes if there is room for all of them, without waiting.
    ///
    /// @return whether they were added
    public boolean offer(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (closed || endReason != null || length > ring.length - size) {
                return false;
            }
            append(bytes, offset, length);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// With the lock held and room enough.
    private void append(byte[] bytes, int offset, int count) {
        int end = (start + size) % ring.length;
        int first = Math.min(count, ring.length - end);
        System.arraycopy(bytes, offset, ring, end, first);
        System.arraycopy(bytes, offset + first, ring, 0, count - first);
        size += count;
        changed.signalAll();
    }

    /// Says that nothing more will come and why; the first reason counts.
    public void end(Reason reason, String sentence) {
        lock.lock();
        try {
            if (endReason == null) {
                endReason = reason;
                endSentence = sentence;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// As [ByteLink#read].
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (closed || size == 0) {
                if (closed) {
                    throw new LinkException(Reason.CLOSED, address + " is closed");
                }
                if (endReason != null) {
                    throw new LinkException(endReason, endSentence);
                }
                if (left <= 0) {
                    return 0;
                }
                left = changed.awaitNanos(left);
            }
            int count = Math.min(length, size);
            int first = Math.min(count, ring.length - start);
            System.arraycopy(ring, start, buffer, offset, first);
            System.arraycopy(ring, 0, buffer, offset + first, count - first);
            start = (start + count) % ring.length;
            size -= count;
            changed.signalAll();
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Reason.CLOSED, address + " was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /// Why nothing more comes, null while it may.
    public @Nullable Reason ended() {
        lock.lock();
        try {
            return closed ? Reason.CLOSED : endReason;
        } finally {
            lock.unlock();
        }
    }

    /// The reader wants no more: wakes both sides.
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
