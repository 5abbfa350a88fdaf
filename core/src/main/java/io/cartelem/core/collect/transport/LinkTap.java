package io.cartelem.core.collect.transport;

/// Sees what passes over a link. Called on the threads that read and write it, so it must be quick,
/// must not block and must not throw. The array is the caller's: copy what is kept.
public interface LinkTap {

    /// Bytes came from the device.
    void received(byte[] bytes, int offset, int length);

    /// Bytes were sent to the device.
    void sent(byte[] bytes);

    /// Something else happened, for example a change of the rate, in a sentence.
    void note(String text);
}
