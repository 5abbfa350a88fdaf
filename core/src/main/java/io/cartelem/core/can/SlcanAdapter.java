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

/// Speaks to a SLCAN adapter (LAWICEL CAN232 manual 1.3, chapter 2): each command ends with CR and
/// is answered by CR, by text and CR, or by BEL for "no". Adapters of the CANable family answer
/// nothing at all to most commands. Nothing is ever sent to the bus. Used by one thread.
final class SlcanAdapter implements CanTraffic.Replies {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final int MOST_ANSWERS = 64;
    private static final String NO = "\u0007";

    private final ByteLink link;
    private final CanTraffic traffic;
    private final Clock waiting;
    private final byte[] buffer = new byte[8192];
    private final Deque<String> answers = new ArrayDeque<>();
    private boolean answersCommands;
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
    public void refused() {
        reply(NO);
    }

    /// Closes the channel if it was left open, and asks what the adapter is.
    ///
    /// @return what it calls itself, null if it answers nothing
    @Nullable String greet() throws LinkException, InterruptedException {
        traffic.resync();
        send("\r\r"); // ends what an earlier program may have left half written
        close();
        String version = ask("V");
        String serial = version == null ? null : ask("N");
        if (version == null) {
            return null;
        }
        return serial == null || !serial.startsWith("N")
                ? version
                : version + ", serial number " + serial.substring(1);
    }

    /// Whether it takes a bitrate; closes the channel.
    boolean knows(CanBitrate bitrate) throws LinkException, InterruptedException {
        close();
        return command(bitrate.command()) != Answer.REFUSED;
    }

    /// Opens the channel.
    ///
    /// @throws LinkException UNSUPPORTED with a sentence when the adapter does not know the
    ///   bitrate, or how to listen only
    void open(CanBitrate bitrate, boolean listenOnly) throws LinkException, InterruptedException {
        if (!knows(bitrate)) {
            throw new LinkException(
                    Reason.UNSUPPORTED,
                    "the adapter at " + link.address() + " does not know " + bitrate);
        }
        var _ = command("Z1"); // stamps, where it has them
        if (listenOnly) {
            openListening();
        } else if (command("O") == Answer.REFUSED) {
            throw new LinkException(
                    Reason.FAILED,
                    "the adapter at " + link.address() + " does not open its channel");
        }
        open = true;
    }

    /// `L` by LAWICEL's manual; adapters of the CANable family have a silent mode `M1` instead.
    private void openListening() throws LinkException, InterruptedException {
        Answer listening = command("L");
        boolean silent =
                switch (listening) {
                    case DONE -> true;
                    case REFUSED -> command("M1") == Answer.DONE;
                    case NONE -> !answersCommands && command("M1") != Answer.REFUSED;
                };
        if (listening == Answer.DONE) {
            return;
        }
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
        String reply = ask("F");
        if (reply == null || !reply.matches("F[0-9A-Fa-f]{2}")) {
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
        String reply = exchange(text, true);
        if (reply != null) {
            answersCommands = true;
        }
        return reply == null ? Answer.NONE : reply.equals(NO) ? Answer.REFUSED : Answer.DONE;
    }

    private @Nullable String ask(String text) throws LinkException, InterruptedException {
        String reply = exchange(text, false);
        return reply == null || reply.equals(NO) ? null : reply.strip();
    }

    /// @param emptyCounts whether a bare CR is an answer
    private @Nullable String exchange(String text, boolean emptyCounts)
            throws LinkException, InterruptedException {
        answers.clear();
        send(text + "\r");
        long end = waiting.monoNs() + PATIENCE.toNanos();
        while (true) {
            for (String reply = answers.poll(); reply != null; reply = answers.poll()) {
                if (emptyCounts || !reply.isBlank()) {
                    return reply;
                }
            }
            long left = end - waiting.monoNs();
            if (left <= 0) {
                return null;
            }
            pump(Duration.ofNanos(left));
        }
    }

    private void send(String text) throws LinkException {
        link.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
