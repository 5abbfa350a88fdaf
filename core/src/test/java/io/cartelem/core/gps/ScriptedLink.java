package io.cartelem.core.gps;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A link and its clock for tests: it delivers bytes at set times of a clock that only moves by
/// reading. Lost when the script is at its end.
final class ScriptedLink implements ByteLink, Clock {
    /// Answers what is written.
    interface Device {
        void written(byte[] bytes, ScriptedLink link);
    }

    private record Delivery(long atNs, byte[] bytes) {}

    final List<byte[]> written = new ArrayList<>();
    private final Deque<Delivery> script = new ArrayDeque<>();
    private final boolean serial;
    private Device device = (bytes, link) -> {};
    private int baud;
    private int deviceBaud;
    private long nowNs = 1_000_000_000L;
    private long scriptNs = nowNs;
    private long endNs = Long.MAX_VALUE;

    /// A link without a baud rate.
    ScriptedLink() {
        serial = false;
    }

    /// A serial line whose device speaks at `deviceBaud`; at another rate its bytes are garbled.
    ScriptedLink(int baud, int deviceBaud) {
        serial = true;
        this.baud = baud;
        this.deviceBaud = deviceBaud;
    }

    ScriptedLink device(Device answering) {
        device = answering;
        return this;
    }

    /// Adds `text` after a pause.
    ScriptedLink after(Duration pause, String text) {
        return after(pause, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    ScriptedLink after(Duration pause, byte[] bytes) {
        scriptNs = Math.max(scriptNs, nowNs) + pause.toNanos();
        script.add(new Delivery(scriptNs, bytes));
        endNs = Long.MAX_VALUE;
        return this;
    }

    /// Adds an answer that comes before the rest of the script.
    void answer(byte[] bytes) {
        script.addFirst(new Delivery(nowNs + 5_000_000, bytes));
    }

    /// Keeps silent for `time` before the link is lost.
    ScriptedLink endingAfter(Duration time) {
        endNs = scriptNs + time.toNanos();
        return this;
    }

    void deviceBaud(int changed) {
        deviceBaud = changed;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        Delivery next = script.peek();
        if (next == null && (endNs == Long.MAX_VALUE || nowNs >= endNs)) {
            throw new LinkException(LinkException.Reason.LOST, "the script is at its end");
        }
        long until = nowNs + Math.max(timeout.toNanos(), 0);
        if (next == null || next.atNs > until) {
            nowNs = until;
            return 0;
        }
        script.remove();
        nowNs = Math.max(nowNs, next.atNs);
        byte[] bytes = next.bytes;
        int part = Math.min(length, bytes.length);
        if (part < bytes.length) {
            byte[] rest = java.util.Arrays.copyOfRange(bytes, part, bytes.length);
            script.addFirst(new Delivery(next.atNs, rest));
        }
        for (int i = 0; i < part; i++) {
            buffer[offset + i] = baud == deviceBaud ? bytes[i] : (byte) (bytes[i] * 37 | 0x80);
        }
        return part;
    }

    @Override
    public void write(byte[] bytes) {
        written.add(bytes.clone());
        if (baud == deviceBaud) {
            device.written(bytes, this);
        }
    }

    @Override
    public boolean hasBaud() {
        return serial;
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public void baud(int changed) throws LinkException {
        if (!serial) {
            ByteLink.super.baud(changed);
        }
        baud = changed;
    }

    @Override
    public String address() {
        return "script";
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public long monoNs() {
        return nowNs;
    }

    @Override
    public Instant utc() {
        return Instant.EPOCH.plusNanos(nowNs);
    }

    @Override
    public void pause(Duration duration) {
        nowNs += Math.max(duration.toNanos(), 0);
    }
}
