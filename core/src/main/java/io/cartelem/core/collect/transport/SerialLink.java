package io.cartelem.core.collect.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;

import io.cartelem.core.collect.transport.LinkException.Reason;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// A serial port, by jSerialComm. A platform thread of its own waits in the native read and empties
/// the port into a bounded buffer, for three reasons: time-outs are exact (the system's are tenths
/// of a second), interrupting or closing always wakes the reader, and the few kilobytes of the
/// system's own buffer do not overflow while a collector is busy.
///
/// The library's first failed read means that the device is gone (it would go on failing for ever),
/// so the port is closed there and then. Bytes that waited in the port before it was opened are
/// thrown away: nobody knows how old they are. DTR and RTS stay as they are when the port is
/// closed, so that a board which they reset does not restart.
public final class SerialLink implements ByteLink {
    private static final int CHUNK = 4096;
    private static final int CAPACITY = 64 * 1024;

    /// How long the native read waits before it looks whether the port still exists, in ms.
    private static final int LOOK_MS = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String address;
    private final SerialPort port;
    private final String taken;
    private final ReceiveBuffer received;
    private final Thread pump;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();

    private SerialLink(String address, SerialPort port, String taken) {
        this.address = address;
        this.port = port;
        this.taken = taken;
        this.received = new ReceiveBuffer(address, CAPACITY);
        this.pump = Thread.ofPlatform().name("serial " + address).daemon().unstarted(this::pump);
    }

    /// Opens a port. Takes some milliseconds, for a Bluetooth port some seconds.
    ///
    /// @param name the system's name, for example `/dev/ttyUSB0`, `ttyUSB0` or `COM3`
    /// @throws LinkException NOT_FOUND, BUSY, PERMISSION, UNREACHABLE, UNSUPPORTED or FAILED
    public static SerialLink open(String name, SerialSettings settings) throws LinkException {
        String path = pathOf(name);
        String taken = PortsInUse.take(path);
        if (taken == null) {
            throw new LinkException(
                    Reason.BUSY, name + " is already in use by another source of Cartelem");
        }
        @Nullable SerialLink link = null;
        try {
            // A new object every time: the library resolves the path when it makes the object.
            SerialPort port = SerialPort.getCommPort(path);
            port.setComPortParameters(
                    settings.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, LOOK_MS, 0);
            port.setDTRandRTS(settings.dtr(), settings.rts());
            port.flushIOBuffers();
            if (!port.openPort(0)) {
                throw SerialErrors.explain(
                        SerialErrors.Os.current(), name, port.getLastErrorCode());
            }
            HangUp.avoid(path);
            link = new SerialLink(name, port, taken);
            link.pump.start();
            return link;
        } catch (SerialPortInvalidPortException e) {
            throw SerialErrors.notFound(name);
        } catch (LinkageError e) {
            throw new LinkException(
                    Reason.UNSUPPORTED, "this computer cannot use serial ports: " + e, e);
        } finally {
            if (link == null) {
                PortsInUse.release(taken);
            }
        }
    }

    /// The library falls back to ports of a similar name; a device that is away must stay away.
    private static String pathOf(String name) throws LinkException {
        if (SerialErrors.Os.current() == SerialErrors.Os.WINDOWS) {
            return name;
        }
        Path path = Path.of("/dev").resolve(name);
        if (!Files.exists(path)) {
            throw SerialErrors.notFound(name);
        }
        return path.toString();
    }

    private void pump() {
        byte[] chunk = new byte[CHUNK];
        try {
            while (true) {
                int got = port.readBytes(chunk, CHUNK);
                if (got < 0 || (got > 0 && !received.put(chunk, 0, got))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, while the buffer is full.
            Thread.currentThread().interrupt();
        } finally {
            received.end(Reason.LOST, lostSentence());
            port.closePort();
            PortsInUse.release(taken);
        }
    }

    private String lostSentence() {
        return address + " was unplugged, or its device was switched off";
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        return received.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        writing.lock();
        try {
            failIfEnded();
            if (port.writeBytes(bytes, bytes.length) != bytes.length) {
                failIfEnded();
                received.end(Reason.LOST, lostSentence());
                throw new LinkException(Reason.LOST, lostSentence());
            }
        } finally {
            writing.unlock();
        }
    }

    private void failIfEnded() throws LinkException {
        if (closed.get()) {
            throw new LinkException(Reason.CLOSED, address + " is closed");
        }
        if (received.ended() != null) {
            throw new LinkException(Reason.LOST, lostSentence());
        }
    }

    @Override
    public boolean hasBaud() {
        return true;
    }

    @Override
    public int baud() {
        return port.getBaudRate();
    }

    @Override
    public void baud(int baud) throws LinkException {
        writing.lock();
        try {
            failIfEnded();
            if (!port.setBaudRate(baud)) {
                throw new LinkException(Reason.FAILED, address + " does not do " + baud + " baud");
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public String address() {
        return address;
    }

    /// Closes and waits until the port is free again.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        received.close();
        boolean interrupted = Thread.interrupted();
        boolean alone = false;
        try {
            // A write that hangs in the driver must not hold us up for ever.
            alone = writing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            port.closePort();
            pump.interrupt();
            pump.join(PATIENCE);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (alone) {
                writing.unlock();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
