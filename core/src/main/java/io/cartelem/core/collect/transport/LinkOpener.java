package io.cartelem.core.collect.transport;

/// Opens a link, again and again: each call makes a new one, because a port that comes back may be
/// another device file.
public interface LinkOpener {

    /// Opens on the calling thread.
    ///
    /// @throws InterruptedException when interrupted while it waits or searches
    ByteLink open() throws LinkException, InterruptedException;

    /// Where it leads, for a person.
    String address();

    /// Whether reads block in native code, so that the reader needs a platform thread.
    default boolean blocksNatively() {
        return false;
    }
}
