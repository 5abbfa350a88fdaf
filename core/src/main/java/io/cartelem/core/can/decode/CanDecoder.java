package io.cartelem.core.can.decode;

import io.cartelem.core.can.dbc.Dbc;
import io.cartelem.core.can.dbc.DbcMessage;
import io.cartelem.core.can.wire.CanFrame;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

/// Decodes the frames of one bus by one DBC file. Used by one thread; allocates nothing for a frame
/// beyond what the batch's builder keeps.
public final class CanDecoder {
    private static final int STANDARD_IDS = 2048;

    private final @Nullable MessageDecoder[] standard = new @Nullable MessageDecoder[STANDARD_IDS];
    private final int[] extendedIds;
    private final @Nullable MessageDecoder[] extended;
    private final int mask;

    /// What became of a frame.
    public enum Outcome {
        DECODED,
        /// The file has no message of that identifier.
        UNKNOWN,
        /// Shorter than the file says; nothing of it is used.
        SHORT
    }

    /// @param source the source of the channels
    public CanDecoder(Dbc dbc, String source) {
        ChannelNames names = new ChannelNames(source, dbc);
        long wide = dbc.messages().stream().filter(DbcMessage::extended).count();
        int room = Integer.highestOneBit((int) Math.max(8, wide * 2)) * 2;
        extendedIds = new int[room];
        extended = new @Nullable MessageDecoder[room];
        mask = room - 1;
        for (DbcMessage message : dbc.messages()) {
            MessageDecoder decoder = new MessageDecoder(message, names);
            if (message.extended()) {
                int slot = slot(message.id());
                extendedIds[slot] = message.id();
                extended[slot] = decoder;
            } else {
                standard[message.id()] = decoder;
            }
        }
    }

    /// Adds the values of a frame's signals to a batch. A remote frame has none.
    ///
    /// @param timeNs when it was on the bus, in the batch's time base
    public Outcome decode(CanFrame frame, long timeNs, SampleBatch.Builder out) {
        MessageDecoder decoder = find(frame);
        if (decoder == null) {
            return Outcome.UNKNOWN;
        }
        if (frame.remote() || frame.isError()) {
            return Outcome.DECODED;
        }
        if (frame.length() < decoder.message().length()) {
            return Outcome.SHORT;
        }
        decoder.decode(frame.data(), timeNs, out);
        return Outcome.DECODED;
    }

    /// The message that a frame is, null if the file has none of its identifier.
    public @Nullable DbcMessage message(CanFrame frame) {
        MessageDecoder decoder = find(frame);
        return decoder == null ? null : decoder.message();
    }

    private @Nullable MessageDecoder find(CanFrame frame) {
        return frame.extended() ? extended[slot(frame.id())] : standard[frame.id()];
    }

    /// Where an identifier is in the table, or the free place where it would be.
    private int slot(int id) {
        int at = ((id * 0x9E37_79B9) >>> 7) & mask;
        while (extended[at] != null && extendedIds[at] != id) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
