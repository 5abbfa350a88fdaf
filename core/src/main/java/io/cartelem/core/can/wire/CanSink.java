package io.cartelem.core.can.wire;

/// Told what a [CanReader] finds, in the stream's order, on the reading thread.
public interface CanSink {

    /// A frame; the object is used again for the next one.
    void frame(CanFrame frame);

    /// A line that is no frame: an adapter's answer, empty for its "done".
    default void reply(String line) {}

    /// A SLCAN adapter's "no" (the character BEL).
    default void refused() {}

    /// A line that was not understood.
    default void rejected(String reason, byte[] bytes) {}
}
