package io.cartelem.core.collect.discovery;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;

import java.util.Optional;

/// Tries whether one kind of device is at the other end of an open link.
public interface DeviceProbe {

    /// The source that such a device feeds, for example `gps`.
    String source();

    /// Whether the probe only listens. Listening probes run first, so that a device that talks by
    /// itself is never written to.
    boolean passive();

    /// Tries, at the baud rates that such devices use, for a few seconds at most, and leaves the
    /// link open. Writes nothing that could disturb a device of another kind.
    ///
    /// @return what was found, empty if it is something else
    Optional<Finding> probe(ByteLink link) throws LinkException, InterruptedException;

    /// What was found.
    ///
    /// @param source the source that it feeds
    /// @param device what it calls itself, or a description
    /// @param baud the rate at which it answered, 0 where there is none
    record Finding(String source, String device, int baud) {}
}
