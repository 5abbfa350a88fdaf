package io.cartelem.core.can.wire;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Cuts a stream into lines, whatever the chunks in which they come, and reads each as what it is:
/// a line of `candump -L` begins with a parenthesis, a frame of a SLCAN adapter with a letter that
/// tells its kind, so one reader serves both. Memory is bounded by the longest line. Used by one
/// thread; allocates nothing for a frame.
public final class CanReader {
    /// Longer than any frame: a CAN FD frame of candump has about 180 characters.
    private static final int LONGEST_LINE = 256;

    private static final byte BELL = 0x07;

    private final CandumpLine candump = new CandumpLine();
    private final CanFrame frame = new CanFrame();
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private boolean overflown;
    private boolean candumpSeen;
    private boolean midLine = true;

    /// Takes the bytes of one read.
    ///
    /// @param arrivalNs monotonic time at which they were read
    /// @param sink told of each line before this method returns
    public void accept(byte[] bytes, int offset, int count, long arrivalNs, CanSink sink) {
        for (int i = offset; i < offset + count; i++) {
            byte b = bytes[i];
            if (b == '\r' || b == '\n') {
                endLine(arrivalNs, sink);
            } else if (b == BELL) {
                length = 0;
                overflown = false;
                sink.refused();
            } else if (length < LONGEST_LINE) {
                line[length++] = b;
            } else {
                overflown = true;
            }
        }
    }

    /// Forgets a line that is not complete, for a new connection or another baud rate.
    public void reset() {
        length = 0;
        overflown = false;
        midLine = true;
    }

    /// The names of candump's buses, in the order of their numbers.
    public List<String> buses() {
        return candump.buses();
    }

    private void endLine(long arrivalNs, CanSink sink) {
        int end = length;
        boolean perhapsTail = midLine;
        length = 0;
        midLine = false;
        if (overflown) {
            overflown = false;
            reject("line longer than " + LONGEST_LINE + " characters", end, sink);
            return;
        }
        // Data digits like D and B also begin frames: the tail of a line is no frame.
        boolean slcan = end > 0 && SlcanLine.begins(line[0]) && !perhapsTail;
        if (end > 0 && line[0] == '(') {
            candumpSeen = true;
            told(candump.read(line, 0, end, arrivalNs, frame), end, sink);
        } else if (slcan) {
            told(SlcanLine.read(line, 0, end, arrivalNs, frame), end, sink);
        } else if (!candumpSeen) {
            sink.reply(new String(line, 0, end, StandardCharsets.ISO_8859_1));
        } else if (end > 0) {
            reject("line that candump -L does not write", end, sink);
        }
    }

    private void told(@Nullable String wrong, int end, CanSink sink) {
        if (wrong == null) {
            sink.frame(frame);
        } else {
            reject(wrong, end, sink);
        }
    }

    private void reject(String reason, int end, CanSink sink) {
        sink.rejected(reason, Arrays.copyOf(line, end));
    }
}
