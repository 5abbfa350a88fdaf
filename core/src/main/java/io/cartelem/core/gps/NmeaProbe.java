package io.cartelem.core.gps;

import io.cartelem.core.collect.discovery.DeviceProbe;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.receiver.BaudFinder;
import io.cartelem.core.port.Clock;

import java.util.Optional;

/// Recognises a satellite receiver by its sentences, without writing a byte.
public final class NmeaProbe implements DeviceProbe {
    private final Clock clock;

    /// @param clock counts the time spent listening
    public NmeaProbe(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String source() {
        return GpsChannels.SOURCE;
    }

    @Override
    public boolean passive() {
        return true;
    }

    @Override
    public Optional<Finding> probe(ByteLink link) throws LinkException, InterruptedException {
        BaudFinder.Heard heard = new BaudFinder(link, clock).find(0, baud -> {});
        return heard.found()
                ? Optional.of(new Finding(source(), "NMEA 0183 receiver", heard.baud()))
                : Optional.empty();
    }
}
