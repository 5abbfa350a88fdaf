package io.cartelem.core.gps.receiver;

import io.cartelem.core.collect.transport.LinkException;

/// How one kind of receiver is configured. Nothing is stored in the receiver: a power cycle undoes
/// all of it.
sealed interface ReceiverDriver permits UbloxDriver, MediatekDriver, CasicDriver {

    /// What became of a request.
    enum Answer {
        ACCEPTED,
        REFUSED,
        /// No acknowledgement came.
        SILENT,
        /// This kind never acknowledges; the measured rate must show it.
        NOT_TOLD
    }

    /// What the receiver calls itself.
    String name();

    /// Turns GLL off and sends GSA and GSV about once a second at a rate of `hertz`.
    Answer thin(ReceiverLine line, int hertz) throws LinkException, InterruptedException;

    /// The highest baud rate it can be set to.
    int highestBaud();

    /// Sends the command after which the receiver speaks at `baud`.
    void sendBaud(ReceiverLine line, int baud) throws LinkException;

    /// Sets the time between two fixes.
    Answer rate(ReceiverLine line, int periodMs) throws LinkException, InterruptedException;
}
