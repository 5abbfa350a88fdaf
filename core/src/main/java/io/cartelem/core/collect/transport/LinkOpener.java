package io.cartelem.core.collect.transport;

import org.jspecify.annotations.Nullable;

/// Opens a link, again and again: each call makes a new one, because a port that comes back may be
/// another device file.
public interface LinkOpener {

    /// Opens on the calling thread.
    ///
    /// @throws InterruptedException when interrupted while it waits or searches
    ByteLink open() throws LinkException, InterruptedException;

    /// Where it leads, for a person.
    String address();

    /// What [#open] does, for a person.
    default String intent() {
        return "opening " + address();
    }

    /// A value that changes when the device is plugged in again, if that is cheap to know: whoever
    /// waits to try again then does so at once.
    ///
    /// @return null while the device is away, or when this opener cannot tell
    default @Nullable Object presence() {
        return null;
    }

    /// Whether opening or reading blocks in native code, so that the reader needs a platform
    /// thread.
    default boolean blocksNatively() {
        return false;
    }
}
