package io.cartelem.core.sim.nmea;

/// What can go wrong in the simulated receiver. An occasion is a sentence, unless the kind says
/// otherwise.
public enum ReceiverFault {
    /// No satellites are received; an occasion is an epoch.
    NO_FIX,
    /// Bytes that mean nothing within a sentence.
    GARBAGE,
    /// A sentence that ends in its middle without its end of line.
    TORN_SENTENCE,
    /// A sentence whose checksum is wrong.
    WRONG_CHECKSUM,
    /// A sentence left out.
    LOST_SENTENCE,
    /// Nothing is sent; an occasion is an epoch.
    SILENCE,
    /// The date lies 1,024 weeks in the past, as in a receiver whose week counter rolled over; an
    /// occasion is an epoch.
    WEEK_ROLLOVER,
    /// A configuration message is refused in the receiver's own way; an occasion is a message.
    REFUSES,
    /// A configuration message is not answered and not heeded; an occasion is a message.
    DEAF,
    /// The link breaks; an occasion is an epoch.
    DISCONNECT
}
