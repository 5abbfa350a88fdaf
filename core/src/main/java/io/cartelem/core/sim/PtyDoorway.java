package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

import java.io.IOException;
import java.util.function.IntSupplier;

/// A serial port of the simulated car. A serial line knows no clients: it is served as long as it
/// is plugged in. If the device breaks the link, it comes back as a new port, often under the same
/// name.
final class PtyDoorway implements Doorway {
    private final IntSupplier deviceBaud;
    private PseudoTerminal terminal;
    private boolean handedOut;
    private boolean closed;

    /// @param deviceBaud the rate the device is set to at the time
    /// @throws IOException where there are no ptys
    PtyDoorway(IntSupplier deviceBaud) throws IOException {
        this.deviceBaud = deviceBaud;
        this.terminal = open();
    }

    private static PseudoTerminal open() throws IOException {
        try {
            return PseudoTerminal.open();
        } catch (LinkException e) {
            throw new IOException("the simulated car gets no serial port: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized ByteLink accept() throws IOException {
        if (closed) {
            throw new IOException(terminal.address() + " is unplugged");
        }
        if (handedOut) {
            terminal = open();
        }
        handedOut = true;
        return new LineRateLink(terminal, deviceBaud);
    }

    @Override
    public synchronized String address() {
        return terminal.devicePath();
    }

    @Override
    public synchronized void close() {
        closed = true;
        terminal.close();
    }
}
