package io.cartelem.core.mesh.stream;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Cuts a node's bytes into frames, whatever the chunks in which they come.
///
/// ```
///  94 C3 | length, 2 bytes big-endian, at most 512 | message
/// ```
///
/// There is no checksum, and what is not within a frame is log text, which real nodes also write
/// into the middle of a frame. So a frame counts only when its message can be read; otherwise its
/// two mark bytes are passed over and the search goes on within it. Memory is bounded by
/// [#LONGEST]. Belongs to one thread.
///
/// Source: meshtastic.org, "Client API (Serial/TCP/BLE)", streaming version.
public final class StreamFramer {
    /// The longest message accepted; what announces more is taken for text.
    public static final int LONGEST = 512;

    private static final byte MARK_1 = (byte) 0x94;
    private static final byte MARK_2 = (byte) 0xC3;
    private static final int HEAD = 4;
    private static final int WINDOW = 4096;
    private static final int LONGEST_TEXT = 256;

    private final byte[] window = new byte[WINDOW];
    private final byte[] text = new byte[LONGEST_TEXT];
    private int end;
    private int textLength;

    /// Takes what the framer finds, in the stream's order.
    public interface Sink {

        /// A frame's content.
        ///
        /// @return null if it was understood, else what was wrong with it in a sentence
        @Nullable String message(byte[] body);

        /// Bytes between frames: a line of log text or a part of one, without its end.
        void text(byte[] bytes);

        /// The frame that was not understood, with its head.
        void rejected(String reason, byte[] frame);
    }

    /// A message in its frame.
    ///
    /// @param body at most [#LONGEST] bytes
    public static byte[] frame(byte[] body) {
        if (body.length > LONGEST) {
            throw new IllegalArgumentException(
                    "a frame holds at most " + LONGEST + " bytes, not " + body.length);
        }
        byte[] frame = new byte[HEAD + body.length];
        frame[0] = MARK_1;
        frame[1] = MARK_2;
        frame[2] = (byte) (body.length >>> 8);
        frame[3] = (byte) body.length;
        System.arraycopy(body, 0, frame, HEAD, body.length);
        return frame;
    }

    /// Takes the bytes of one read.
    public void accept(byte[] bytes, int offset, int length, Sink sink) {
        int taken = 0;
        while (taken < length) {
            int part = Math.min(length - taken, WINDOW - end);
            System.arraycopy(bytes, offset + taken, window, end, part);
            end += part;
            taken += part;
            scan(sink, false);
        }
    }

    /// Nothing came for a while: a frame whose end is still missing will not get it any more, and
    /// what it swallowed is looked through for other frames.
    public void quiet(Sink sink) {
        scan(sink, true);
        flushText(sink);
    }

    private void scan(Sink sink, boolean hopeless) {
        int at = 0;
        while (at < end) {
            int consumed = window[at] == MARK_1 ? frameAt(at, sink, hopeless) : textAt(at, sink);
            if (consumed == 0) {
                break;
            }
            at += consumed;
        }
        System.arraycopy(window, at, window, 0, end - at);
        end -= at;
    }

    /// @return bytes consumed, 0 when the frame is not complete
    private int frameAt(int at, Sink sink, boolean hopeless) {
        int have = end - at;
        if (have >= 2 && window[at + 1] != MARK_2) {
            return textAt(at, sink);
        }
        int length = have < HEAD ? 0 : (window[at + 2] & 0xFF) << 8 | (window[at + 3] & 0xFF);
        if (length > LONGEST) {
            return textAt(at, sink);
        }
        if (have < HEAD + length || have < HEAD) {
            return hopeless ? torn("a frame without its end", at, have, sink) : 0;
        }
        flushText(sink);
        String wrong = sink.message(Arrays.copyOfRange(window, at + HEAD, at + HEAD + length));
        return wrong == null ? HEAD + length : torn(wrong, at, HEAD + length, sink);
    }

    private int torn(String reason, int at, int length, Sink sink) {
        sink.rejected(reason, Arrays.copyOfRange(window, at, at + length));
        return Math.min(2, length);
    }

    private int textAt(int at, Sink sink) {
        byte b = window[at];
        if (b == '\r' || b == '\n') {
            flushText(sink);
        } else {
            text[textLength++] = b;
            if (textLength == LONGEST_TEXT) {
                flushText(sink);
            }
        }
        return 1;
    }

    private void flushText(Sink sink) {
        if (textLength > 0) {
            byte[] line = Arrays.copyOf(text, textLength);
            textLength = 0;
            sink.text(line);
        }
    }
}
