package io.cartelem.core.gps;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.wire.GpsFrame;
import io.cartelem.core.gps.wire.GpsFramer;
import io.cartelem.core.gps.wire.NmeaChecksum;
import io.cartelem.core.gps.wire.UbxMessage;
import io.cartelem.core.port.Clock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/// A receiver at the end of a serial line, with its own clock that moves by reading. It can be
/// configured like a real one of its kind, and forgets all of it on a power cycle.
final class FakeReceiver implements ByteLink, Clock {
    enum Kind {
        UBLOX_8,
        UBLOX_9,
        MEDIATEK,
        CASIC,
        UNKNOWN
    }

    private record Event(long atNs, Runnable action) {}

    /// What it was told, in words.
    final List<String> told = new ArrayList<>();

    private final Kind kind;
    private final int factoryBaud;
    private final GpsFramer framer = new GpsFramer();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>((a, b) -> Long.compare(a.atNs, b.atNs));
    private final long startNs = 1_000_000_000L;
    private int fastestMs = 50;
    private boolean deafAfterItsVersion;
    private boolean deaf;
    private boolean hasBaud = true;
    private int hostBaud = 9_600;
    private int baud;
    private int periodMs = 1_000;
    private int skyEvery = 1;
    private boolean powered = true;
    private long fixes;
    private long nowNs = startNs;
    private long endNs = startNs;
    private byte[] arrived = {};
    private int heardBaud;

    FakeReceiver(Kind kind, int baud) {
        this.kind = kind;
        this.factoryBaud = baud;
        this.baud = baud;
        burstAt(startNs + 300_000_000L);
    }

    /// Refuses to be faster than this.
    FakeReceiver noFasterThan(int milliseconds) {
        fastestMs = milliseconds;
        return this;
    }

    /// Tells its version and then answers nothing.
    FakeReceiver deafAfterItsVersion() {
        deafAfterItsVersion = true;
        return this;
    }

    /// Is reached over a link without a baud rate.
    FakeReceiver withoutBaud() {
        hasBaud = false;
        hostBaud = baud;
        return this;
    }

    FakeReceiver lostAfter(Duration time) {
        endNs = startNs + time.toNanos();
        return this;
    }

    FakeReceiver at(Duration time, Runnable action) {
        events.add(new Event(startNs + time.toNanos(), action));
        return this;
    }

    void powerOff() {
        powered = false;
    }

    void powerOn() {
        powered = true;
        baud = factoryBaud;
        periodMs = 1_000;
        skyEvery = 1;
        told.add("power on");
    }

    int deviceBaud() {
        return baud;
    }

    int periodMs() {
        return periodMs;
    }

    private void burstAt(long atNs) {
        events.add(new Event(atNs, () -> burst(atNs)));
    }

    private void burst(long atNs) {
        LocalTime time = LocalTime.of(12, 0).plusNanos(atNs / 10_000_000 * 10_000_000);
        String text = Sentences.burst(time, LocalDate.of(2026, 11, 23));
        if (fixes % skyEvery == 0) {
            text += Sentences.gsa() + Sentences.gsv();
        }
        fixes++;
        if (powered) {
            say(text.getBytes(StandardCharsets.US_ASCII));
        }
        burstAt(atNs + periodMs * 1_000_000L);
    }

    private void say(byte[] bytes) {
        int before = arrived.length;
        arrived = Arrays.copyOf(arrived, before + bytes.length);
        System.arraycopy(bytes, 0, arrived, before, bytes.length);
        heardBaud = baud;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        long until = nowNs + Math.max(timeout.toNanos(), 0);
        while (arrived.length == 0) {
            Event next = events.element();
            if (next.atNs >= endNs) {
                throw new LinkException(LinkException.Reason.LOST, "unplugged");
            }
            if (next.atNs > until) {
                nowNs = until;
                return 0;
            }
            events.remove();
            nowNs = Math.max(nowNs, next.atNs);
            next.action.run();
        }
        int part = Math.min(length, arrived.length);
        for (int i = 0; i < part; i++) {
            boolean same = hostBaud == heardBaud;
            buffer[offset + i] = same ? arrived[i] : (byte) (arrived[i] * 37 | 0x80);
        }
        arrived = Arrays.copyOfRange(arrived, part, arrived.length);
        return part;
    }

    @Override
    public void write(byte[] bytes) {
        if (hostBaud == baud && powered && !deaf) {
            framer.accept(bytes, 0, bytes.length, nowNs, this::command);
        }
    }

    private void command(GpsFrame frame) {
        switch (frame) {
            case GpsFrame.Nmea nmea -> {
                told.add(nmea.body());
                if (kind == Kind.MEDIATEK) {
                    mediatek(nmea.body());
                } else if (kind == Kind.CASIC) {
                    casic(nmea.body());
                }
            }
            case GpsFrame.Ubx ubx -> {
                UbxMessage message = ubx.message();
                told.add(
                        String.format(
                                "ubx %02X %02X", message.messageClass(), message.messageId()));
                if (kind == Kind.UBLOX_8 || kind == Kind.UBLOX_9) {
                    ublox(message);
                } else if (kind == Kind.CASIC) {
                    // such chips refuse u-blox messages in u-blox words
                    answer(ack(0, message).encode());
                }
            }
            case GpsFrame.Rejected _ -> told.add("nonsense");
        }
    }

    private void ublox(UbxMessage message) {
        byte[] payload = message.payload();
        if (message.is(0x0A, 0x04)) {
            answer(version());
            deaf = deafAfterItsVersion;
            return;
        }
        boolean keys = kind == Kind.UBLOX_9;
        boolean done = message.messageClass() == 0x06 && keys == (message.messageId() == 0x8A);
        if (keys && done) {
            int key = little(payload, 4, 4);
            done =
                    switch (key) {
                        case 0x30210001 -> period(little(payload, 8, 2));
                        case 0x40520001 -> changeBaud(little(payload, 8, 4));
                        case 0x209100CA -> thin(payload[13]);
                        default -> false;
                    };
        } else if (done) {
            done =
                    switch (message.messageId()) {
                        case 0x08 -> period(little(payload, 0, 2));
                        case 0x00 -> changeBaud(little(payload, 8, 4));
                        case 0x01 -> payload[1] != 3 || thin(payload[2]);
                        default -> false;
                    };
        }
        answer(ack(done ? 1 : 0, message).encode());
    }

    private byte[] version() {
        byte[] payload = new byte[100];
        text("EXT CORE 3.01 (111141)", payload, 0);
        text(kind == Kind.UBLOX_9 ? "00190000" : "00080000", payload, 30);
        text(kind == Kind.UBLOX_9 ? "PROTVER=32.00" : "PROTVER 18.00", payload, 40);
        text(kind == Kind.UBLOX_9 ? "MOD=NEO-M9N" : "GPS;GLO;GAL;BDS", payload, 70);
        return new UbxMessage(0x0A, 0x04, payload).encode();
    }

    private void mediatek(String body) {
        String[] fields = body.split(",");
        switch (fields[0]) {
            case "PMTK605" -> answer("PMTK705,AXN_2.31_3339,5632,PA6H,1.0");
            case "PMTK220" -> ack(220, period(Integer.parseInt(fields[1])) ? 3 : 2);
            case "PMTK314" -> ack(314, thin(Integer.parseInt(fields[5])) ? 3 : 2);
            case "PMTK251" -> changeBaud(Integer.parseInt(fields[1]));
            default -> ack(Integer.parseInt(fields[0].substring(4)), 1);
        }
    }

    private void ack(int packet, int flag) {
        answer("PMTK001," + packet + "," + flag);
    }

    private void casic(String body) {
        String[] fields = body.split(",");
        switch (fields[0]) {
            case "PCAS06" -> answer("GPTXT,01,01,02,SW=URANUS5,V5.3.0.0");
            case "PCAS01" ->
                    changeBaud(
                            new int[] {4800, 9600, 19200, 38400, 57600, 115200}
                                    [Integer.parseInt(fields[1])]);
            case "PCAS02" -> period(Integer.parseInt(fields[1]));
            case "PCAS03" -> thin(Integer.parseInt(fields[3]));
            default -> {
                // not known to it
            }
        }
    }

    private boolean period(int milliseconds) {
        if (milliseconds < fastestMs) {
            return false;
        }
        periodMs = milliseconds;
        return true;
    }

    private boolean thin(int every) {
        skyEvery = every;
        return true;
    }

    private boolean changeBaud(int changed) {
        events.add(new Event(nowNs + 20_000_000L, () -> baud = changed));
        return true;
    }

    private void answer(String body) {
        answer(NmeaChecksum.sentence(body));
    }

    private void answer(byte[] bytes) {
        events.add(new Event(nowNs + 5_000_000L, () -> say(bytes)));
    }

    private static UbxMessage ack(int id, UbxMessage message) {
        return UbxMessage.of(0x05, id, message.messageClass(), message.messageId());
    }

    private static int little(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[from + i] & 0xFF) << (8 * i);
        }
        return value;
    }

    private static void text(String text, byte[] into, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }

    @Override
    public boolean hasBaud() {
        return hasBaud;
    }

    @Override
    public int baud() {
        return hasBaud ? hostBaud : 0;
    }

    @Override
    public void baud(int changed) {
        hostBaud = changed;
    }

    @Override
    public String address() {
        return "/dev/ttyUSB0";
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
