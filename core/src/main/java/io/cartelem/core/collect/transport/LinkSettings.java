package io.cartelem.core.collect.transport;

import io.cartelem.core.port.Clock;

import java.time.Duration;

/// What an address leaves open.
///
/// @param serial how a serial port is set
/// @param connectTimeout how long a TCP connection may take, in real time
/// @param replay how fast a capture is replayed
public record LinkSettings(SerialSettings serial, Duration connectTimeout, ReplayLink.Pace replay) {

    /// A serial rate, five seconds to connect, captures at their recorded pace.
    public static LinkSettings at(int baud, Clock clock) {
        return new LinkSettings(
                SerialSettings.at(baud), Duration.ofSeconds(5), new ReplayLink.Pace(clock, baud));
    }
}
