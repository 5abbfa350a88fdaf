package io.cartelem.server.stream;

/// The way to one client.
interface Wire {
    /// Begins to send; exactly one of the two is called when the frame is out or has failed, on any
    /// thread, possibly before this returns.
    void send(String text, Runnable sent, Runnable failed);

    /// Ends the connection in an orderly way; harmless when it is over.
    ///
    /// @param done called once, on any thread, when the goodbye is out or cannot be said
    void close(int code, String reason, Runnable done);
}
