package io.cartelem.core.obd.elm;

import java.time.Duration;

/// How long to wait for what, in real time. Every exchange has one of these.
///
/// @param wake for the prompt after waking bytes
/// @param command for the answer of a command to the adapter itself
/// @param restart for the answer of a warm start
/// @param search for a request during which the adapter may search for the protocol; the K-line's
///   slow initialisation alone takes some seconds
/// @param request for a request on a known protocol
/// @param resync for the prompt after an interruption
/// @param baudReply for the banner at a new baud rate; the adapter itself waits 75 ms
public record ElmTimeouts(
        Duration wake,
        Duration command,
        Duration restart,
        Duration search,
        Duration request,
        Duration resync,
        Duration baudReply) {

    public static final ElmTimeouts DEFAULT =
            new ElmTimeouts(
                    Duration.ofMillis(800),
                    Duration.ofMillis(1_000),
                    Duration.ofMillis(2_500),
                    Duration.ofMillis(15_000),
                    Duration.ofMillis(3_000),
                    Duration.ofMillis(600),
                    Duration.ofMillis(400));

    /// All the same, for tests and for adapters on a fast link.
    public static ElmTimeouts all(Duration timeout) {
        return new ElmTimeouts(timeout, timeout, timeout, timeout, timeout, timeout, timeout);
    }
}
