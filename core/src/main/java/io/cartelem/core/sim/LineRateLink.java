package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

import java.time.Duration;
import java.util.function.IntSupplier;

/// The device's end of a pty on which the rate matters, as on a wire: while the computer's program
/// has set another rate than the device, both receive nonsense.
final class LineRateLink implements ByteLink {
    private final PseudoTerminal terminal;
    private final IntSupplier deviceBaud;

    LineRateLink(PseudoTerminal terminal, IntSupplier deviceBaud) {
        this.terminal = terminal;
        this.deviceBaud = deviceBaud;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        int count = terminal.read(buffer, offset, length, timeout);
        if (mismatch()) {
            for (int i = offset; i < offset + count; i++) {
                buffer[i] = garbled(buffer[i]);
            }
        }
        return count;
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        if (!mismatch()) {
            terminal.write(bytes);
            return;
        }
        byte[] sent = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            sent[i] = garbled(bytes[i]);
        }
        terminal.write(sent);
    }

    private boolean mismatch() {
        int computer = terminal.lineBaud();
        return computer != 0 && computer != deviceBaud.getAsInt();
    }

    /// No character that a protocol knows: frames that are sampled at the wrong times end in set
    /// bits, because the line idles high.
    private static byte garbled(byte b) {
        return (byte) ((b ^ 0x55) | 0x80);
    }

    @Override
    public String address() {
        return terminal.address();
    }

    @Override
    public void close() {
        terminal.close();
    }
}
