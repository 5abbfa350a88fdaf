package io.cartelem.core.sim.can;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.device.Device;
import io.cartelem.core.thread.Threads;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A SLCAN adapter on the simulated bus (LAWICEL CAN232 manual 1.3, chapter 2). Frames come while
/// its channel is open at the bus's bitrate; at another one its flags tell of bus errors. [#serve]
/// is for one thread at a time and has a second one write; the rest is for any thread.
public final class SlcanDevice implements Device {
    private static final Duration A_WHILE = Duration.ofMinutes(10);
    private static final String DONE = "\r";
    private static final String NO = "\u0007";
    private static final long MS = 1_000_000L;

    private final Kind kind;
    private final String busRate;
    private final Supplier<BusSchedule> schedule;
    private final Clock clock;
    private volatile boolean everTookPart;
    private volatile boolean stamps;
    private volatile boolean silentMode;
    private volatile @Nullable String rate;
    private volatile Mode mode = Mode.CLOSED;

    /// Whose firmware it has.
    public enum Kind {
        /// As in LAWICEL's manual.
        LAWICEL,
        /// CANable: answers questions only, and listens only by `M1`.
        CANABLE,
        /// An old one that knows neither.
        ALWAYS_TAKES_PART
    }

    private enum Mode {
        CLOSED,
        LISTENING,
        TAKING_PART
    }

    /// @param busRate the bus's bitrate as a command, for example `S6`
    /// @param schedule makes the traffic, from its beginning, each time the channel is opened
    public SlcanDevice(Kind kind, String busRate, Supplier<BusSchedule> schedule, Clock clock) {
        this.kind = kind;
        this.busRate = busRate;
        this.schedule = schedule;
        this.clock = clock;
    }

    /// Whether its channel was ever opened so that it acknowledges others' frames.
    public boolean everTookPart() {
        return everTookPart;
    }

    /// Whether its channel is open now.
    public boolean isOpen() {
        return mode != Mode.CLOSED;
    }

    @Override
    public void powerCycle() {
        mode = Mode.CLOSED;
        stamps = false;
        silentMode = false;
        rate = null;
    }

    @Override
    public void serve(ByteLink link) throws LinkException {
        ReentrantLock writing = new ReentrantLock();
        AtomicReference<@Nullable Thread> sender = new AtomicReference<>();
        byte[] buffer = new byte[256];
        StringBuilder command = new StringBuilder();
        try {
            while (true) {
                int count = link.read(buffer, 0, buffer.length, A_WHILE);
                for (int i = 0; i < count; i++) {
                    if (buffer[i] != '\r') {
                        command.append((char) buffer[i]);
                        continue;
                    }
                    String reply = obey(command.toString());
                    command.setLength(0);
                    write(link, writing, reply);
                    keepSending(link, writing, sender);
                }
            }
        } finally {
            mode = Mode.CLOSED;
            end(sender);
        }
    }

    private void keepSending(
            ByteLink link, ReentrantLock writing, AtomicReference<@Nullable Thread> sender) {
        boolean hears = mode != Mode.CLOSED && busRate.equals(rate);
        if (!hears) {
            end(sender);
        } else if (sender.get() == null) {
            sender.set(
                    Thread.ofPlatform() // a pty's writes wait in native code
                            .daemon()
                            .name("sim-slcan-sender")
                            .start(() -> send(link, writing)));
        }
    }

    private static void end(AtomicReference<@Nullable Thread> sender) {
        Thread thread = sender.getAndSet(null);
        if (thread != null) {
            Threads.end(thread);
        }
    }

    private void send(ByteLink link, ReentrantLock writing) {
        try {
            BusSchedule frames = schedule.get();
            long startNs = clock.monoNs();
            while (true) {
                BusSchedule.Due due = frames.next();
                long dueNs = startNs + due.dueNs();
                clock.pause(Duration.ofNanos(dueNs - clock.monoNs()));
                int millis = stamps ? (int) (dueNs / MS % 60_000) : -1;
                write(link, writing, due.frame().slcan(millis));
            }
        } catch (LinkException e) {
            link.close(); // ends the reading thread, which says why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(ByteLink link, ReentrantLock writing, String text)
            throws LinkException {
        writing.lock();
        try {
            if (!text.isEmpty()) {
                link.write(text.getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            writing.unlock();
        }
    }

    /// What it answers to a command.
    private String obey(String command) {
        String answer =
                switch (command) {
                    case "" -> DONE;
                    case "V" -> kind == Kind.CANABLE ? "b158aa7 canable-fw\r" : "V1013\r";
                    case "N" -> kind == Kind.CANABLE ? NO : "NC254\r";
                    case "F" -> kind == Kind.LAWICEL ? flags() : NO;
                    case "C" -> close();
                    case "O" -> open(silentMode ? Mode.LISTENING : Mode.TAKING_PART);
                    case "L" -> kind == Kind.LAWICEL ? open(Mode.LISTENING) : NO;
                    case "M1" -> silent();
                    case "Z1" -> {
                        stamps = kind == Kind.LAWICEL;
                        yield stamps ? DONE : NO;
                    }
                    default -> command.matches("S[0-8]") ? setRate(command) : NO;
                };
        boolean mute = kind == Kind.CANABLE && (answer.equals(DONE) || answer.equals(NO));
        return mute ? "" : answer;
    }

    private String flags() {
        if (mode == Mode.CLOSED) {
            return NO;
        }
        return busRate.equals(rate) ? "F00\r" : "F84\r";
    }

    private String close() {
        if (mode == Mode.CLOSED) {
            return NO;
        }
        mode = Mode.CLOSED;
        return DONE;
    }

    private String open(Mode wanted) {
        if (mode != Mode.CLOSED || rate == null) {
            return NO;
        }
        mode = wanted;
        everTookPart |= wanted == Mode.TAKING_PART;
        return DONE;
    }

    private String silent() {
        silentMode = kind == Kind.CANABLE;
        return silentMode ? DONE : NO;
    }

    private String setRate(String command) {
        if (mode != Mode.CLOSED) {
            return NO;
        }
        rate = command;
        return DONE;
    }
}
