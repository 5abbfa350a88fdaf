package io.cartelem.core.obd.elm;

import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.Frame;
import io.cartelem.core.obd.iso.IsoTp;
import io.cartelem.core.obd.iso.Message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The data lines of a reply → whole messages, in every form an adapter prints them.
public final class ReplyReader {
    private static final int MAX_MESSAGE = 4095;

    private ReplyReader() {}

    /// @param lines the data lines in their order
    /// @return messages and refusals; a refused line never hides another message
    public static List<Decode<Message>> messages(List<String> lines, HeaderForm form) {
        return switch (form) {
            case CAN_11, CAN_29, ISO_9141, KWP, J1850 -> framed(lines, form);
            case PLAIN_CAN -> segmented(lines);
            case PLAIN -> plain(lines);
        };
    }

    private static List<Decode<Message>> framed(List<String> lines, HeaderForm form) {
        List<Decode<Message>> results = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        for (String line : lines) {
            switch (FrameReader.read(line, form)) {
                case Decode.Decoded<Frame>(Frame frame) -> frames.add(frame);
                case Decode.Incomplete<Frame>(String reason, byte[] bytes) ->
                        results.add(Decode.rejected(reason, bytes));
                case Decode.Rejected<Frame>(String reason, byte[] bytes) ->
                        results.add(Decode.rejected(reason, bytes));
            }
        }
        results.addAll(IsoTp.assemble(frames));
        return results;
    }

    private static List<Decode<Message>> plain(List<String> lines) {
        List<Decode<Message>> results = new ArrayList<>();
        for (String line : lines) {
            results.add(whole(line));
        }
        return results;
    }

    private static Decode<Message> whole(String line) {
        byte[] bytes = Hex.bytes(Hex.compact(line), 0);
        if (bytes == null || bytes.length == 0) {
            return Decode.rejected("the line is no whole bytes", line);
        }
        if (bytes.length > MAX_MESSAGE) {
            return Decode.rejected("the line is too long for a message", line);
        }
        return Decode.of(new Message(0, bytes));
    }

    /// The form without headers: a length in three digits, then `0:`, `1:` … `F:`, `0:` …. Two
    /// control units that interleave cannot be told apart here, so their segments come out of order
    /// and are refused.
    private static List<Decode<Message>> segmented(List<String> lines) {
        List<Decode<Message>> results = new ArrayList<>();
        Segments open = null;
        for (String line : lines) {
            String hex = Hex.compact(line);
            int colon = hex.indexOf(':');
            if (hex.length() == 3 && Hex.isHex(hex)) {
                if (open != null) {
                    results.add(open.missing());
                }
                open = new Segments(Integer.parseInt(hex, 16));
            } else if (colon < 0) {
                results.add(whole(line));
            } else if (open == null) {
                results.add(Decode.rejected("a segment without its length", line));
            } else if (!open.append(hex, colon)) {
                results.add(Decode.rejected("a segment is out of order or cut", line));
                open = null;
            } else if (open.complete()) {
                results.add(Decode.of(new Message(0, open.whole)));
                open = null;
            }
        }
        if (open != null) {
            results.add(open.missing());
        }
        return results;
    }

    private static final class Segments {
        private final byte[] whole;
        private int size;
        private int next;

        Segments(int length) {
            whole = new byte[length];
        }

        boolean append(String hex, int colon) {
            byte[] bytes = Hex.bytes(hex, colon + 1);
            boolean inOrder = colon == 1 && Character.digit(hex.charAt(0), 16) == next;
            int wanted = Math.min(next == 0 && size == 0 ? 6 : 7, whole.length - size);
            if (bytes == null || !inOrder || bytes.length < wanted) {
                return false;
            }
            System.arraycopy(bytes, 0, whole, size, wanted);
            size += wanted;
            next = (next + 1) & 0x0F;
            return true;
        }

        boolean complete() {
            return size == whole.length;
        }

        Decode<Message> missing() {
            String reason = "the car sent %d of %d bytes".formatted(size, whole.length);
            return new Decode.Incomplete<>(reason, Arrays.copyOf(whole, size));
        }
    }
}
