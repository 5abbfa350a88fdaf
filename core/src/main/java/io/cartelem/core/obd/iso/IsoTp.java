package io.cartelem.core.obd.iso;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the frames of one reply together into messages, for each control unit by itself (ISO
/// 15765-2, normal addressing).
///
/// ```
/// 0L dd…            single frame, L = 1 to 7 bytes
/// 1L LL dd×6        first frame, LLL = 8 to 4095 bytes
/// 2N dd×7           consecutive frame, N = 1, 2, … F, 0, 1, …
/// ```
///
/// What follows the announced length in the last frame is padding. A frame that is lost or out of
/// order costs its message, never another one.
public final class IsoTp {
    private static final int IN_FIRST_FRAME = 6;
    private static final int IN_FRAME = 7;

    private IsoTp() {}

    /// @param frames in the order of arrival; frames that are no segments pass as whole messages
    /// @return one result for each message begun, in the order in which they ended
    public static List<Decode<Message>> assemble(List<Frame> frames) {
        List<Decode<Message>> results = new ArrayList<>();
        Map<Integer, Partial> open = new LinkedHashMap<>();
        for (Frame frame : frames) {
            if (frame.data().length == 0) {
                results.add(Decode.rejected("the frame has no data", frame.data()));
            } else if (frame.segmented()) {
                accept(frame, open, results);
            } else {
                results.add(Decode.of(new Message(frame.ecu(), frame.data())));
            }
        }
        for (Partial partial : open.values()) {
            results.add(partial.missing());
        }
        return results;
    }

    private static void accept(
            Frame frame, Map<Integer, Partial> open, List<Decode<Message>> results) {
        byte[] data = frame.data();
        int kind = (data[0] & 0xF0) >> 4;
        if (kind <= 1) {
            Partial before = open.remove(frame.ecu());
            if (before != null) {
                results.add(before.missing());
            }
        }
        switch (kind) {
            case 0 -> results.add(single(frame));
            case 1 -> first(frame, open, results);
            case 2 -> consecutive(frame, open, results);
            case 3 -> results.add(Decode.rejected("a flow control frame is no reply", data));
            default -> results.add(Decode.rejected("the frame has no known control byte", data));
        }
    }

    private static Decode<Message> single(Frame frame) {
        byte[] data = frame.data();
        int length = data[0] & 0x0F;
        if (length == 0 || length > IN_FRAME) {
            return Decode.rejected("a single frame of an impossible length", data);
        }
        if (data.length < length + 1) {
            return Decode.rejected("a single frame is shorter than its length says", data);
        }
        return Decode.of(new Message(frame.ecu(), Arrays.copyOfRange(data, 1, length + 1)));
    }

    private static void first(
            Frame frame, Map<Integer, Partial> open, List<Decode<Message>> results) {
        byte[] data = frame.data();
        if (data.length < 2 + IN_FIRST_FRAME) {
            results.add(Decode.rejected("a first frame is cut", data));
            return;
        }
        int length = ((data[0] & 0x0F) << 8) | (data[1] & 0xFF);
        if (length <= IN_FRAME) {
            results.add(Decode.rejected("a first frame of an impossible length", data));
            return;
        }
        Partial partial = new Partial(frame.ecu(), new byte[length]);
        partial.append(data, 2, IN_FIRST_FRAME);
        open.put(frame.ecu(), partial);
    }

    private static void consecutive(
            Frame frame, Map<Integer, Partial> open, List<Decode<Message>> results) {
        byte[] data = frame.data();
        Partial partial = open.get(frame.ecu());
        if (partial == null) {
            results.add(Decode.rejected("a consecutive frame without its first frame", data));
            return;
        }
        if ((data[0] & 0x0F) != partial.next) {
            open.remove(frame.ecu());
            results.add(Decode.rejected("a consecutive frame is out of order", data));
            return;
        }
        int wanted = Math.min(IN_FRAME, partial.whole.length - partial.size);
        if (data.length - 1 < wanted) {
            open.remove(frame.ecu());
            results.add(Decode.rejected("a consecutive frame is cut", data));
            return;
        }
        partial.append(data, 1, wanted);
        partial.next = (partial.next + 1) & 0x0F;
        if (partial.size == partial.whole.length) {
            open.remove(frame.ecu());
            results.add(Decode.of(new Message(frame.ecu(), partial.whole)));
        }
    }

    private static final class Partial {
        private final int ecu;
        private final byte[] whole;
        private int size;
        private int next = 1;

        Partial(int ecu, byte[] whole) {
            this.ecu = ecu;
            this.whole = whole;
        }

        void append(byte[] from, int offset, int count) {
            System.arraycopy(from, offset, whole, size, count);
            size += count;
        }

        Decode<Message> missing() {
            String reason = "ECU %X sent %d of %d bytes".formatted(ecu, size, whole.length);
            return new Decode.Incomplete<>(reason, Arrays.copyOf(whole, size));
        }
    }
}
