package io.cartelem.core.sim.nmea;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.car.CarState;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.device.Device;
import io.cartelem.core.sim.device.Faults;
import io.cartelem.core.thread.Threads;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// A satellite receiver in the simulated car: at each epoch of UTC it writes where the car is.
/// [#serve] is for one thread at a time and has a second one write; the rest is for any thread.
public final class NmeaReceiver implements Device {
    private static final Duration A_WHILE = Duration.ofMinutes(10);
    private static final long MS = 1_000_000;
    private static final int BITS_PER_BYTE = 10;

    /// Further behind than this, epochs are left out, as after the machine slept.
    private static final Duration HOPELESS = Duration.ofMinutes(1);

    private static final Duration WEEKS_1024 = Duration.ofDays(1_024 * 7);

    private final ReceiverProfile profile;
    private final Vehicle vehicle;
    private final Clock clock;
    private final ReceiverConfig config;
    private final Faults<ReceiverFault> faults;
    private final Instant startUtc;
    private volatile long poweredNs;

    public NmeaReceiver(ReceiverProfile profile, Vehicle vehicle, long seed) {
        this.profile = profile;
        this.vehicle = vehicle;
        this.clock = vehicle.clock();
        this.config = new ReceiverConfig(profile);
        this.faults = new Faults<>(ReceiverFault.class, seed);
        this.startUtc = clock.utc();
        this.poweredNs = clock.monoNs();
    }

    public Faults<ReceiverFault> faults() {
        return faults;
    }

    /// Milliseconds between two fixes, as set now.
    public int periodMs() {
        return config.periodMs();
    }

    /// The serial rate, as set now.
    public int baud() {
        return config.baud();
    }

    @Override
    public void powerCycle() {
        config.reset(profile);
        poweredNs = clock.monoNs();
    }

    /// The car's true state at an epoch of UTC, as satellites tell it.
    public CarState truthAt(Instant utc) {
        return vehicle.at(Duration.between(startUtc, utc).toNanos());
    }

    @Override
    public void serve(ByteLink link) throws LinkException {
        ReentrantLock writing = new ReentrantLock();
        Thread writer =
                Thread.ofPlatform() // a pty's writes wait in native code
                        .daemon()
                        .name("sim-receiver-writer")
                        .start(() -> write(link, writing));
        try {
            ConfigReader reader =
                    new ConfigReader(
                            Dialect.of(profile.kind(), config),
                            faults,
                            reply -> {
                                writing.lock();
                                try {
                                    link.write(reply);
                                } finally {
                                    writing.unlock();
                                }
                            });
            byte[] buffer = new byte[512];
            while (true) {
                int count = link.read(buffer, 0, buffer.length, A_WHILE);
                reader.feed(buffer, count);
            }
        } finally {
            link.close();
            Threads.end(writer);
        }
    }

    private void write(ByteLink link, ReentrantLock writing) {
        try {
            long elapsedMs = (clock.monoNs() - vehicle.startNs()) / MS;
            long startMs = startUtc.toEpochMilli();
            long epochMs = startMs + elapsedMs;
            while (true) {
                int periodMs = config.periodMs();
                epochMs = Math.floorDiv(epochMs, (long) periodMs) * periodMs + periodMs;
                long dueNs = vehicle.startNs() + (epochMs * MS - nanosOf(startUtc));
                long lateNs = clock.monoNs() - dueNs;
                if (lateNs > HOPELESS.toNanos()) {
                    epochMs += lateNs / MS;
                    continue;
                }
                clock.pause(Duration.ofNanos(-lateNs));
                epoch(link, writing, Instant.ofEpochMilli(epochMs), periodMs);
            }
        } catch (LinkException e) {
            link.close(); // ends the reading thread, which says why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nanosOf(Instant utc) {
        return utc.getEpochSecond() * 1_000_000_000L + utc.getNano();
    }

    private void epoch(ByteLink link, ReentrantLock writing, Instant utc, int periodMs)
            throws LinkException, InterruptedException {
        if (faults.strikes(ReceiverFault.DISCONNECT)) {
            link.close();
        }
        if (faults.strikes(ReceiverFault.SILENCE)) {
            return;
        }
        byte[] bytes = bytesOf(sentences(utc, periodMs), periodMs);
        if (profile.paced()) {
            clock.pause(
                    Duration.ofNanos(
                            (long) bytes.length * BITS_PER_BYTE * 1_000_000_000L / config.baud()));
        }
        writing.lock();
        try {
            link.write(bytes);
        } finally {
            writing.unlock();
        }
    }

    /// The sentences of an epoch, without faults.
    List<String> sentences(Instant utc, int periodMs) {
        long sincePowerNs = clock.monoNs() - poweredNs;
        long firstFixNs = profile.firstFix().toNanos();
        boolean valid = sincePowerNs >= firstFixNs && !faults.strikes(ReceiverFault.NO_FIX);
        boolean timeKnown = sincePowerNs >= firstFixNs / 2;
        boolean rolledOver = faults.strikes(ReceiverFault.WEEK_ROLLOVER);
        CarState.Motion motion = truthAt(utc).motion();
        Fix fix = new Fix(rolledOver ? utc.minus(WEEKS_1024) : utc, timeKnown, valid, motion);
        ReceiverProfile.Kind kind = profile.kind();
        NmeaWriter writer =
                new NmeaWriter(
                        kind.glonass(),
                        kind.version41(),
                        kind == ReceiverProfile.Kind.MEDIATEK || periodMs % 10 != 0);
        long number = utc.toEpochMilli() / periodMs;
        List<String> sentences = new ArrayList<>();
        for (Sentence sentence : ordered(kind)) {
            int every = config.every(sentence);
            if (every > 0 && number % every == 0) {
                sentences.addAll(writer.write(sentence, fix));
            }
        }
        return sentences;
    }

    /// The kind's own order, then what it sends only when told to.
    private static Set<Sentence> ordered(ReceiverProfile.Kind kind) {
        Set<Sentence> all = new LinkedHashSet<>(kind.order());
        all.addAll(Arrays.asList(Sentence.values()));
        return all;
    }

    private byte[] bytesOf(List<String> sentences, int periodMs) {
        long room =
                profile.paced()
                        ? (long) config.baud() / BITS_PER_BYTE * periodMs / 1_000
                        : Long.MAX_VALUE;
        StringBuilder text = new StringBuilder();
        for (String sentence : sentences) {
            boolean lost = faults.strikes(ReceiverFault.LOST_SENTENCE);
            if (!lost && text.length() + sentence.length() + 2 <= room) {
                text.append(faulty(sentence));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String faulty(String sentence) {
        int at = 1 + faults.pick(sentence.length() - 4);
        if (faults.strikes(ReceiverFault.TORN_SENTENCE)) {
            return sentence.substring(0, at);
        }
        String sent = sentence;
        if (faults.strikes(ReceiverFault.WRONG_CHECKSUM)) {
            char digit = sent.charAt(sent.length() - 1);
            sent = sent.substring(0, sent.length() - 1) + (digit == '0' ? '1' : '0');
        }
        if (faults.strikes(ReceiverFault.GARBAGE)) {
            char noise = (char) (0x80 + faults.pick(0x80));
            sent = sent.substring(0, at) + noise + sent.substring(at);
        }
        return sent + "\r\n";
    }
}
