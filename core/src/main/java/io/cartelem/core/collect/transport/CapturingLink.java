package io.cartelem.core.collect.transport;

import java.time.Duration;

/// A link whose bytes are shown to a [LinkTap] as they pass: a capture file, a transcript.
public final class CapturingLink implements ByteLink {
    private final ByteLink link;
    private final LinkTap tap;

    /// Notes that the link is open.
    public CapturingLink(ByteLink link, LinkTap tap) {
        this.link = link;
        this.tap = tap;
        tap.note("open " + link.address() + (link.hasBaud() ? " at " + link.baud() : ""));
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        try {
            int got = link.read(buffer, offset, length, timeout);
            if (got > 0) {
                tap.received(buffer, offset, got);
            }
            return got;
        } catch (LinkException e) {
            tap.note(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        // Before the write, so that the request stands before its reply.
        tap.sent(bytes);
        link.write(bytes);
    }

    @Override
    public boolean hasBaud() {
        return link.hasBaud();
    }

    @Override
    public int baud() {
        return link.baud();
    }

    @Override
    public void baud(int baud) throws LinkException {
        link.baud(baud);
        tap.note("baud " + baud);
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
