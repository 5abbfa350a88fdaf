package io.cartelem.core.can;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Speaks to a SLCAN adapter (LAWICEL CAN232 manual 1.3, chapter 2): each command ends with CR and
/// is answered by CR, by text and CR, or by BEL for "no". Adapters of the CANable family answer
/// nothing at all to most commands. Nothing is ever sent to the bus. Used by one thread.
final class SlcanAdapter implements CanTraffic.Replies {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// Between two commands to an adapter that answers none.
    private static final Duration NO_PATIENCE = Duration.ofMillis(20);

    private static final int MOST_ANSWERS = 64;
    private static final Pattern LAWICEL = Pattern.compile("V[0-9A-Fa-f]{4}");
    private static final String NO = "\u0007";

    private final ByteLink link;
    private final CanTraffic traffic;
    private final Clock waiting;
    private final byte[] buffer = new byte[8192];
    private final Deque<String> answers = new ArrayDeque<>();

    /// Whether it answers no commands. Never assumed of one that calls itself as LAWICEL's do: a
    /// late "no" taken for silence would let it take part in the bus.
    private boolean mute;

    private boolean expectsWords;
    private boolean tellsFlags = true;
    private boolean open;

    /// What became of a command.
    enum Answer {
        DONE,
        REFUSED,
        /// Nothing came.
        NONE
    }

    /// @param waiting counts time-outs, which are real time
    SlcanAdapter(ByteLink link, CanTraffic traffic, Clock waiting) {
        this.link = link;
        this.traffic = traffic;
        this.waiting = waiting;
    }

    @Override
    public void reply(String line) {
        if (answers.size() == MOST_ANSWERS) {
            answers.remove();
        }
        answers.add(line);
    }

    @Override
    public boolean expectsWords() {
        return expectsWords;
    }

    @Override
    public void refused() {
        reply(NO);
    }

    /// Closes the channel if it was left open, and asks what the adapter is.
    ///
    /// @return what it calls itself, null if it answers nothing
    @Nullable String greet() throws LinkException, InterruptedException {
        traffic.resync();
        send("\r\rC\r"); // ends what an earlier program may have left half written, or open
        String version = ask("V");
        if (version == null) {
            return null;
        }
        mute = !LAWICEL.matcher(version).matches() && command("C") == Answer.NONE;
        String serial = mute ? null : ask("N");
        return serial == null || !serial.startsWith("N")
                ? version
                : version + ", serial number " + serial.substring(1);
    }

    /// Opens the channel.
    ///
    /// @return whether the adapter knows the bitrate
    /// @throws LinkException UNSUPPORTED with a sentence when it cannot listen only
    boolean open(CanBitrate bitrate, boolean listenOnly)
            throws LinkException, InterruptedException {
        close();
        if (command(bitrate.command()) == Answer.REFUSED) {
            return false;
        }
        var _ = command("Z1"); // stamps, where it has them
        open = true;
        if (listenOnly) {
            openListening();
        } else if (command("O") == Answer.REFUSED) {
            throw new LinkException(
                    Reason.FAILED,
                    "the adapter at " + link.address() + " does not open its channel");
        }
        return true;
    }

    /// `L` by LAWICEL's manual; adapters of the CANable family have a silent mode `M1` instead.
    private void openListening() throws LinkException, InterruptedException {
        Answer listening = mute ? Answer.NONE : command("L");
        if (listening == Answer.DONE) {
            return;
        }
        boolean silent = command("M1") == (mute ? Answer.NONE : Answer.DONE);
        if (!silent || command("O") == Answer.REFUSED) {
            throw new LinkException(
                    Reason.UNSUPPORTED,
                    "the adapter at "
                            + link.address()
                            + " cannot listen only; CAN_LISTEN_ONLY=false lets it take part in the"
                            + " bus, with the right CAN_BITRATE");
        }
    }

    /// Asks for its flags.
    ///
    /// @return LAWICEL's status byte, -1 if the adapter does not tell
    int flags() throws LinkException, InterruptedException {
        String reply = tellsFlags ? ask("F") : null;
        tellsFlags = reply != null && reply.matches("F[0-9A-Fa-f]{2}");
        if (reply == null || !tellsFlags) {
            return -1;
        }
        return Integer.parseInt(reply.substring(1), 16);
    }

    /// Closes the channel, so that the adapter leaves the bus alone.
    void close() throws LinkException, InterruptedException {
        var _ = command("C");
        open = false;
    }

    /// The same on the way out, when nothing can be done about a failure.
    void leave() {
        if (open) {
            try {
                link.write("C\r".getBytes(StandardCharsets.US_ASCII));
            } catch (LinkException e) {
                // the link is gone, and the adapter with it
            }
        }
    }

    /// Reads for a while; frames go their way.
    void pump(Duration longest) throws LinkException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int count = link.read(buffer, 0, buffer.length, longest);
        if (count > 0) {
            traffic.accept(buffer, count);
        }
    }

    private Answer command(String text) throws LinkException, InterruptedException {
        String reply = exchange(text, mute ? NO_PATIENCE : PATIENCE, answer -> true);
        return reply == null ? Answer.NONE : reply.equals(NO) ? Answer.REFUSED : Answer.DONE;
    }

    /// The text that it answers to a question; its "no" may be that to an earlier command.
    private @Nullable String ask(String text) throws LinkException, InterruptedException {
        expectsWords = true;
        try {
            String reply =
                    exchange(text, PATIENCE, answer -> !answer.isBlank() && !answer.equals(NO));
            return reply == null ? null : reply.strip();
        } finally {
            expectsWords = false;
        }
    }

    private @Nullable String exchange(String text, Duration patience, Predicate<String> counts)
            throws LinkException, InterruptedException {
        answers.clear();
        send(text + "\r");
        long end = waiting.monoNs() + patience.toNanos();
        long left = patience.toNanos();
        while (true) {
            for (String reply = answers.poll(); reply != null; reply = answers.poll()) {
                if (counts.test(reply)) {
                    return reply;
                }
            }
            if (left == 0) {
                return null;
            }
            // What has arrived counts, even if this thread was held up and its time is over.
            left = Math.max(end - waiting.monoNs(), 0);
            pump(Duration.ofNanos(left));
        }
    }

    private void send(String text) throws LinkException {
        link.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
