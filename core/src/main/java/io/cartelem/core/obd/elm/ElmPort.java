package io.cartelem.core.obd.elm;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One command out, one reply in, up to the prompt or the time-out. Used by one thread. Bytes that
/// come without having been asked for are kept aside and told once.
public final class ElmPort {
    /// More than any reply: 4095 bytes in segments make about 14,000 characters.
    private static final int MAX_REPLY = 32_768;

    /// Wakes a sleeping adapter and lets it ignore what it may have half received. Characters that
    /// are no hex digits and no command; never an empty line, which would repeat the last command.
    private static final byte[] WAKE = {0x7F, 0x7F, '\r'};

    /// Interrupts a running command; an idle adapter ignores spaces within the next line.
    private static final byte[] INTERRUPT = {' '};

    private final ByteLink link;
    private final Clock clock;
    private final byte[] buffer = new byte[4096];
    private final ByteArrayOutputStream unasked = new ByteArrayOutputStream();

    public ElmPort(ByteLink link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    public ByteLink link() {
        return link;
    }

    /// Sends `command` and reads its reply. A reply without a prompt in time comes back as not
    /// prompted, with what arrived.
    ///
    /// @param command without the carriage return; never empty
    public ElmReply exchange(String command, Duration timeout)
            throws LinkException, InterruptedException {
        if (command.isBlank()) {
            throw new IllegalArgumentException(
                    "an empty line would repeat the adapter's last command");
        }
        return send((command + "\r").getBytes(StandardCharsets.US_ASCII), command, timeout);
    }

    /// Sends the waking bytes; the reply is prompted if something like an ELM327 is there.
    public ElmReply wake(Duration timeout) throws LinkException, InterruptedException {
        return send(WAKE, "\u007f\u007f", timeout);
    }

    /// Interrupts whatever the adapter is doing after it did not prompt, and reads to its prompt.
    /// An adapter that was idle stays silent, which is as good.
    ///
    /// @return what it said on that
    public ElmReply resync(Duration timeout) throws LinkException, InterruptedException {
        return send(INTERRUPT, " ", timeout);
    }

    /// Sends bytes as they are and reads until silence or `timeout`, without waiting for a prompt.
    ///
    /// @param until stops early when the text read so far contains it
    public String raw(byte[] bytes, String until, Duration timeout)
            throws LinkException, InterruptedException {
        if (bytes.length > 0) {
            link.write(bytes);
        }
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!seen.toString(StandardCharsets.ISO_8859_1).contains(until)) {
            long left = Math.max(deadline - System.nanoTime(), 0);
            int count = link.read(buffer, 0, buffer.length, Duration.ofNanos(left));
            if ((count == 0 && left == 0) || seen.size() > MAX_REPLY) {
                break;
            }
            seen.write(buffer, 0, count);
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    /// What the adapter said without having been asked since the last call.
    public List<Notice> unasked() {
        if (unasked.size() == 0) {
            return List.of();
        }
        byte[] bytes = unasked.toByteArray();
        unasked.reset();
        return new ArrayList<>(ElmReply.parse("", bytes, false, 0, 0).notices());
    }

    private ElmReply send(byte[] bytes, String command, Duration timeout)
            throws LinkException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        drain();
        long written = clock.monoNs();
        link.write(bytes);
        ByteArrayOutputStream reply = new ByteArrayOutputStream(64);
        long deadline = System.nanoTime() + timeout.toNanos();
        long last = written;
        boolean prompted = false;
        while (!prompted && reply.size() <= MAX_REPLY) {
            // What has arrived counts, even if this thread was held up and its time is over.
            long left = Math.max(deadline - System.nanoTime(), 0);
            int count = link.read(buffer, 0, buffer.length, Duration.ofNanos(left));
            if (count == 0 && left == 0) {
                break;
            }
            if (count > 0) {
                last = clock.monoNs();
                int prompt = indexOfPrompt(count);
                prompted = prompt >= 0;
                reply.write(buffer, 0, prompted ? prompt : count);
                if (prompted) {
                    keep(prompt + 1, count);
                }
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return ElmReply.parse(command, reply.toByteArray(), prompted, written, last);
    }

    private int indexOfPrompt(int count) {
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '>') {
                return i;
            }
        }
        return -1;
    }

    private void drain() throws LinkException {
        int rounds = MAX_REPLY / buffer.length;
        for (int i = 0; i < rounds; i++) {
            int count = link.read(buffer, 0, buffer.length, Duration.ZERO);
            if (count <= 0) {
                return;
            }
            keep(0, count);
        }
    }

    private void keep(int from, int to) {
        if (unasked.size() < MAX_REPLY) {
            unasked.write(buffer, from, to - from);
        }
    }
}
