package io.cartelem.core.sim.nmea;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.device.Faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A receiver at the far end of a link in memory, as fast as its sentences are read.
final class ReceiverBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-06-01T11:59:58.037Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Vehicle vehicle = new Vehicle(CarSettings.usual(), new LeapClock());
    final NmeaReceiver receiver;
    private final LoopbackLink.Pair pair = LoopbackLink.pair();
    private final Thread serving;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /// Leaps over every pause, so that the receiver is never late.
    private static final class LeapClock implements Clock {
        private long nowNs;

        @Override
        public synchronized long monoNs() {
            return nowNs;
        }

        @Override
        public Instant utc() {
            return START.plusNanos(monoNs());
        }

        @Override
        public synchronized void pause(Duration duration) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            nowNs += Math.max(duration.toNanos(), 0);
        }
    }

    ReceiverBench(ReceiverProfile profile) {
        receiver = new NmeaReceiver(profile, vehicle, 1);
        serving =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        receiver.serve(pair.device());
                                    } catch (LinkException e) {
                                        pair.device().close();
                                    }
                                });
    }

    Faults<ReceiverFault> faults() {
        return receiver.faults();
    }

    void send(byte[] bytes) throws LinkException {
        pair.host().write(bytes);
    }

    void send(String line) throws LinkException {
        send((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// The next line without its end.
    String line() throws LinkException {
        int b = read();
        while (b != '\n') {
            held.write(b);
            b = read();
        }
        String line = held.toString(StandardCharsets.ISO_8859_1).strip();
        held.reset();
        return line;
    }

    /// The next line with this in it.
    String lineWith(String part) throws LinkException {
        String line = line();
        while (!line.contains(part)) {
            line = line();
        }
        return line;
    }

    List<String> lines(int count) throws LinkException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line());
        }
        return lines;
    }

    /// The next UBX message, whole.
    byte[] ubx() throws LinkException {
        int before = 0;
        int b = read();
        while (before != Ubx.SYNC_1 || b != Ubx.SYNC_2) {
            before = b;
            b = read();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(Ubx.SYNC_1);
        message.write(Ubx.SYNC_2);
        for (int i = 0; i < 4; i++) {
            message.write(read());
        }
        int length = Ubx.word(message.toByteArray(), 4);
        for (int i = 0; i < length + 2; i++) {
            message.write(read());
        }
        return message.toByteArray();
    }

    private int read() throws LinkException {
        byte[] one = new byte[1];
        if (pair.host().read(one, 0, 1, PATIENCE) != 1) {
            throw new AssertionError("the receiver is silent");
        }
        return one[0] & 0xFF;
    }

    @Override
    public void close() {
        pair.host().close();
        try {
            serving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
