package io.cartelem.core.can;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

import java.time.Duration;

/// A link that says it is a serial line; its rate is of no consequence.
final class SerialLine implements ByteLink {
    private final ByteLink link;
    private int baud = 115_200;

    SerialLine(ByteLink link) {
        this.link = link;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        return link.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        link.write(bytes);
    }

    @Override
    public boolean hasBaud() {
        return true;
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public void baud(int newBaud) {
        baud = newBaud;
    }

    @Override
    public String address() {
        return link.address();
    }

    @Override
    public void close() {
        link.close();
    }
}
