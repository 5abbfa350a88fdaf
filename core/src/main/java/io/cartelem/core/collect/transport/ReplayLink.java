package io.cartelem.core.collect.transport;

import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A capture file as if it were the device. What the device answered to a request comes when the
/// reader has sent as many bytes as were sent then, or a second later if it does not; everything
/// else at its recorded time, or as fast as it is read. The end is a loss.
///
/// A file without the head of a capture is taken as the bare bytes of a device, at the given rate.
public final class ReplayLink implements ByteLink {
    private static final int CAPACITY = 64 * 1024;
    private static final Duration GATE = Duration.ofSeconds(1);

    private final String address;
    private final ReceiveBuffer received;
    private final Pace pace;
    private final Duration gate;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moreSent = lock.newCondition();
    private long sent;

    /// How fast a replay goes.
    ///
    /// @param clock by which recorded time passes; null for as fast as it is read
    /// @param bareBaud the rate of a file of bare bytes in baud, 0 for as fast as it is read
    public record Pace(@Nullable Clock clock, int bareBaud) {

        /// As fast as it is read.
        public static final Pace FASTEST = new Pace(null, 0);

        void await(long untilNs) throws InterruptedException {
            if (clock != null) {
                clock.pause(Duration.ofNanos(untilNs - clock.monoNs()));
            }
        }

        long nowNs() {
            return clock == null ? 0 : clock.monoNs();
        }
    }

    private ReplayLink(Path file, InputStream in, Pace pace, Duration gate) {
        this.address = "file://" + file;
        this.pace = pace;
        this.gate = gate;
        this.received = new ReceiveBuffer(address, CAPACITY);
        this.thread =
                Thread.ofVirtual().name("replay " + file.getFileName()).unstarted(() -> feed(in));
    }

    /// Opens a capture and begins.
    ///
    /// @throws LinkException NOT_FOUND or PERMISSION if the file cannot be read, FAILED if it is a
    ///   folder
    public static ReplayLink open(Path file, Pace pace) throws LinkException {
        return open(file, pace, GATE);
    }

    /// @param gate how long an answer waits for a request that does not come
    static ReplayLink open(Path file, Pace pace, Duration gate) throws LinkException {
        if (Files.isDirectory(file)) {
            throw new LinkException(Reason.FAILED, file + " is a folder, not a capture");
        }
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            ReplayLink link = new ReplayLink(file, in, pace, gate);
            link.thread.start();
            return link;
        } catch (NoSuchFileException e) {
            throw new LinkException(Reason.NOT_FOUND, "there is no file " + file, e);
        } catch (IOException e) {
            throw new LinkException(
                    Reason.PERMISSION, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void feed(InputStream in) {
        try (in) {
            byte[] magic = CaptureFormat.MAGIC.getBytes(StandardCharsets.US_ASCII);
            in.mark(magic.length);
            boolean capture = Arrays.equals(magic, in.readNBytes(magic.length));
            in.reset();
            if (capture) {
                feedCapture(in);
            } else {
                feedBareBytes(in);
            }
            received.end(Reason.LOST, address + " has ended");
        } catch (LinkException e) {
            received.end(e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            received.end(Reason.LOST, address + " cannot be read further: " + e.getMessage());
        } catch (InterruptedException e) {
            received.end(Reason.CLOSED, address + " is closed");
        }
    }

    private void feedCapture(InputStream in)
            throws IOException, LinkException, InterruptedException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        checkVersion(String.valueOf(lines.readLine()));
        long startNs = pace.nowNs();
        long expected = 0;
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            CaptureFormat.Entry entry = parse(line, number);
            pace.await(startNs + entry.atNs());
            switch (entry.kind()) {
                case NOTE -> {
                    // For a person only.
                }
                case SENT -> {
                    expected += entry.bytes().length;
                    awaitSent(expected);
                }
                case RECEIVED -> received.put(entry.bytes(), 0, entry.bytes().length);
            }
        }
    }

    private void checkVersion(String head) throws LinkException {
        String version = head.substring(CaptureFormat.MAGIC.length()).strip();
        if (!version.equals(Integer.toString(CaptureFormat.VERSION))) {
            throw new LinkException(
                    Reason.UNSUPPORTED,
                    address
                            + " is a capture of version '"
                            + version
                            + "', this program reads version "
                            + CaptureFormat.VERSION);
        }
    }

    private CaptureFormat.Entry parse(String line, int number) throws LinkException {
        try {
            return CaptureFormat.read(line);
        } catch (IllegalArgumentException e) {
            throw new LinkException(
                    Reason.FAILED,
                    address + ", line " + number + " is damaged: " + e.getMessage(),
                    e);
        }
    }

    /// Bare bytes in pieces of ten milliseconds, ten bits to the byte.
    private void feedBareBytes(InputStream in) throws IOException, InterruptedException {
        byte[] chunk = new byte[pace.bareBaud() == 0 ? 4096 : Math.max(1, pace.bareBaud() / 1000)];
        long startNs = pace.nowNs();
        long total = 0;
        for (int got = in.read(chunk); got > 0; got = in.read(chunk)) {
            total += got;
            if (pace.bareBaud() > 0) {
                pace.await(startNs + total * 10_000_000_000L / pace.bareBaud());
            }
            if (!received.put(chunk, 0, got)) {
                return;
            }
        }
    }

    private void awaitSent(long expected) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = gate.toNanos();
            while (sent < expected && left > 0) {
                left = moreSent.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        return received.read(buffer, offset, length, timeout);
    }

    /// Counts the bytes; the replay answers as the device did.
    @Override
    public void write(byte[] bytes) throws LinkException {
        if (received.ended() == Reason.CLOSED) {
            throw new LinkException(Reason.CLOSED, address + " is closed");
        }
        lock.lock();
        try {
            sent += bytes.length;
            moreSent.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        received.close();
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
