package io.cartelem.core.collect.transport;

import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Writes what passes over a device's links to a capture file, for bug reports and replays; one
/// file may span many connections. The links only put into a bounded queue, a thread of its own
/// writes. When the disk cannot keep up, records are dropped and the file says how many; when it is
/// full or broken the capture ends, says so once in the log and in [#failure], and the links go on.
public final class CaptureWriter implements LinkTap, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureWriter.class);
    private static final int WAITING_RECORDS = 4096;
    private static final int LONGEST_RECORD = 4096;

    /// Ends the writing; no other entry is empty.
    private static final CaptureFormat.Entry LAST =
            new CaptureFormat.Entry(0, CaptureFormat.Kind.NOTE, new byte[0]);

    private final Path file;
    private final Clock clock;
    private final long startNs;
    private final OutputStream out;
    private final Thread thread;
    private final BlockingQueue<CaptureFormat.Entry> waiting =
            new ArrayBlockingQueue<>(WAITING_RECORDS);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable String failure;

    /// Creates the file; an existing one is replaced.
    ///
    /// @param source the source of the device's channels, for the file's head
    public CaptureWriter(Path file, String source, Clock clock) throws IOException {
        this(file, Files.newOutputStream(file), source, clock);
    }

    CaptureWriter(Path file, OutputStream out, String source, Clock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.startNs = clock.monoNs();
        this.out = new BufferedOutputStream(out, 16 * 1024);
        String head =
                CaptureFormat.MAGIC
                        + ' '
                        + CaptureFormat.VERSION
                        + "\n# source: "
                        + source
                        + "\n# begun: "
                        + clock.utc()
                        + '\n';
        this.out.write(head.getBytes(StandardCharsets.US_ASCII));
        this.thread = Thread.ofVirtual().name("capture-" + source).start(this::write);
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
        enqueue(CaptureFormat.Kind.RECEIVED, bytes, offset, length);
    }

    @Override
    public void sent(byte[] bytes) {
        enqueue(CaptureFormat.Kind.SENT, bytes, 0, bytes.length);
    }

    @Override
    public void note(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        enqueue(CaptureFormat.Kind.NOTE, bytes, 0, bytes.length);
    }

    /// Long runs are cut, so that what waits is bounded in bytes too.
    private void enqueue(CaptureFormat.Kind kind, byte[] bytes, int offset, int length) {
        if (closed.get() || failure != null) {
            return;
        }
        long atNs = clock.monoNs() - startNs;
        for (int done = 0; done < length; done += LONGEST_RECORD) {
            int count = Math.min(LONGEST_RECORD, length - done);
            byte[] copy = Arrays.copyOfRange(bytes, offset + done, offset + done + count);
            if (!waiting.offer(new CaptureFormat.Entry(atNs, kind, copy))) {
                dropped.incrementAndGet();
            }
        }
    }

    private void write() {
        try (out) {
            long told = 0;
            while (true) {
                CaptureFormat.Entry entry = waiting.poll();
                if (entry == null) {
                    // Nothing waits, so there is time: what was captured reaches the file.
                    out.flush();
                    entry = waiting.take();
                }
                if (entry.bytes().length == 0) {
                    return;
                }
                long lost = dropped.get();
                if (lost > told) {
                    String text = (lost - told) + " records are missing: the disk was too slow";
                    byte[] note = text.getBytes(StandardCharsets.US_ASCII);
                    out.write(
                            CaptureFormat.write(
                                    new CaptureFormat.Entry(
                                            entry.atNs(), CaptureFormat.Kind.NOTE, note)));
                    told = lost;
                }
                out.write(CaptureFormat.write(entry));
            }
        } catch (IOException e) {
            failure = "the raw capture " + file + " ended: " + e.getMessage();
            waiting.clear();
            LOG.warn("The raw capture {} ended; the device is still read", file, e);
        } catch (InterruptedException e) {
            // Only close() interrupts, after it waited in vain for a disk that hangs.
            failure = "the raw capture " + file + " was cut off: the disk did not answer";
        }
    }

    /// Why the capture ended early, in a sentence; null while it goes on.
    public @Nullable String failure() {
        return failure;
    }

    /// Records dropped because the disk was too slow.
    public long dropped() {
        return dropped.get();
    }

    /// Writes what waits and closes the file; waits five seconds at most.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            boolean ends = failure != null || waiting.offer(LAST, 5, TimeUnit.SECONDS);
            if (!ends || !thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
