package io.cartelem.core.sensor.link;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.UdpLink;
import io.cartelem.core.sensor.SensorLink;

import java.time.Duration;

/// A link whose every read is one datagram, read as lines. One reader.
final class DatagramLines implements ByteLink {
    private static final int LARGEST = 65_535;

    private final UdpLink datagrams;
    private final String address;
    private final boolean json;
    private final byte[] datagram = new byte[LARGEST];
    private byte[] lines = new byte[0];
    private int position;

    /// @param json whether a datagram is one JSON document
    /// @param host as it was asked for
    DatagramLines(UdpLink datagrams, String host, boolean json) {
        this.datagrams = datagrams;
        this.address = new SensorLink.Udp(host, datagrams.port()).toString();
        this.json = json;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        if (position == lines.length) {
            int got = datagrams.read(datagram, 0, LARGEST, timeout);
            if (got == 0) {
                return 0;
            }
            lines = Messages.lines(datagram, got, json);
            position = 0;
        }
        int count = Math.min(length, lines.length - position);
        System.arraycopy(lines, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        datagrams.write(bytes);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        datagrams.close();
    }
}
