package io.cartelem.core.gps;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.port.Clock;

/// Reads a satellite receiver that speaks NMEA 0183 and publishes one batch per epoch, all of its
/// samples at the time of the epoch's first sentence ([GpsEpoch#monoNs]).
///
/// On a serial line it finds the baud rate by listening. Where a rate is wanted it then asks what
/// the receiver is and sets it; what is refused is said in the state, and the receiver is read as
/// it is.
public final class GpsCollector implements Collector {
    private final GpsSettings settings;
    private final Clock waiting;
    private final TimeTrust trust;
    private int knownBaud;

    public GpsCollector(GpsSettings settings) {
        this(settings, Clock.system());
    }

    /// @param waiting counts the time-outs of answers, which are real time even where the telemetry
    ///   runs by a faster clock
    GpsCollector(GpsSettings settings, Clock waiting) {
        this.settings = settings;
        this.waiting = waiting;
        this.trust = new TimeTrust(settings.timeListener());
        this.knownBaud = settings.baud();
    }

    /// The collector for what is at an address: a gpsd, or a receiver itself.
    public static Collector of(LinkAddress address, GpsSettings settings) {
        return address instanceof LinkAddress.Gpsd
                ? new GpsdCollector(settings)
                : new GpsCollector(settings);
    }

    @Override
    public String source() {
        return GpsChannels.SOURCE;
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        GpsConnection connection =
                new GpsConnection(
                        link, context, settings, waiting, trust, baud -> knownBaud = baud);
        connection.run(knownBaud);
    }
}
