package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;

import java.io.IOException;

/// Where clients come in to a simulated device.
interface Doorway extends AutoCloseable {

    /// Waits for a client.
    ///
    /// @throws IOException when the doorway is closed or broken
    /// @throws InterruptedException when the device is to stop
    ByteLink accept() throws IOException, InterruptedException;

    /// What a client opens: `tcp://127.0.0.1:35000` or the path of a pty.
    String address();

    /// Shuts the doorway, ending an [#accept] in another thread.
    @Override
    void close();

    /// Opens a doorway; called again when the device is plugged in anew.
    @FunctionalInterface
    interface Opener {
        Doorway open() throws IOException;

        /// The device is plugged in no more.
        default void close() {}
    }
}
