package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.device.Faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The adapter's side of the serial line: characters in, lines out, and what can happen to a line
/// on its way. Output is held until [#flush], so that a reply does not leave in crumbs.
final class Console {
    private static final Duration A_WHILE = Duration.ofMinutes(10);
    private static final int BITS_PER_CHARACTER = 10;

    private final ByteLink link;
    private final ElmState state;
    private final Faults<ElmFault> faults;
    private final Clock clock;
    private final boolean paced;
    private final byte[] input = new byte[256];
    private final StringBuilder output = new StringBuilder();
    private int next;
    private int end;

    Console(ByteLink link, ElmState state, Faults<ElmFault> faults, Clock clock, boolean paced) {
        this.link = link;
        this.state = state;
        this.faults = faults;
        this.clock = clock;
        this.paced = paced;
    }

    ByteLink link() {
        return link;
    }

    /// The next character, waited for.
    int read() throws LinkException {
        while (next == end) {
            fill(A_WHILE);
        }
        return input[next++] & 0xFF;
    }

    /// The next character if one comes within `timeout` of real time, else -1.
    int read(Duration timeout) throws LinkException {
        if (next == end) {
            fill(timeout);
        }
        return next == end ? -1 : input[next++] & 0xFF;
    }

    /// Whether a character came while the chip was busy; it is lost, as it interrupts.
    boolean interrupted() throws LinkException {
        return read(Duration.ZERO) >= 0;
    }

    /// Whether characters that have come wait to be read.
    boolean more() {
        return next < end;
    }

    private void fill(Duration timeout) throws LinkException {
        next = 0;
        end = link.read(input, 0, input.length, timeout);
    }

    /// Sends characters as they are.
    void text(String text) {
        output.append(text);
    }

    /// Sends a line.
    void line(String line) {
        String sent = line;
        if (sent.length() > 1) {
            int at = 1 + faults.pick(sent.length() - 1);
            if (faults.strikes(ElmFault.LOST_CHARACTER)) {
                sent = sent.substring(0, at) + sent.substring(at + 1);
            }
            if (faults.strikes(ElmFault.GARBAGE)) {
                sent = sent.substring(0, at) + garbage() + sent.substring(at);
            }
            if (faults.strikes(ElmFault.TORN_LINE)) {
                output.append(sent, 0, at);
                return;
            }
        }
        output.append(sent).append(state.newline());
    }

    private String garbage() {
        StringBuilder garbage = new StringBuilder();
        for (int i = 1 + faults.pick(4); i > 0; i--) {
            garbage.append((char) (0x80 + faults.pick(0x80)));
        }
        return garbage.toString();
    }

    /// Ends a reply.
    void prompt() {
        output.append(state.newline()).append('>');
    }

    void flush() throws LinkException, InterruptedException {
        if (output.isEmpty()) {
            return;
        }
        byte[] bytes = output.toString().getBytes(StandardCharsets.ISO_8859_1);
        output.setLength(0);
        if (paced) {
            long bits = (long) bytes.length * BITS_PER_CHARACTER;
            clock.pause(Duration.ofNanos(bits * 1_000_000_000L / state.baud));
        }
        link.write(bytes);
    }
}
