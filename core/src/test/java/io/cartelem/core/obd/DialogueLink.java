package io.cartelem.core.obd;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A link with a scripted adapter at its end: each command has its replies, given one after the
/// other, the last one again and again. What has none is answered with `?`, as an adapter does.
/// Runs on the reader's thread: a read that finds nothing returns at once, as if its time-out had
/// passed.
public final class DialogueLink implements ByteLink {
    /// A reply that never comes.
    public static final String SILENCE = "";

    private final Map<String, Deque<String>> replies = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private final Deque<Byte> incoming = new ArrayDeque<>();
    private UnaryOperator<String> otherwise = command -> "?\r\r>";
    private int chunk = Integer.MAX_VALUE;
    private int unplugAfter = Integer.MAX_VALUE;
    private boolean unplugged;

    /// A link to an adapter that is woken and initialised as the reference says, in front of a CAN
    /// car with one control unit.
    public static DialogueLink elm() {
        return new DialogueLink()
                .on("\u007f\u007f", "?\r\r>")
                .on("ATWS", "\r\rELM327 v1.5\r\r>")
                .on("ATE0", "ATE0\rOK\r\r>", "OK\r\r>")
                .on("ATL0", "OK\r\r>")
                .on("ATS0", "OK\r\r>")
                .on("ATH1", "OK\r\r>")
                .on("ATAT1", "OK\r\r>")
                .on("ATI", "ELM327 v1.5\r\r>")
                .on("ATRV", "12.6V\r\r>")
                .on("ATSP0", "OK\r\r>")
                .on("ATDPN", "A6\r\r>");
    }

    /// Sets what `command` is answered with, echo and prompt included.
    public DialogueLink on(String command, String... answers) {
        replies.put(command, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /// Sets what answers commands without an own reply.
    public DialogueLink otherwise(UnaryOperator<String> answer) {
        otherwise = answer;
        return this;
    }

    /// Hands out at most so many bytes with one read.
    public DialogueLink inChunksOf(int bytes) {
        chunk = bytes;
        return this;
    }

    /// Pulls the plug when so many commands have been written.
    public DialogueLink unplugAfter(int count) {
        unplugAfter = count;
        return this;
    }

    public void unplug() {
        unplugged = true;
    }

    /// Says something without having been asked.
    public void say(String text) {
        for (byte one : text.getBytes(StandardCharsets.ISO_8859_1)) {
            incoming.add(one);
        }
    }

    /// All that was written, line by line, without carriage returns.
    public List<String> commands() {
        return commands;
    }

    public long count(String command) {
        return commands.stream().filter(command::equals).count();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        if (unplugged) {
            throw new LinkException(LinkException.Reason.LOST, "the adapter was unplugged");
        }
        int count = 0;
        while (count < length && count < chunk && !incoming.isEmpty()) {
            buffer[offset + count++] = incoming.remove();
        }
        return count;
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
        if (unplugged || commands.size() >= unplugAfter) {
            unplugged = true;
            throw new LinkException(LinkException.Reason.LOST, "the adapter was unplugged");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String command = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        commands.add(command);
        if (!text.endsWith("\r")) {
            return;
        }
        Deque<String> answers = replies.get(command);
        if (answers == null) {
            say(otherwise.apply(command));
        } else {
            say(answers.size() > 1 ? answers.remove() : answers.element());
        }
    }

    @Override
    public String address() {
        return "test://adapter";
    }

    @Override
    public void close() {
        unplugged = true;
    }
}
